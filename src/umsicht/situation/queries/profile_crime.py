"""The one place where the profile of a town asks for its crime figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from umsicht.situation.models import Indicator, Region
from umsicht.situation.queries.places import place_of
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import Point, many
from umsicht.tenancy.models import Tenant


@dataclass(frozen=True)
class CrimeLine:
    """The newest year of one indicator. `cases` and `rate` are None where they must not be shown."""

    slug: str
    title: str
    year: int
    cases: int | None
    rate: float | None
    span: tuple[float, float] | None
    source: str
    as_of: dt.date
    version: str
    licence: str


@dataclass(frozen=True)
class CrimePart:
    """`is_own` is False where the figures are those of the district around the town."""

    region: Region
    is_own: bool
    lines: tuple[CrimeLine, ...]


def crime_figures(tenant: Tenant) -> CrimePart | None:
    """Indicators in focus of the town's own region; None where we hold none. Two queries."""
    place = place_of(tenant)
    if place is None:
        return None
    chosen, region = [row for row in reference().indicators if row.in_focus], place.region
    found = many(chosen, [region])
    lines = []
    for indicator in chosen:
        point = found[indicator.pk, region.pk].latest
        if point is not None:
            lines.append(_line(indicator, point))
    return CrimePart(region, place.is_own, tuple(lines)) if lines else None


def _line(indicator: Indicator, point: Point) -> CrimeLine:
    credit = indicator.dataset.attribution.replace("{year}", str(point.year))
    figures = (point.year, point.cases, point.rate, point.rate_span)
    licence = indicator.dataset.licence
    return CrimeLine(indicator.slug, indicator.title, *figures, credit, point.as_of, point.version, licence)
