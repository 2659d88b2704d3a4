from __future__ import annotations

import threading

import pytest

from umsicht.core import services


@pytest.fixture(autouse=True)
def _no_services(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_loops", {})


def test_two_services_of_one_name_are_refused() -> None:
    def loop(stop: threading.Event) -> None: ...

    services.register("a", loop)
    services.register("a", loop)
    with pytest.raises(ValueError, match="named a already"):
        services.register("a", lambda stop: None)
    assert services.registered() == {"a": loop}


def test_broken_loop_is_logged_and_starts_again(caplog: pytest.LogCaptureFixture) -> None:
    stop, runs = threading.Event(), []

    def loop(stop: threading.Event) -> None:
        runs.append(1)
        if len(runs) < 3:
            raise OSError("disk full")
        stop.set()

    services.keep_running("tail", loop, stop, pause=0.01)
    assert len(runs) == 3
    assert [record.message for record in caplog.records] == ["service tail failed and starts again"] * 2


def test_all_loops_run_side_by_side_until_stopped() -> None:
    stop, met = threading.Event(), threading.Barrier(3, timeout=5)

    def loop(stop: threading.Event) -> None:
        met.wait()
        stop.wait(5)

    services.register("a", loop)
    services.register("b", loop)
    threads = services.start_all(stop)
    met.wait()
    stop.set()
    for thread in threads:
        thread.join(timeout=5)
    assert [(thread.name, thread.is_alive()) for thread in threads] == [("a", False), ("b", False)]
