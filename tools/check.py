"""Everything `make check` asks, two at a time, each with its name, its time and, if it failed, its output.

`python -m tools.check ruff mypy` runs only the named ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tools.findings import ROOT

PYTHON = sys.executable
BIN = os.path.dirname(PYTHON)  # noqa: PTH120 - not resolved, or the virtual environment would be left
CHECKS: dict[str, list[str]] = {
    "types": [f"{BIN}/mypy"],
    "format": [f"{BIN}/ruff", "format", "--check", "src", "tests", "tools", "bench", "e2e"],
    "lint": [f"{BIN}/ruff", "check", "src", "tests", "tools", "bench", "e2e"],
    "layers": [f"{BIN}/lint-imports", "--no-cache"],
    "budgets": [PYTHON, "-m", "tools.check_budgets"],
    "inline imports": [PYTHON, "-m", "tools.check_inline_imports"],
    "views": [PYTHON, "-m", "tools.check_views"],
    "state": [PYTHON, "-m", "tools.check_state"],
    "templates": [PYTHON, "-m", "tools.check_templates"],
    "core words": [PYTHON, "-m", "tools.check_core_words"],
    "unscoped": [PYTHON, "-m", "tools.check_unscoped"],
    "links": [PYTHON, "-m", "tools.check_links"],
    "locks": [PYTHON, "-m", "tools.check_locks"],
    "migrations": [PYTHON, "-m", "tools.check_migrations"],
    "models migrated": [f"{BIN}/umsicht", "makemigrations", "--check", "--dry-run", "--skip-checks"],
    "translations": [PYTHON, "-m", "tools.messages", "--check"],
    "settings page": [PYTHON, "-m", "tools.settings_page", "--check"],
    "procedures": [PYTHON, "-m", "tools.procedures", "--check"],
}


def run(name: str) -> tuple[str, float, int, str]:
    started = time.monotonic()
    environment = {**os.environ, "DEMO": "1", "PYTHONPATH": f"{ROOT}/src:{ROOT}", "NO_COLOR": "1"}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        CHECKS[name],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return name, time.monotonic() - started, done.returncode, done.stdout


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"unknown check: {', '.join(unknown)}. Known: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, seconds, code, output in pool.map(run, names or CHECKS):
            print(f"{'ok    ' if code == 0 else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
            if code:
                failed.append(name)
                print(output.rstrip(), flush=True)
    print(f"check: {', '.join(failed)} failed" if failed else "check: all fine")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
