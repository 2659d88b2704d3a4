"""Reads of the outbox for those who run the instance, and counts for limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.notify.models import Mail

WAITING = Q(sent_at__isnull=True, failed_at__isnull=True, dropped_at__isnull=True)


@dataclass(frozen=True)
class OutboxFigures:
    waiting: int
    oldest_waiting: dt.datetime | None
    sent_last_day: int
    failed: int
    dropped: int


def all_mails() -> QuerySet[Mail]:
    """Mails of all tenants."""
    # unscoped: the outbox belongs to the instance; only its operator looks at it
    found: QuerySet[Mail] = Mail.objects.with_scopes_disabled().all()
    return found


def figures() -> OutboxFigures:
    """One query; for the operator's page, health and metrics."""
    day_ago = clock.now() - dt.timedelta(days=1)
    counts = all_mails().aggregate(
        waiting=Count("pk", filter=WAITING),
        oldest_waiting=Min("created_at", filter=WAITING),
        sent_last_day=Count("pk", filter=Q(sent_at__gte=day_ago)),
        failed=Count("pk", filter=Q(failed_at__isnull=False)),
        dropped=Count("pk", filter=Q(dropped_at__isnull=False)),
    )
    return OutboxFigures(**counts)


def failed_mails() -> QuerySet[Mail]:
    return all_mails().filter(failed_at__isnull=False).order_by("-failed_at", "-pk")


def queued_to(email: str, since: dt.datetime, message: str = "") -> int:
    """How many mails an address was to get since a moment, of one message or of all."""
    mails = all_mails().filter(to_email=email, created_at__gte=since, dropped_at__isnull=True)
    return (mails.filter(message=message) if message else mails).count()


def queued_of(email: str, since: dt.datetime, messages: Collection[str]) -> int:
    """How many mails of these messages an address was to get since a moment."""
    mails = all_mails().filter(to_email=email, created_at__gte=since, dropped_at__isnull=True)
    return mails.filter(message__in=messages).count()


def guarded(guard: str, since: dt.datetime) -> int:
    """How many mails with this guard were to go out since a moment."""
    return all_mails().filter(guard=guard, created_at__gte=since, dropped_at__isnull=True).count()


def mail_by_id(mail_id: int) -> Mail:
    """Raises NotFound."""
    found = all_mails().filter(pk=mail_id).first()
    if found is None:
        raise NotFound
    return found
