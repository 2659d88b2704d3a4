"""Two more parts of health: the log's guards, and mails that don't get out."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from umsicht.audit import guards
from umsicht.core import clock
from umsicht.notify.queries.outbox import figures
from umsicht.web.ops import health

LATE = dt.timedelta(hours=1)


def log() -> str:
    """The triggers that keep the audit log append-only; a restore from a dump without them would lose them silently."""
    return health.OK if not guards.missing(connection) else "unguarded"


def outbox() -> str:
    oldest = figures().oldest_waiting
    return "stuck" if oldest is not None and clock.now() - oldest > LATE else health.OK


def register() -> None:
    health.register("log", log)
    health.register("outbox", outbox)
