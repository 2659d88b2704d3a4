"""Loops that live beside the tasks in each worker process, such as one that tails a change log.

A floor registers its loop when the app registry is ready; `umsicht worker` runs each in a thread of its own. The
loop gets an event and returns soon after that is set. A loop that raises is logged and started again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connections

logger = logging.getLogger(__name__)
Loop = Callable[[threading.Event], None]
RESTART_SECONDS = 5.0
_loops: dict[str, Loop] = {}


def register(name: str, loop: Loop) -> None:
    if _loops.setdefault(name, loop) is not loop:
        raise ValueError(f"There is a service named {name} already.")


def registered() -> dict[str, Loop]:
    return dict(_loops)


def keep_running(name: str, loop: Loop, stop: threading.Event, *, pause: float = RESTART_SECONDS) -> None:
    """Run the loop until `stop` is set, starting it again after `pause` seconds when it ends or raises."""
    while not stop.is_set():
        try:
            loop(stop)
        except Exception:  # one broken loop must not end the others
            logger.exception("service %s failed and starts again", name)
        finally:
            connections.close_all()
        stop.wait(pause)


def start_all(stop: threading.Event) -> list[threading.Thread]:
    """Start a thread per registered loop; the caller sets `stop` and joins them."""
    threads = [
        threading.Thread(target=keep_running, args=(name, loop, stop), name=name, daemon=True)
        for name, loop in _loops.items()
    ]
    for thread in threads:
        thread.start()
    return threads
