"""Unmet demand as figures. Small numbers never leave this file: what is below five is told as "fewer than five".

A table is suppressed as a whole: cells below five are hidden, and what the hidden ones add up to is told only if that
is five or more; otherwise the total counts the visible cells alone. So no table lets a small number be found by
subtraction. (Tables cut differently can still be compared with each other; no count is about a person, see docs.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from umsicht.core import clock
from umsicht.demand.models import GapCount
from umsicht.tenancy.models import Tenant

SMALL = 5
TOPIC, AUDIENCE, AGE, DISTRICT, TOWN = "topic", "audience", "age", "district", "tenant_id"
DIMENSIONS = (TOPIC, AUDIENCE, AGE, DISTRICT)
SPANS = {"30": 30, "90": 90, "365": 365}
MOST_ROWS = 500


@dataclass(frozen=True)
class Span:
    """Whole days, both ends included; the span before it is as long."""

    first: dt.date
    last: dt.date

    @classmethod
    def back(cls, days: int, today: dt.date | None = None) -> Span:
        """The last so many whole days, up to yesterday."""
        last = (today or clock.today()) - dt.timedelta(days=1)
        return cls(last - dt.timedelta(days=days - 1), last)

    @property
    def before(self) -> Span:
        days = (self.last - self.first).days + 1
        return Span(self.first - dt.timedelta(days=days), self.first - dt.timedelta(days=1))

    def q(self) -> Q:
        return Q(day__gte=self.first, day__lte=self.last)


@dataclass(frozen=True)
class Filters:
    """Codes; "" takes all. `channel` and `outcome` are values of their enums."""

    topic: str = ""
    audience: str = ""
    age: str = ""
    district: str = ""
    channel: str = ""
    outcome: str = ""

    def given(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Cell:
    """`keys` by dimension. `now` and `before` are None where the number is small (1 to 4)."""

    keys: Mapping[str, Any]
    now: int | None
    before: int | None

    @property
    def trend(self) -> int | None:
        """Change against the span before in percent; None where one of the two is small or there was nothing."""
        if self.now is None or not self.before:
            return None
        return round((self.now - self.before) * 100 / self.before)


@dataclass(frozen=True)
class Overview:
    """`rest` cells were too small to show; `rest_count` is their sum, None where that is small itself."""

    span: Span
    cells: Sequence[Cell] = ()
    rest: int = 0
    rest_count: int | None = 0
    total: int = 0
    is_demo: bool = False
    newest: dt.date | None = None


def counts_of(tenant: Tenant) -> QuerySet[GapCount]:
    """A municipality's own counts; for the state office those of all that take part, its own portal included."""
    if tenant.is_state:
        # unscoped: the state office plans with the sums of all municipalities; small cells are hidden below
        found: QuerySet[GapCount] = GapCount.objects.with_scopes_disabled().filter(tenant__is_sandbox=False)
        return found.filter(Q(tenant__is_active=True) | Q(tenant=tenant))
    return GapCount.objects.with_scope(tenant=tenant).all()


def overview(tenant: Tenant, span: Span, filters: Filters, by: Sequence[str]) -> Overview:
    """Gaps by some dimensions, most frequent first. Two queries."""
    rows = counts_of(tenant).filter(span.q() | span.before.q(), **filters.given())
    about = rows.aggregate(newest=Max("day"), demo=Max("day", filter=Q(is_demo=True)))
    sums = {"now": Sum("count", filter=span.q()), "before": Sum("count", filter=span.before.q())}
    # Without a dimension values() would group by the whole row.
    counted = rows.order_by().values(*by).annotate(**sums) if by else [rows.aggregate(**sums)]
    raw = [({name: row[name] for name in by}, row["now"] or 0, row["before"] or 0) for row in counted]
    return _suppressed(raw, span, newest=about["newest"], is_demo=about["demo"] is not None)


def hidden(number: int) -> int | None:
    """The number as it may be told."""
    return None if 0 < number < SMALL else number


def _suppressed(raw: Iterable[tuple[Mapping[str, Any], int, int]], span: Span, **about: Any) -> Overview:
    shown, rest, rest_sum = [], 0, 0
    for keys, now, before in raw:
        cell = Cell(keys, hidden(now), hidden(before))
        if cell.now is None:
            rest_sum += now
        if now >= SMALL or before >= SMALL:
            shown.append(cell)
        else:
            rest += bool(now)
    shown.sort(key=lambda cell: (-(cell.now or 0), -(cell.before or 0), sorted(map(str, cell.keys.values()))))
    told = hidden(rest_sum)
    total = sum(cell.now or 0 for cell in shown) + (told or 0)
    return Overview(span, shown[:MOST_ROWS], rest, told, total, **about)


@dataclass(frozen=True)
class Month:
    first: dt.date
    count: int | None  # None: small


def by_month(tenant: Tenant, last: dt.date, filters: Filters) -> list[Month]:
    """The month of a day, up to that day, and the eleven before it; months without any count as 0. One query."""
    first = _month_after(last.replace(year=last.year - 1, day=1))
    rows = (
        counts_of(tenant)
        .filter(day__gte=first, day__lte=last, **filters.given())
        .annotate(month=TruncMonth("day"))
        .order_by()
        .values_list("month")
        .annotate(number=Sum("count"))
    )
    found = dict(rows)
    months, month = [], first
    while month <= last:
        months.append(Month(month, hidden(found.get(month, 0))))
        month = _month_after(month)
    return months


def _month_after(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)


def split(tenant: Tenant, span: Span, filters: Filters, by: str) -> list[Cell]:
    """One dimension alone (channel, outcome …), for the page of one gap whose total is known. One query.

    Where the hidden cells together are small, the smallest visible ones are hidden with them.
    """
    counted = (
        counts_of(tenant).filter(span.q(), **filters.given()).order_by().values(by).annotate(now=Sum("count"))
    )
    rows = sorted(((row[by], row["now"]) for row in counted), key=lambda row: row[1])
    secret = 0
    cells = []
    for value, number in rows:
        hide = number < SMALL or 0 < secret < SMALL
        secret += number if hide else 0
        cells.append(Cell({by: value}, None if hide else number, None))
    return cells[::-1]
