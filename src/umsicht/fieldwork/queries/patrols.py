"""Reads of joint patrols. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.fieldwork.enums import ShiftState
from umsicht.fieldwork.models import FollowUp, Observation, PatrolShift

SORTS = {
    "tag": ("day", "starts_at", "pk"),
    "stand": ("state", "day", "pk"),
    "anlaesse": ("counted", "day", "pk"),
}


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything, unknown ones count as none."""

    first: dt.date | None = None
    last: dt.date | None = None
    state: str = ""
    district: str = ""
    unit: str = ""
    sort: str = "-tag"


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday."""
    first = day - dt.timedelta(days=day.weekday())
    return first, first + dt.timedelta(days=6)


def listing(wanted: Wanted) -> QuerySet[Any]:
    """Shifts with their units and `counted`, the sum of their observations; two queries."""
    found = PatrolShift.objects.annotate(counted=Sum("observations__count", default=0))
    if wanted.first:
        found = found.filter(day__gte=wanted.first)
    if wanted.last:
        found = found.filter(day__lte=wanted.last)
    if wanted.state in ShiftState.values:
        found = found.filter(state=wanted.state)
    if wanted.district:
        found = found.filter(districts__icontains=f'"{wanted.district}"')
    if wanted.unit:
        found = found.filter(pk__in=PatrolShift.objects.filter(units__name__icontains=wanted.unit))
    return found.prefetch_related("units").order_by(*order_by(wanted.sort, SORTS, "-tag"))


def with_all(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.prefetch_related("units", "observations", "followups")


def shift_at_desk(pk: int) -> PatrolShift:
    """One shift with all that belongs to it. Raises NotFound."""
    found = with_all(PatrolShift.objects.select_related("tenant").filter(pk=pk)).first()
    if found is None:
        raise NotFound
    return found


def observation_at_desk(shift: PatrolShift, pk: int) -> Observation:
    """Raises NotFound, also when it is another shift's."""
    found = Observation.objects.select_related("tenant", "shift").filter(pk=pk, shift=shift).first()
    if found is None:
        raise NotFound
    return found


def followup_at_desk(shift: PatrolShift, pk: int) -> FollowUp:
    """Raises NotFound, also when it is another shift's."""
    found = FollowUp.objects.select_related("tenant", "shift").filter(pk=pk, shift=shift).first()
    if found is None:
        raise NotFound
    return found


def open_followups() -> QuerySet[FollowUp]:
    """What is left to do after patrols, the most urgent first."""
    return FollowUp.objects.select_related("shift").filter(done_on__isnull=True)


def unreported(today: dt.date) -> QuerySet[PatrolShift]:
    """Patrols of past days of which nobody has said whether they took place, the oldest first."""
    return PatrolShift.objects.filter(state=ShiftState.PLANNED, day__lt=today).order_by("day", "pk")


def counted_by_kind(shift: PatrolShift) -> dict[str, int]:
    found: dict[str, int] = {}
    for seen in shift.observations.all():
        found[seen.kind] = found.get(seen.kind, 0) + seen.count
    return found


def states_in(wanted: Wanted) -> dict[str, int]:
    """How many shifts of the period are in which state; one query."""
    rows = PatrolShift.objects.filter(
        Q(day__gte=wanted.first or dt.date.min), Q(day__lte=wanted.last or dt.date.max)
    )
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
