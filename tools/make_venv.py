"""Creates .venv with the locked installer in it. Runs on the system's Python, before anything is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOO_OLD = "Umsicht needs Python 3.11 or newer, this is {}. Name another one: make demo PYTHON=python3.12"


def create() -> None:
    """Make the environment; where Debian keeps ensurepip in a package of its own, install that one first."""
    command = [sys.executable, "-m", "venv", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if "ensurepip" not in done.stdout + done.stderr:
        sys.exit(done.stdout + done.stderr)
    sys.path.insert(0, str(ROOT))
    from tools import apt  # reason: optional

    try:
        apt.install("python3-venv")
    except apt.NotInstallable as error:
        sys.exit(str(error))
    subprocess.run([*command, "--clear"], check=True)


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - runs on whatever Python the system has
        sys.exit(TOO_OLD.format(sys.version.split()[0]))
    if not (VENV / "bin" / "python").exists():
        create()
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "uv.txt")], check=True)


if __name__ == "__main__":
    main()
