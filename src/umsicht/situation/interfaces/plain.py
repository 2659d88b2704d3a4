"""One series as six plain columns, for programs and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.situation.enums import Measure
from umsicht.situation.interfaces import wording
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import Point, series

COLUMNS = ("year", "value", "lower", "upper", "source", "as-of")


def plain_series(*, area: str, code: str) -> tuple[tuple[str, ...], Iterator[list[Any]]]:
    """`code` is <dataset>/<key>/<measure>. Years that must not be shown have empty cells. Raises BadInput for unknown words.

    The last column is the table's day; where the file named none, the year it counts. A count and a rate have the span of their mean, a share that of Wilson, from 0 to 1.
    """
    known = reference()
    name, _slash, measure = code.rpartition("/")
    indicator, region = known.by_code(name), known.regions.get(area)
    if indicator is None or measure not in Measure.values:
        words = {"code": code, "example": "pks/892000/hz"}
        raise BadInput(_("There is no indicator %(code)s. One is called %(example)s.") % words)
    if region is None:
        raise BadInput(_("There is no area %(key)s. Keys have 2 or 5 digits.") % {"key": area})
    found = series(indicator, region)
    return COLUMNS, (
        [
            point.year,
            *_figures(point, measure),
            wording.source(indicator, point.year, point.year),
            point.as_of if point.version else str(point.year),
        ]
        for point in found.points
    )


def _figures(point: Point, measure: str) -> list[float | int | None]:
    if measure == Measure.CASES:
        return [point.cases, *_rounded(point.cases_span, 1)]
    if measure == Measure.RATE:
        return [None if point.rate is None else wording.rounded(point.rate), *_rates(point.rate_span)]
    return [None if point.share is None else round(point.share, 4), *_rounded(point.share_span, 4)]


def _rates(span: tuple[float, float] | None) -> tuple[float | None, float | None]:
    return (None, None) if span is None else (wording.rounded(span[0]), wording.rounded(span[1]))


def _rounded(span: tuple[float, float] | None, places: int) -> tuple[float | None, float | None]:
    return (None, None) if span is None else (round(span[0], places), round(span[1], places))
