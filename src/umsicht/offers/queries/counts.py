"""How many offers, and how fresh they are: counted from real confirmations only. One query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from umsicht.core import clock
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.queries.freshness import CONFIRM_AFTER_DAYS


@dataclass(frozen=True)
class Freshness:
    """Published offers by their provider's last word, and paused ones beside them. `dated`: with a date to come."""

    total: int
    confirmed: int
    overdue: int
    never: int
    paused: int
    dated: int


def freshness(tenants: Collection[int] | None = None, today: dt.date | None = None) -> Freshness:
    """Of the tenant in scope, or of the named tenants."""
    limit = (today or clock.today()) - dt.timedelta(days=CONFIRM_AFTER_DAYS)
    offers = (
        Offer.objects.all() if tenants is None else Offer.objects.with_scope(tenant=sorted(tenants)).all()
    )
    shown = Q(state=OfferState.PUBLISHED)
    found = offers.filter(
        provider__is_public=True,
        state__in=(OfferState.PUBLISHED, OfferState.PAUSED),
        published_at__isnull=False,
    ).aggregate(
        total=Count("pk", filter=shown),
        confirmed=Count("pk", filter=shown & Q(confirmed_on__gte=limit)),
        overdue=Count("pk", filter=shown & Q(confirmed_on__lt=limit)),
        never=Count("pk", filter=shown & Q(confirmed_on__isnull=True)),
        paused=Count("pk", filter=~shown),
        dated=Count("pk", filter=shown & Q(next_date__gte=clock.now())),
    )
    return Freshness(**found)


def by_provider() -> dict[int, int]:
    """Published offers per provider of the tenant in scope."""
    rows = (
        Offer.objects.filter(state=OfferState.PUBLISHED)
        .order_by()
        .values_list("provider_id")
        .annotate(number=Count("pk"))
    )
    return dict(rows)
