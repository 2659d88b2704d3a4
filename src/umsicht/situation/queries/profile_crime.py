"""The one place where the profile of a town asks for its crime figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from umsicht.situation.models import Region
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
            credit = indicator.dataset.attribution.replace("{year}", str(point.year))
            lines.append(_line(indicator.slug, indicator.title, credit, point))
    return CrimePart(region, place.is_own, tuple(lines)) if lines else None


def _line(slug: str, title: str, credit: str, point: Point) -> CrimeLine:
    return CrimeLine(slug, title, point.year, point.cases, point.rate, point.rate_span, credit, point.as_of)
