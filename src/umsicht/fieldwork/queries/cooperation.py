"""Who worked together in what: one list of sources, counted by pairs. All need the scope of the tenant.

A source answers which records of a period joined which offices. Another package that has such records (meetings, for
one) adds its own with register(); pages, table and export then show it without knowing it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from umsicht.core import clock
from umsicht.core.procedures import Text
from umsicht.council.models import Attendance, Meeting
from umsicht.council.queries.attendance import HERE
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.visibility import OVER
from umsicht.fieldwork.enums import InspectionState, PartyKind, ShiftState
from umsicht.fieldwork.models import Inspection, PatrolShift
from umsicht.fieldwork.queries.authorities import Authorities
from umsicht.measures.models import Measure


@dataclass(frozen=True)
class Joint:
    """One record in which several took part; `source` and `pk` say which, for the link."""

    source: str
    pk: int
    day: dt.date
    title: str
    parties: tuple[str, ...]
    is_demo: bool = False


Loader = Callable[[dt.date, dt.date], Iterable[Joint]]


@dataclass(frozen=True)
class Source:
    """`load(first, last)` answers the records of a period, both days counted; a few queries, however many there are."""

    key: str
    label: Text
    load: Loader
    order: int = 50


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    _sources[source.key] = source


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: (source.order, source.key))


def _patrols(first: dt.date, last: dt.date) -> Iterable[Joint]:
    found = PatrolShift.objects.filter(state=ShiftState.HELD, day__range=(first, last))
    for shift in found.prefetch_related("units__organisation").order_by("day", "pk"):
        names = tuple(
            unit.organisation.name if unit.organisation else unit.name for unit in shift.units.all()
        )
        yield Joint("patrols", shift.pk, shift.day, f"{shift.starts_at:%H:%M}", names, shift.is_demo)


def _inspections(first: dt.date, last: dt.date) -> Iterable[Joint]:
    found = Inspection.objects.filter(day__range=(first, last)).exclude(
        state__in=(InspectionState.PLANNED, InspectionState.CANCELLED)
    )
    for walk in found.prefetch_related("participants__organisation").order_by("day", "pk"):
        names = tuple(
            row.organisation.name if row.organisation else row.name
            for row in walk.participants.all()
            if row.kind != PartyKind.RESIDENTS
        )
        yield Joint("inspections", walk.pk, walk.day, walk.title, names, walk.is_demo)


def _measures(first: dt.date, last: dt.date) -> Iterable[Joint]:
    """Measures that ran on a day of the period; without a start they count from their origin, without both not at all."""
    found = Measure.objects.filter(
        Q(starts_on__lte=last) | Q(starts_on__isnull=True, origin_on__lte=last)
    ).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    for measure in found.select_related("lead").prefetch_related("partners__organisation").order_by("pk"):
        lead = measure.lead.name if measure.lead else measure.lead_text
        names = tuple(name for name in (lead, *(str(one) for one in measure.partners.all())) if name)
        begun = measure.starts_on or measure.origin_on or first
        yield Joint("measures", measure.pk, begun, measure.title, names, measure.is_demo)


def _meetings(first: dt.date, last: dt.date) -> Iterable[Joint]:
    """Meetings that were held, with the offices whose seats were taken; their agenda is not asked."""
    start, end = clock.day_bounds(first, last)
    here = Attendance.objects.filter(presence__in=HERE, seat__isnull=False)
    found = Meeting.objects.filter(state__in=OVER, starts_at__gte=start, starts_at__lt=end)
    rows = Prefetch("attendances", queryset=here.select_related("seat__organisation"), to_attr="taken")
    for meeting in (
        found.select_related("body").prefetch_related("body__names", rows).order_by("starts_at", "pk")
    ):
        seats = [row.seat for row in meeting.taken if row.seat is not None]
        names = tuple(seat.organisation.name if seat.organisation else seat.office for seat in seats)
        title = f"{title_of(meeting.body)}: {meeting.title}"
        yield Joint(
            "meetings", meeting.pk, clock.local(meeting.starts_at).date(), title, names, meeting.is_demo
        )


register(Source("meetings", _("Council meetings"), _meetings, order=5))
register(Source("patrols", _("Joint patrols"), _patrols, order=10))
register(Source("inspections", _("Site inspections"), _inspections, order=20))
register(Source("measures", _("Measures"), _measures, order=30))


@dataclass(frozen=True)
class Matrix:
    """Who with whom: `pairs` has a number for each pair of names in order, `alone` how often somebody took part at all."""

    names: list[str]
    pairs: dict[tuple[str, str], int]
    taken_part: dict[str, int]
    by_source: dict[str, dict[str, int]]
    records: int

    def together(self, one: str, other: str) -> int:
        return self.pairs.get((min(one, other), max(one, other)), 0)


def records(first: dt.date, last: dt.date, only: str = "") -> list[Joint]:
    """Records of all sources, or of one, in which at least two authorities took part, newest first."""
    known = Authorities()
    found = [
        replace(joint, parties=parties)
        for source in sources()
        if not only or source.key == only
        for joint in source.load(first, last)
        if len(parties := tuple(dict.fromkeys(map(known.behind, joint.parties)))) > 1
    ]
    return sorted(found, key=lambda joint: (joint.day, joint.source, joint.pk), reverse=True)


def matrix(found: Sequence[Joint]) -> Matrix:
    """The most active first; a name that differs in case only counts as the same."""
    spelled: dict[str, str] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    part: Counter[str] = Counter()
    by_source: dict[str, Counter[str]] = defaultdict(Counter)
    for joint in found:
        names = sorted({spelled.setdefault(name.casefold(), name) for name in joint.parties})
        pairs.update(combinations(names, 2))
        part.update(names)
        for name in names:
            by_source[name][joint.source] += 1
    order = sorted(part, key=lambda name: (-part[name], name))
    return Matrix(order, dict(pairs), dict(part), {name: dict(by_source[name]) for name in order}, len(found))


def with_both(found: Iterable[Joint], one: str, other: str = "") -> list[Joint]:
    """Those in which both took part; with one name alone all of its records."""
    wanted = {name.casefold() for name in (one, other) if name}
    return [joint for joint in found if wanted <= {name.casefold() for name in joint.parties}]
