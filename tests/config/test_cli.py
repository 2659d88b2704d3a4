from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def umsicht(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "umsicht.config.cli", *arguments],
        cwd=folder,
        env={**inherited, "DATA_DIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "umsicht: SECRET_KEY is missing."),
        ({"SECRET_KEY": "short"}, "umsicht: SECRET_KEY is too short"),
        ({"SECRET_KEY": "x" * 60}, "umsicht: ALLOWED_HOSTS is missing"),
        ({"DEMO": "perhaps"}, "umsicht: DEMO must be 1 or 0, not 'perhaps'."),
        (
            {"DEMO": "1", "DATABASE_URL": "mysql://x"},
            "umsicht: DATABASE_URL: scheme 'mysql' is not supported",
        ),
    ],
)
def test_missing_or_wrong_setting_ends_with_one_sentence(
    tmp_path: Path, environment: dict[str, str], message: str
) -> None:
    done = umsicht(tmp_path, "migrate", **environment)
    assert done.returncode == 1
    assert done.stderr.startswith(message)
    assert "Traceback" not in done.stderr
