"""Opening hours as typed values; the database holds their JSON."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MIDNIGHT = "24:00"


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open on `days` (iCalendar day codes, in the week's order) from `opens` to `closes`, local wall time "HH:MM".

    `closes` may be "24:00"; hours past midnight are two spans, so that each day can be read alone.
    """

    days: tuple[str, ...]
    opens: str
    closes: str

    @classmethod
    def parse(cls, value: Any) -> Span:
        """From JSON ({"days", "opens", "closes"}). Raises ValidationError naming what is wrong."""
        if not isinstance(value, dict) or set(value) != {"days", "opens", "closes"}:
            raise ValidationError(_("Opening hours need days, a start and an end."), code="shape")
        days, opens, closes = value["days"], value["opens"], value["closes"]
        if not isinstance(days, list | tuple) or not days or not set(map(str, days)) <= set(WEEKDAYS):
            raise ValidationError(_("Days are written MO, TU, WE, TH, FR, SA or SU."), code="days")
        for time in (opens, closes):
            if not isinstance(time, str) or not (
                _TIME.fullmatch(time) or (time is closes and time == MIDNIGHT)
            ):
                raise ValidationError(
                    _("“%(time)s” is not a time such as 09:00.") % {"time": str(time)[:20]}, code="time"
                )
        if opens >= closes:
            raise ValidationError(_("The end must lie after the start."), code="order")
        return cls(tuple(day for day in WEEKDAYS if day in days), opens, closes)

    def to_json(self) -> dict[str, Any]:
        return {"days": list(self.days), "opens": self.opens, "closes": self.closes}

    @property
    def start(self) -> int:
        """Minutes after midnight."""
        return _minutes(self.opens)

    @property
    def end(self) -> int:
        """Minutes after midnight, 1440 for the end of the day."""
        return _minutes(self.closes)


@dataclass(frozen=True, slots=True)
class Hours:
    """A week of opening hours. Empty means: not known, not "never"."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def parse(cls, value: Any) -> Hours:
        """From the stored list. Raises ValidationError; overlapping spans of one day are refused."""
        if not isinstance(value, list | tuple):
            raise ValidationError(_("Opening hours are a list."), code="shape")
        hours = cls(tuple(Span.parse(item) for item in value))
        for day in range(7):
            spans = hours.on_weekday(day)
            for earlier, later in pairwise(spans):
                if later[0] < earlier[1]:
                    raise ValidationError(_("Two opening times of one day overlap."), code="overlap")
        return hours

    @classmethod
    def of(cls, spans: Iterable[tuple[Iterable[str], str, str]]) -> Hours:
        """From (days, opens, closes) rows, as curated files hold them."""
        return cls.parse(
            [{"days": list(days), "opens": opens, "closes": closes} for days, opens, closes in spans]
        )

    def to_json(self) -> list[dict[str, Any]]:
        return [span.to_json() for span in self.spans]

    def on_weekday(self, weekday: int) -> tuple[tuple[int, int], ...]:
        """The (start, end) pairs of a weekday (Monday is 0) in minutes after midnight, in order."""
        code = WEEKDAYS[weekday]
        return tuple(sorted((span.start, span.end) for span in self.spans if code in span.days))

    def on(self, day: dt.date) -> tuple[tuple[int, int], ...]:
        return self.on_weekday(day.weekday())
