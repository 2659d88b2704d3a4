"""`make test` runs all parts, the largest last, and fails when any of them did."""

from __future__ import annotations

import subprocess
from contextlib import nullcontext
from typing import Any

import pytest

from tools import apt, check, private_postgres, run_tests


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Exit codes by part, to be set by the test; `order` is filled with what ran."""
    codes = {"store": 0, "e2e": 0, "house": 0, "all": 0}
    order: list[str] = []

    def run(command: list[str], env: dict[str, str], **options: Any) -> subprocess.CompletedProcess[str]:
        named = {"store": "store", "e2e": "e2e", "tests/architecture": "house"}
        part = next((named[word] for word in command if word in named), "all")
        order.append(f"{part}{' on postgres' if env.get('DATABASE_URL') else ''}")
        return subprocess.CompletedProcess(command, codes[part])

    monkeypatch.setattr(run_tests.subprocess, "run", run)
    monkeypatch.setattr(private_postgres, "cluster", lambda: nullcontext("postgres://here"))
    monkeypatch.setattr(run_tests.ensure_chromium, "ensure", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(run_tests.signal, "signal", lambda *_: None)
    codes["order"] = order  # type: ignore[assignment]
    return codes


def test_all_parts_run_the_largest_last(parts: dict[str, Any]) -> None:
    assert run_tests.main() == 0
    assert parts["order"] == ["store on postgres", "e2e", "house", "all"]


@pytest.mark.parametrize("part", ["store", "e2e", "house", "all"])
@pytest.mark.parametrize("code", [1, 5])
def test_any_failing_part_fails_the_whole_and_stops_none(parts: dict[str, Any], part: str, code: int) -> None:
    parts[part] = code
    assert run_tests.main() == 1
    assert len(parts["order"]) == 4


def test_missing_postgres_or_chromium_fails_the_whole(
    parts: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_postgres() -> Any:
        raise private_postgres.NoPostgres("Please install PostgreSQL.")

    def no_chromium() -> str:
        raise apt.NotInstallable("Please install Chromium.")

    monkeypatch.setattr(private_postgres, "cluster", no_postgres)
    monkeypatch.setattr(run_tests.ensure_chromium, "ensure", no_chromium)
    assert run_tests.main() == 1
    assert parts["order"] == ["house", "all"]
    assert capsys.readouterr().err == "Please install PostgreSQL.\nPlease install Chromium.\n"


def test_check_runs_what_is_named_and_fails_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "CHECKS", {"good": ["true"], "bad": ["sh", "-c", "echo fault; exit 3"]})
    assert check.main(["good"]) == 0
    assert check.main([]) == 1
    assert "fault" in capsys.readouterr().out
    assert check.main(["unknown"]) == 2
