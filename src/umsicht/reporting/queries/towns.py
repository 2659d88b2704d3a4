"""All municipalities at a glance, from what their portals show: a fixed number of queries however many there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django_scopes import scope

from umsicht.core import clock
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
    found = {row.pk: Town(row, row.parent.name if row.parent else "") for row in rows.order_by("name", "pk")}
    active = sorted(pk for pk, one in found.items() if one.tenant.is_active)
    if not active:
        return list(found.values())
    with scope(tenant=active):
        _council(found, first, last)
        _measures(found)
        _offers(found)
        for pk, n, newest in _grouped(public_versions(), Count("report", distinct=True), Max("published_at")):
            found[pk].reports = n
            found[pk].seen(newest)
    return list(found.values())


def _grouped(rows: QuerySet[Any], *figures: Any) -> Iterable[tuple[Any, ...]]:
    """Tenant and its figures, one row each."""
    return rows.order_by().values_list("tenant").annotate(*figures).values_list("tenant", *_names(figures))


def _names(figures: Iterable[Any]) -> list[str]:
    return [figure.default_alias for figure in figures]


def _council(found: dict[int, Town], first: dt.date, last: dt.date) -> None:
    start, end = clock.day_bounds(first, last)
    councils = public_bodies().filter(Q(ended_on__isnull=True) | Q(ended_on__gte=last), kind=BodyKind.COUNCIL)
    for pk, newest in _grouped(councils, Max("updated_at")):
        found[pk].has_council = True
        found[pk].seen(newest)
    held = public_meetings().filter(state__in=OVER, starts_at__gte=start, starts_at__lt=end)
    for pk, n, newest in _grouped(held, Count("pk"), Max("starts_at")):
        found[pk].meetings = n
        found[pk].seen(newest)
    made = public_decisions().filter(decided_on__range=(first, last))
    for pk, n, newest in _grouped(made, Count("pk"), Max("decided_on")):
        found[pk].decisions = n
        found[pk].seen(newest)


def _measures(found: dict[int, Town]) -> None:
    under_way = Count("state", filter=Q(state__in=UNDER_WAY))
    rows = public_measures().order_by().values("tenant")
    for row in rows.annotate(n=Count("pk"), open=under_way, newest=Max("updated_at")):
        one = found[row["tenant"]]
        one.measures, one.under_way = row["n"], row["open"]
        one.seen(row["newest"])


def _offers(found: dict[int, Town]) -> None:
    fresh = Count("state", filter=Q(confirmed_on__gte=clock.today() - YEAR))
    rows = published_offers().order_by().values("tenant")
    for row in rows.annotate(n=Count("pk"), fresh=fresh, newest=Max("updated_at")):
        one = found[row["tenant"]]
        one.offers, one.confirmed = row["n"], row["fresh"]
        one.seen(row["newest"])


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
