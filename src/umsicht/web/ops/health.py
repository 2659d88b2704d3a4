"""Is this instance well? One word per part, never a secret, never a figure about people."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from umsicht import search
from umsicht.core import heartbeat

OK = "ok"
LEAST_FREE_BYTES = 200_000_000
MOST_BEHIND = 1_000

Check = Callable[[], str]
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Add a part. The check answers "ok" or a short word for what is wrong; raising counts as "failed"."""
    _checks[name] = check


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return OK


def storage() -> str:
    folder = Path(settings.DATA_DIR)
    if not os.access(folder, os.W_OK):
        return "read-only"
    return OK if shutil.disk_usage(folder).free >= LEAST_FREE_BYTES else "nearly full"


def worker() -> str:
    return OK if heartbeat.is_alive() else "silent"


def index() -> str:
    """The search index of this host. A missing one makes the search poor, a late one makes it old."""
    status = search.status()
    if not status.usable:
        return "missing"
    return OK if status.behind is not None and status.behind <= MOST_BEHIND else "behind"


PARTS: dict[str, Check] = {"database": database, "storage": storage, "worker": worker, "index": index}


def run() -> dict[str, str]:
    """Ask every part, one after the other."""
    found: dict[str, str] = {}
    for name, check in {**PARTS, **_checks}.items():
        try:
            found[name] = check()
        except Exception:  # noqa: BLE001 - whatever breaks in a part, the answer must name it and come
            found[name] = "failed"
    return found
