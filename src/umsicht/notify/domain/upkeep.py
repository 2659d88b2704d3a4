"""Keeps the outbox sound: forgets what is over, and wakes what was forgotten."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from umsicht.core import clock
from umsicht.notify.domain import links
from umsicht.notify.models import InboxMessage
from umsicht.notify.queries.outbox import WAITING, all_mails

SENT_DAYS, FAILED_DAYS, READ_DAYS, UNREAD_DAYS = 90, 180, 365, 730
STUCK = dt.timedelta(hours=12)


def tidy(now: dt.datetime | None = None) -> dict[str, int]:
    """Delete mails and inbox messages whose time is over."""
    now = now or clock.now()

    def before(days: int) -> dt.datetime:
        return now - dt.timedelta(days=days)

    over = (
        Q(sent_at__lt=before(SENT_DAYS))
        | Q(failed_at__lt=before(FAILED_DAYS))
        | Q(dropped_at__lt=before(SENT_DAYS))
    )
    mails, _by_model = all_mails().filter(over).delete()
    # unscoped: retention holds for all tenants alike
    messages = InboxMessage.objects.with_scopes_disabled().filter(
        Q(read_at__lt=before(READ_DAYS)) | Q(created_at__lt=before(UNREAD_DAYS))
    )
    deleted, _by_model = messages.delete()
    return {"mails": mails, "messages": deleted, "links": links.tidy(now)}


def stuck(now: dt.datetime | None = None) -> list[int]:
    """Mails that still wait long after all attempts should be over: their task was lost."""
    now = now or clock.now()
    return list(
        all_mails().filter(WAITING, created_at__lt=now - STUCK).order_by("pk").values_list("pk", flat=True)
    )
