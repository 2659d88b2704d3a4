"""Finds Chromium for the browser journeys, and installs it from the system's packages if it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tools import apt

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def _found() -> str | None:
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome-stable"):
        path = shutil.which(name) if name else None
        # Ubuntu's package of this name is a stub that only says how to install a snap.
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    return None


def ensure() -> str:
    """The path of a working Chromium. Raises apt.NotInstallable with advice."""
    path = _found()
    if path is None:
        apt.install("chromium")
        path = _found()
    if path is None:
        raise apt.NotInstallable(
            "No working Chromium after installing the package. Install one and name it in CHROMIUM=/path/to/chromium."
        )
    return path


if __name__ == "__main__":
    try:
        print(ensure())
    except apt.NotInstallable as error:
        sys.exit(str(error))
