"""Finds LibreOffice, which opens our Word files in the tests as an office would, and installs it from the system's packages."""

from __future__ import annotations

import shutil

from tools import apt


def ensure() -> str:
    """The path of soffice. Raises apt.NotInstallable with advice."""
    path = shutil.which("soffice")
    if path is None:
        apt.install("libreoffice-writer-nogui")
        path = shutil.which("soffice")
    if path is None:
        raise apt.NotInstallable(
            "There is no soffice after installing LibreOffice Writer. Please install it."
        )
    return path
