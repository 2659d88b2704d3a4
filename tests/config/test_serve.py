from __future__ import annotations

import socket
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from umsicht.config.management.commands import serve


def test_busy_port_is_told_with_advice() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"127.0.0.1:{port} ") as caught:
            serve.ensure_free("127.0.0.1", port)
    assert f"make demo PORT={port + 1}" in str(caught.value)


def test_free_port_is_left_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve.ensure_free("127.0.0.1", port)
    serve.ensure_free("127.0.0.1", port)


def test_missing_static_files_are_told(settings: Any, tmp_path: Path) -> None:
    settings.DEBUG, settings.STATIC_ROOT = False, tmp_path
    with pytest.raises(CommandError, match="umsicht collectstatic"):
        serve.ensure_collected()
    (tmp_path / "staticfiles.json").write_text("{}")
    serve.ensure_collected()


@pytest.mark.parametrize("options", [{"port": 0}, {"port": 70000}, {"workers": 0}, {"threads": 0}])
def test_impossible_numbers_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="port between 1 and 65535"):
        call_command("serve", **options)


def _wait_for(path: Path, lines: int) -> list[str]:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = path.read_text().splitlines() if path.exists() else []
        if len(found) >= lines:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{path} has not {lines} lines")


def test_companion_starts_again_when_it_dies_and_stops_with_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "RESTART_SECONDS", 0.05)
    monkeypatch.setattr(serve, "HEAD_START_SECONDS", 0)
    log = tmp_path / "log"
    short = f"open({str(log)!r}, 'a').write('x\\n')"
    companion = serve.Companion([sys.executable, "-c", short])
    companion.start()
    assert _wait_for(log, 3)[:3] == ["x", "x", "x"]
    companion.stop()
    companion.thread.join(timeout=10)
    assert not companion.thread.is_alive()


def test_companion_is_ended_when_the_server_ends() -> None:
    companion = serve.Companion([sys.executable, "-c", "import time; time.sleep(60)"])
    companion.start()
    deadline = time.monotonic() + 10
    while companion.process is None and time.monotonic() < deadline:
        time.sleep(0.01)
    companion.stop()
    companion.thread.join(timeout=10)
    assert companion.process is not None
    assert companion.process.returncode == -15
