"""Moves the dates of the curated offers to today, in whole weeks, so that a Tuesday stays a Tuesday."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import islice

from django.core.exceptions import ValidationError

from umsicht.core import clock
from umsicht.offers.domain.imports import OfferRow
from umsicht.offers.series import Series, parsed_rule, zone_of

ANCHOR = dt.date(2026, 11, 23)
"""The Monday for which the curated dates were written (meta.anchor_date of the content files)."""
_UNTIL = re.compile(r"UNTIL=(\d{8})(T\d{6}Z?)?")
_QUIET = ((12, 24), (12, 31))
_MOST = 400


@dataclass(frozen=True)
class Shift:
    """`weeks` is added to every date; nothing that has happened may then lie after `today`."""

    weeks: int
    today: dt.date

    @classmethod
    def to(cls, today: dt.date) -> Shift:
        return cls(round((today - ANCHOR).days / 7), today)

    @property
    def delta(self) -> dt.timedelta:
        return dt.timedelta(weeks=self.weeks)

    def past(self, day: dt.date) -> dt.date:
        """A day on which something was done."""
        return min(day + self.delta, self.today)

    def offer(self, row: OfferRow) -> OfferRow:
        return replace(
            row,
            clocks={name: self.past(day) for name, day in row.clocks.items()},
            availability_as_of=self.past(row.availability_as_of) if row.availability_as_of else None,
            series=tuple(self.series(series) for series in row.series),
        )

    def series(self, series: Series) -> Series:
        """The series some weeks later: its end moves along, public holidays fall out, single dates avoid them."""
        start = series.start + self.delta
        if not series.rule:
            return replace(series, start=_free(start))
        rule = _UNTIL.sub(self._later, series.rule)
        starts = islice(parsed_rule(rule, start, zone_of(series.tzid)), _MOST)
        days = list(starts)
        gone = tuple(day for day in days if _is_free_day(day.date()))
        kept = [day for day in days if day not in gone]
        if not kept:
            raise ValidationError("No date of this series is left.")
        return replace(series, start=days[0], rule=rule, exdates=gone)

    def _later(self, match: re.Match[str]) -> str:
        day = dt.datetime.strptime(match[1], "%Y%m%d").date() + self.delta  # noqa: DTZ007 - a calendar day
        return f"UNTIL={day:%Y%m%d}{match[2] or ''}"


def _is_free_day(day: dt.date) -> bool:
    return bool(clock.holiday(day)) or (day.month, day.day) in _QUIET


def _free(moment: dt.datetime) -> dt.datetime:
    """The same time on the next day that is no public holiday."""
    while _is_free_day(moment.date()):
        moment += dt.timedelta(days=7)
    return moment
