"""Everything `make test` runs, in the order in which the last line is pytest's own summary of the largest part.

A failure in an earlier part does not stop the later ones, but the whole then fails.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from tools import apt, ensure_chromium, ensure_office, private_postgres
from tools.findings import ROOT

PYTEST = [sys.executable, "-m", "pytest"]
# What a file's tests share is built once; the order is ours (tests/conftest.py puts slow files first).
BOTH_CORES = ["-n2", "--dist", "loadfile", "--no-loadscope-reorder"]
HOUSE = "tests/architecture"


def _run(title: str, command: list[str], **environment: str) -> bool:
    print(f"==> {title}", flush=True)
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode == 0


def store() -> bool:
    try:
        with private_postgres.cluster() as url:
            return _run(
                "what depends on the store, on PostgreSQL",
                [*PYTEST, *BOTH_CORES, "-m", "store"],
                DATABASE_URL=url,
            )
    except private_postgres.NoPostgres as error:
        print(error, file=sys.stderr)
        return False


def browser() -> bool:
    try:
        chromium = ensure_chromium.ensure()
        ensure_office.ensure()
    except apt.NotInstallable as error:
        print(error, file=sys.stderr)
        return False
    command = [*PYTEST, "-n2", "--dist", "loadgroup", "-p", "no:randomly", "e2e"]
    return _run("browser journeys", command, CHROMIUM=chromium)


def house() -> bool:
    """Asks every address as every kind of person and follows every link, so it grows with the house."""
    return _run("every address, asked by everybody", [*PYTEST, "-n2", "--dist", "load", HOUSE])


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # three runs of two workers share what the first one compiled
    parts = {"store on PostgreSQL": store(), "browser journeys": browser(), "every address": house()}
    failed = [name for name, passed in parts.items() if not passed]
    if failed:
        print(f"==> FAILED so far: {', '.join(failed)}; the exit code will say so", flush=True)
    everything = _run("unit and integration, on SQLite", [*PYTEST, *BOTH_CORES, f"--ignore={HOUSE}"])
    return 0 if everything and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
