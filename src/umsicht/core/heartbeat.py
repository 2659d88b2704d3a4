"""The task worker's sign of life, kept in the shared cache so that every web process on every host can read it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.cache import caches

from umsicht.core import clock

KEY = "worker-heartbeat"


def beat() -> None:
    """Say that the worker lives. Kept for a day, so that health can tell "silent since" from "never seen"."""
    caches["shared"].set(KEY, clock.now().isoformat(), timeout=86_400)


def last_beat() -> dt.datetime | None:
    """When the worker was last seen, or None if it was not seen for a day."""
    value = caches["shared"].get(KEY)
    return dt.datetime.fromisoformat(value) if value else None


def is_alive() -> bool:
    """Whether the last beat is younger than WORKER_HEARTBEAT_SECONDS."""
    seen = last_beat()
    return seen is not None and (clock.now() - seen).total_seconds() <= settings.WORKER_HEARTBEAT_SECONDS
