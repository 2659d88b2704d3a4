"""What is forgotten in time, as upkeep.privacy declares."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from umsicht.core import clock
from umsicht.upkeep.models import Confirmation, Reminder

KEEP_ADDRESS = dt.timedelta(days=365)
KEEP_ROWS = dt.timedelta(days=3 * 365)


@transaction.atomic
def forget_old(now: dt.datetime | None = None) -> int:
    """Empty addresses after a year, delete reminders and confirmations after three; returns how many rows changed."""
    now = now or clock.now()
    # unscoped: the same rule for every tenant
    reminders = Reminder.objects.with_scopes_disabled()
    # unscoped: as above
    confirmations = Confirmation.objects.with_scopes_disabled()
    emptied = reminders.filter(created_at__lt=now - KEEP_ADDRESS).exclude(to_email="").update(to_email="")
    gone, _by_model = reminders.filter(created_at__lt=now - KEEP_ROWS).delete()
    old, _by_model = confirmations.filter(created_at__lt=now - KEEP_ROWS).delete()
    return int(emptied) + int(gone) + int(old)
