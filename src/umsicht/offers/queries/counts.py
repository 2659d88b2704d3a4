"""How many offers, and how fresh they are: counted from real confirmations only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass

from django.db.models import Count, Q

from umsicht.core import clock
from umsicht.core.memory import Memory
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.queries.freshness import CONFIRM_AFTER_DAYS


@dataclass(frozen=True)
class Freshness:
    """Published offers by their provider's last word, and paused ones beside them. `dated`: with a date today or later."""

    total: int
    confirmed: int
    overdue: int
    never: int
    paused: int
    dated: int


_NONE = Freshness(0, 0, 0, 0, 0, 0)
_held: Memory[Freshness] = Memory(1000)


def freshness(versions: Mapping[int, int]) -> Freshness:
    """Of the tenants, given as id → content version; one query for those that changed since this process counted them.

    Counting takes longer the more offers a town has, and stands on the page that is asked for most; so a count is kept
    under the town's content version and the day, and a change in one town counts that town alone.
    """
    today = clock.today()
    found = {pk: _held.get(pk, (version, today)) for pk, version in versions.items()}
    missing = [pk for pk, counted in found.items() if counted is None]
    if missing:
        fresh = _count(missing, today)
        found |= {pk: _held.keep(pk, (versions[pk], today), fresh.get(pk, _NONE)) for pk in missing}
    columns = zip(*(astuple(counted or _NONE) for counted in (_NONE, *found.values())), strict=True)
    return Freshness(*map(sum, columns))


def _count(tenants: Collection[int], today: dt.date) -> dict[int, Freshness]:
    limit = today - dt.timedelta(days=CONFIRM_AFTER_DAYS)
    shown = Q(state=OfferState.PUBLISHED)
    rows = (
        Offer.objects.with_scope(tenant=sorted(tenants))
        .filter(provider__is_public=True, state__in=(OfferState.PUBLISHED, OfferState.PAUSED))
        .order_by()
        .values("tenant_id")
        .annotate(
            total=Count("state", filter=shown),
            confirmed=Count("state", filter=shown & Q(confirmed_on__gte=limit)),
            overdue=Count("state", filter=shown & Q(confirmed_on__lt=limit)),
            never=Count("state", filter=shown & Q(confirmed_on__isnull=True)),
            paused=Count("state", filter=~shown),
            dated=Count("state", filter=shown & Q(next_date__gte=clock.day_bounds(today)[0])),
        )
    )
    return {row.pop("tenant_id"): Freshness(**row) for row in rows}


def by_provider() -> dict[int, int]:
    """Published offers per provider of the tenant in scope."""
    rows = (
        Offer.objects.filter(state=OfferState.PUBLISHED)
        .order_by()
        .values_list("provider_id")
        .annotate(number=Count("state"))
    )
    return dict(rows)
