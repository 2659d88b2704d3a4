"""All municipalities at a glance, from what their portals show: a fixed number of queries however many there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django_scopes import scope

from umsicht.core import clock
from umsicht.core.text import fold
from umsicht.council.enums import BodyKind
from umsicht.council.queries.visibility import OVER, public_bodies, public_decisions, public_meetings
from umsicht.measures.enums import UNDER_WAY
from umsicht.measures.queries.public import shown as public_measures
from umsicht.offers.queries.offers import published as published_offers
from umsicht.reporting.queries.reports import public_versions
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant

YEAR = dt.timedelta(days=365)


@dataclass
class Town:
    """What the portal of a municipality shows; `as_of` is the newest day anything of it was changed or happened."""

    tenant: Tenant
    district: str
    has_council: bool = False
    meetings: int = 0
    decisions: int = 0
    measures: int = 0
    under_way: int = 0
    offers: int = 0
    confirmed: int = 0
    reports: int = 0
    as_of: dt.date | None = None
    is_demo: bool = field(default=False)

    def seen(self, moment: dt.datetime | dt.date | None) -> None:
        if moment is None:
            return
        day = clock.local(moment).date() if isinstance(moment, dt.datetime) else moment
        self.as_of = max(self.as_of or day, day)


def towns(first: dt.date, last: dt.date, *, only_active: bool = False) -> list[Town]:
    """Every municipality by name; meetings and decisions of the period, everything else as it stands. Eight queries.

    Only what everybody may see is counted, so the state office learns nothing here that a town keeps to itself.
    """
    rows = Tenant.objects.filter(kind=TenantKind.MUNICIPALITY, is_sandbox=False).select_related("parent")
    if only_active:
        rows = rows.filter(is_active=True)
    by_name = sorted(rows, key=lambda row: (fold(row.name).casefold(), row.pk))  # databases put umlauts last
    found = {row.pk: Town(row, row.parent.name if row.parent else "") for row in by_name}
    active = sorted(pk for pk, one in found.items() if one.tenant.is_active)
    if not active:
        return list(found.values())
    with scope(tenant=active):
        _council(found, first, last)
        _measures(found)
        _offers(found)
        reports = Count("report", distinct=True)
        for one, row in _grouped(found, public_versions(), "report__is_demo", "published_at", n=reports):
            one.reports = row["n"]
    return list(found.values())


def _grouped(
    found: dict[int, Town], rows: QuerySet[Any], demo: str, newest: str, **figures: Any
) -> Iterator[tuple[Town, dict[str, Any]]]:
    """Each town with its figures; its newest day is noted, and whether anything made up is among what was counted."""
    figures |= {"newest": Max(newest), "demo": Count("pk", filter=Q(**{demo: True}))}
    for row in rows.order_by().values("tenant").annotate(**figures):
        one = found[row["tenant"]]
        one.seen(row["newest"])
        one.is_demo = one.is_demo or row["demo"] > 0
        yield one, row


def _council(found: dict[int, Town], first: dt.date, last: dt.date) -> None:
    start, end = clock.day_bounds(first, last)
    councils = public_bodies().filter(Q(ended_on__isnull=True) | Q(ended_on__gte=last), kind=BodyKind.COUNCIL)
    for one, _row in _grouped(found, councils, "is_demo", "updated_at"):
        one.has_council = True
    held = public_meetings().filter(state__in=OVER, starts_at__gte=start, starts_at__lt=end)
    for one, row in _grouped(found, held, "is_demo", "starts_at", n=Count("pk")):
        one.meetings = row["n"]
    made = public_decisions().filter(decided_on__range=(first, last))
    for one, row in _grouped(found, made, "is_demo", "decided_on", n=Count("pk")):
        one.decisions = row["n"]


def _measures(found: dict[int, Town]) -> None:
    under_way = Count("state", filter=Q(state__in=UNDER_WAY))
    rows = _grouped(found, public_measures(), "is_demo", "updated_at", n=Count("pk"), open=under_way)
    for one, row in rows:
        one.measures, one.under_way = row["n"], row["open"]


def _offers(found: dict[int, Town]) -> None:
    fresh = Count("state", filter=Q(confirmed_on__gte=clock.today() - YEAR))
    rows = _grouped(found, published_offers(), "is_demo", "updated_at", n=Count("pk"), fresh=fresh)
    for one, row in rows:
        one.offers, one.confirmed = row["n"], row["fresh"]


def summed(found: Iterable[Town]) -> dict[str, int]:
    """Over all of them."""
    total: dict[str, int] = defaultdict(int)
    for one in found:
        total["towns"] += 1
        total["active"] += one.tenant.is_active
        total["councils"] += one.has_council
        for name in ("meetings", "decisions", "measures", "under_way", "offers", "confirmed", "reports"):
            total[name] += getattr(one, name)
    return dict(total)
