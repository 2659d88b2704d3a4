"""The figures of an indicator in a region over the years, with their spans, and never more than may be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from umsicht.situation import stats
from umsicht.situation.enums import Measure, PeopleBasis
from umsicht.situation.models import Break, Indicator, Observation, People, Region
from umsicht.situation.queries.reference import reference


@dataclass(frozen=True)
class Point:
    """One year. None in `cases` or `cleared` with the flag set: too small to show; without it: not known.

    Spans are those of stats.py at 95 %. `share` is None where more was cleared than recorded is no problem: it may be
    above 1, and has no span then.
    """

    year: int
    people: int | None
    cases: int | None
    cleared: int | None
    hides_cases: bool
    hides_cleared: bool
    as_of: dt.date
    version: str
    is_total: bool
    cases_span: tuple[float, float] | None = None
    rate: float | None = None
    rate_span: tuple[float, float] | None = None
    share: float | None = None
    share_span: tuple[float, float] | None = None


@dataclass(frozen=True)
class Change:
    """From one year to the next: ratio of the rates with its span."""

    before: int
    now: int
    ratio: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether chance alone is an unlikely reason for the difference."""
        return self.low > 1 or self.high < 1


@dataclass(frozen=True)
class Series:
    """`points` by year, oldest first. Years are compared within a run only: one without a break that forbids it."""

    indicator: Indicator
    region: Region
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    def until(self, year: int) -> Series:
        """The same as it was known in that year."""
        return replace(self, points=tuple(point for point in self.points if point.year <= year))

    def cuts(self, measure: str) -> list[int]:
        """Years in which a new, incomparable count begins."""
        return sorted(
            {row.year for row in self.breaks if not row.comparable and row.measure in {"", measure}}
        )

    def runs(self, measure: str = Measure.RATE) -> list[list[Point]]:
        """The points in stretches that may be compared; a missing year ends a stretch too."""
        cuts, made = set(self.cuts(measure)), list[list[Point]]()
        for point in self.points:
            if made and made[-1][-1].year == point.year - 1 and point.year not in cuts:
                made[-1].append(point)
            else:
                made.append([point])
        return made

    @cached_property
    def change(self) -> Change | None:
        """Of the rate, from the year before the last to the last; None where they can't be compared or shown."""
        runs = self.runs()
        if not runs or len(runs[-1]) < 2:
            return None
        before, now = runs[-1][-2:]
        if (
            before.cases is None
            or now.cases is None
            or not before.people
            or not now.people
            or not before.cases
        ):
            return None
        low, high = stats.ratio_span(now.cases, now.people, before.cases, before.people)
        ratio = (now.cases / now.people) / (before.cases / before.people)
        return Change(before.year, now.year, ratio, low, high)

    @cached_property
    def usual(self) -> stats.Usual | None:
        """What the five years before the last let us expect of it; None where not all of them can be compared and shown."""
        runs = self.runs()
        if not runs or len(runs[-1]) < stats.YEARS + 1:
            return None
        *before, now = runs[-1][-stats.YEARS - 1 :]
        known = [(point.cases, point.people) for point in before if point.cases is not None and point.people]
        if len(known) < stats.YEARS or not now.people:
            return None
        return stats.usual_range([cases for cases, _n in known], [people for _c, people in known], now.people)

    @property
    def is_usual(self) -> bool | None:
        """Whether the last year lies in the usual range; None if there is no such range or the year is not shown."""
        if self.usual is None or self.latest is None or self.latest.rate is None:
            return None
        return self.usual.holds(self.latest.rate)


_COLUMNS = (
    "indicator_id", "region_id", "year", "cases", "cleared", "hides_cases", "hides_cleared", "edition__as_of",
    "edition__version", "is_total",
)  # fmt: skip


def series(indicator: Indicator, region: Region) -> Series:
    """All years we hold; two queries."""
    return many([indicator], [region])[indicator.pk, region.pk]


def many(indicators: Sequence[Indicator], regions: Sequence[Region]) -> dict[tuple[int, int], Series]:
    """Series by (indicator, region), also empty ones; two queries however many."""
    wanted = Observation.objects.filter(
        indicator__in=[row.pk for row in indicators], region__in=[row.pk for row in regions], is_current=True
    )
    rows = list(wanted.order_by("year").values_list(*_COLUMNS))
    held = People.objects.filter(region__in=[row.pk for row in regions], basis=PeopleBasis.EDITION)
    people = {
        (region, year): persons for region, year, persons in held.values_list("region_id", "year", "persons")
    }
    found: dict[tuple[int, int], list[Point]] = {}
    for point, (row, spans) in zip(rows, _with_spans(rows, people), strict=True):
        found.setdefault((point[0], point[1]), []).append(_point(row, spans))
    known = reference()
    return {
        (indicator.pk, region.pk): Series(
            indicator,
            region,
            tuple(found.get((indicator.pk, region.pk), ())),
            tuple(known.breaks_of(indicator, region, Measure.values)),
        )
        for indicator in indicators
        for region in regions
    }


def _with_spans(
    rows: list[tuple[Any, ...]], people: dict[tuple[int, int], int]
) -> list[tuple[tuple[Any, ...], Any]]:
    """Each row with hidden figures taken out, and the spans of its cases, all worked out at once."""
    shown = [_shown(row, people.get((row[1], row[2]))) for row in rows]
    spans = stats.count_span([row[1] or 0 for row in shown]) if shown else ((), ())
    return list(zip(shown, zip(*spans, strict=True), strict=True))


def _shown(row: tuple[Any, ...], people: int | None) -> tuple[Any, ...]:
    """(year, cases, cleared, flags, edition, total, people) without what must not be shown."""
    year, cases, cleared, no_cases, no_cleared, *rest = row[2:]
    return (
        year,
        None if no_cases else cases,
        None if no_cleared else cleared,
        no_cases,
        no_cleared,
        *rest,
        people,
    )


def _point(row: tuple[Any, ...], spans: tuple[float, float]) -> Point:
    year, cases, cleared, no_cases, no_cleared, as_of, version, is_total, people = row
    more: dict[str, Any] = {}
    if cases is not None:
        more["cases_span"] = (float(spans[0]), float(spans[1]))
        if people:
            more["rate"] = stats.rate(cases, people)
            more["rate_span"] = (stats.rate(float(spans[0]), people), stats.rate(float(spans[1]), people))
        if cases and cleared is not None:
            more["share"] = cleared / cases
            more["share_span"] = stats.share_span(cleared, cases) if cleared <= cases else None
    return Point(year, people, cases, cleared, no_cases, no_cleared, as_of, version, is_total, **more)
