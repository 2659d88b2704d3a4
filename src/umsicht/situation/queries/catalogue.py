"""What figures there are of a region, for a catalogue of open data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Min

from umsicht.situation.models import Indicator, Observation, Region
from umsicht.situation.queries.reference import reference


@dataclass(frozen=True)
class Stock:
    """Indicators with figures, in the order shown; first and last year; when the newest table was taken over."""

    indicators: tuple[Indicator, ...]
    first: int
    last: int
    changed: dt.datetime


def stocks(regions: Iterable[Region]) -> dict[int, Stock]:
    """By region; those without figures are left out. Two queries however many."""
    rows = Observation.objects.filter(region__in=[row.pk for row in regions], is_current=True).order_by()
    held: dict[int, set[int]] = {}
    for region, indicator in rows.values_list("region_id", "indicator_id").distinct():
        held.setdefault(region, set()).add(indicator)
    spans = rows.values("region_id").annotate(
        first=Min("year"), last=Max("year"), changed=Max("edition__imported_at")
    )
    known = reference().indicators
    return {
        row["region_id"]: Stock(
            tuple(one for one in known if one.pk in held[row["region_id"]]),
            row["first"],
            row["last"],
            row["changed"].replace(microsecond=0),
        )
        for row in spans
    }
