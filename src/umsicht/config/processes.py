"""Processes that must not outlive the one that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
PARENT = "UMSICHT_PARENT"  # set by `umsicht serve` for its children; no setting


def announce_parent() -> None:
    """Tell the processes started from now on whose children they are."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent() -> None:
    """Ask Linux to send this process SIGTERM when its parent dies, even by -9; elsewhere do nothing."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if str(os.getppid()) != os.environ.get(PARENT):  # it was gone before the wish was heard
        os.kill(os.getpid(), signal.SIGTERM)
