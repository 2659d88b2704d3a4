"""Reads of saved searches. They belong to a person, whose searches may lie in several tenants."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from umsicht.demand.enums import Frequency
from umsicht.demand.models import SavedSearch, Subscriber


def all_searches() -> QuerySet[SavedSearch]:
    # unscoped: a person's searches span tenants; each caller names the person or the links she holds
    found: QuerySet[SavedSearch] = SavedSearch.objects.with_scopes_disabled().all()
    return found


def subscriber_of(email: str) -> Subscriber | None:
    return Subscriber.objects.filter(email=email.strip().lower()).first()


def of_subscriber(subscriber: Subscriber) -> list[SavedSearch]:
    """The confirmed searches of an address, by town. One query."""
    return list(
        all_searches()
        .filter(subscriber=subscriber, confirmed_at__isnull=False)
        .select_related("tenant")
        .order_by("tenant__name", "title", "pk")
    )


def of_email(email: str) -> list[SavedSearch]:
    """The same by the address, for who is signed in with it. One query."""
    return list(
        all_searches()
        .filter(subscriber__email=email.strip().lower(), confirmed_at__isnull=False)
        .select_related("tenant", "subscriber")
        .order_by("tenant__name", "title", "pk")
    )


def by_uids(uids: Iterable[str]) -> list[SavedSearch]:
    """Those that still exist; what is no id at all is left out."""
    wanted = []
    for uid in uids:
        try:
            wanted.append(uuid.UUID(uid))
        except ValueError:
            continue
    return list(all_searches().filter(uid__in=wanted).select_related("tenant", "subscriber").order_by("pk"))


def due(today: dt.date) -> QuerySet[SavedSearch]:
    """Confirmed searches whose turn it is: daily ones not yet looked at today, weekly ones since this Monday."""
    monday = today - dt.timedelta(days=today.weekday())
    turn = Q()
    for frequency, first in ((Frequency.DAILY, today), (Frequency.WEEKLY, monday)):
        turn |= Q(frequency=frequency) & (Q(checked_on__lt=first) | Q(checked_on__isnull=True))
    return all_searches().filter(turn, confirmed_at__isnull=False, keep_until__gte=today)


def due_addresses(today: dt.date) -> list[tuple[int, int]]:
    """(subscriber, tenant) of everybody who is to get a digest if there is something new."""
    pairs: Any = due(today).order_by().values_list("subscriber_id", "tenant_id").distinct()
    return sorted(pairs)


def ending(on: dt.date) -> QuerySet[SavedSearch]:
    """Confirmed searches that end by a day and whose owner was not reminded yet."""
    return all_searches().filter(keep_until__lte=on, reminded_at__isnull=True).order_by("pk")


def older(moment: dt.datetime, today: dt.date) -> QuerySet[SavedSearch]:
    """What is to go: never confirmed and made before a moment, or not kept beyond its end."""
    return all_searches().filter(
        Q(confirmed_at__isnull=True, created_at__lt=moment) | Q(keep_until__lt=today)
    )
