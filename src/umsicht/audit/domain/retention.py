"""Lets old events go. The decision is stored first (RetentionRun): the database deletes nothing without one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.audit.guards import MIN_RETENTION_DAYS
from umsicht.audit.models import AuditEvent, RetentionRun
from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput


@transaction.atomic
def expire_events(*, older_than_days: int, actor: Any, dry_run: bool = False) -> int:
    """Delete events older than so many days (at least a year), in all tenants. Returns how many.

    Raises BadInput for a shorter period, NotAllowed without the right.
    """
    require(actor, "audit.event.expire", None)
    if older_than_days < MIN_RETENTION_DAYS:
        raise BadInput(_("Events are kept for at least %(days)s days.") % {"days": MIN_RETENTION_DAYS})
    now = clock.now()
    cutoff = now - dt.timedelta(days=older_than_days)
    old = AuditEvent._base_manager.filter(at__lt=cutoff)  # noqa: SLF001 - the log's own manager refuses deletes
    count = old.count()
    if dry_run or not count:
        return count
    RetentionRun.objects.create(at=now, cutoff=cutoff, actor_label=str(actor)[:150] if actor else "System")
    old._raw_delete(old.db)  # noqa: SLF001 - nothing hangs on an event; one statement instead of reading all rows
    journal.record(
        "audit.event.expire",
        None,
        actor=actor,
        after={"events": count, "older_than": cutoff.date().isoformat()},
    )
    return count
