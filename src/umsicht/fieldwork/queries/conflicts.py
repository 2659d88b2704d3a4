"""Reads of conflict cases. All but the nightly one need the scope of the tenant.

Only counts leave: by topic, quarter and district, without small cells.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.fieldwork.enums import CaseState, Topic
from umsicht.fieldwork.models import ConflictCase
from umsicht.fieldwork.suppression import Table, hidden_cells, suppressed, with_totals

SORTS = {
    "nummer": ("number",),
    "eingang": ("received_on", "pk"),
    "thema": ("topic", "received_on", "pk"),
    "stand": ("state", "received_on", "pk"),
    "wieder": ("follow_up_on", "pk"),
}
ENDED = (CaseState.CLOSED, CaseState.PASSED_ON)
RETENTION = dt.timedelta(days=365)
"""How long texts stay after the end of a case."""


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean all that are open, unknown ones count as none."""

    topic: str = ""
    state: str = ""
    district: str = ""
    sort: str = "-eingang"


def listing(wanted: Wanted) -> QuerySet[Any]:
    found = ConflictCase.objects.annotate(talks_held=Count("talks"))
    if wanted.topic in Topic.values:
        found = found.filter(topic=wanted.topic)
    if wanted.state in CaseState.values:
        found = found.filter(state=wanted.state)
    elif wanted.state != "alle":
        found = found.exclude(state__in=ENDED)
    if wanted.district:
        found = found.filter(district=wanted.district)
    return found.order_by(*order_by(wanted.sort, SORTS, "-eingang"))


def case_at_desk(pk: int) -> ConflictCase:
    """One case with its talks. Raises NotFound."""
    found = ConflictCase.objects.select_related("tenant").prefetch_related("talks").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def to_follow_up(day: dt.date) -> QuerySet[ConflictCase]:
    """Running cases at which somebody should look again by that day, the earliest first."""
    found = ConflictCase.objects.filter(follow_up_on__lte=day).exclude(state__in=ENDED)
    return found.order_by("follow_up_on", "pk")


def due_for_erasure(today: dt.date) -> list[ConflictCase]:
    """Ended cases of all tenants whose texts have to go."""
    # unscoped: the nightly task looks at all tenants
    found = ConflictCase.objects.with_scopes_disabled().select_related("tenant")
    return list(found.filter(closed_on__lt=today - RETENTION, erased_on__isnull=True).order_by("pk"))


@dataclass(frozen=True)
class Counts:
    """A table with totals in its last column and row; None is hidden."""

    rows: list[str]
    columns: list[str]
    cells: Table


def counts_by_quarter(year: int) -> Counts:
    """Topics down, quarters of receipt across; one query."""
    found = Counter(
        (topic, (day.month - 1) // 3)
        for topic, day in ConflictCase.objects.filter(received_on__year=year).values_list(
            "topic", "received_on"
        )
    )
    topics = [topic for topic in Topic.values if any(key[0] == topic for key in found)]
    cells = [[found[topic, quarter] for quarter in range(4)] for topic in topics]
    return Counts(topics, ["1", "2", "3", "4"], _safe(cells))


def counts_by_district(year: int) -> Counts:
    """Districts down, topics across; "" is a case without a district. One query."""
    rows = ConflictCase.objects.filter(received_on__year=year).values_list("district", "topic")
    found = Counter(rows)
    districts = sorted({district for district, _topic in found})
    topics = [topic for topic in Topic.values if any(key[1] == topic for key in found)]
    cells = [[found[district, topic] for topic in topics] for district in districts]
    return Counts(districts, topics, _safe(cells))


def _safe(cells: list[list[int]]) -> Table:
    if not cells:
        return []
    table = with_totals(cells)
    return suppressed(table, hidden_cells(table))


def years() -> list[int]:
    found = ConflictCase.objects.order_by().dates("received_on", "year")
    return sorted((day.year for day in found), reverse=True)
