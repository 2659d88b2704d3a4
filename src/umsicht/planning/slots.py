"""When the meetings of an entry are: a day or week each, weeks without lessons skipped. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from umsicht.planning import schoolyear
from umsicht.planning.enums import Span
from umsicht.planning.schoolyear import SchoolYear

_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Slot:
    """One meeting: a day, or a week from Monday to Friday. `time` is Berlin wall clock."""

    first: dt.date
    last: dt.date
    time: dt.time | None = None

    @property
    def is_week(self) -> bool:
        return self.last > self.first

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def slots(
    span: str, day: dt.date | None, time: dt.time | None, meetings: int, year: SchoolYear
) -> tuple[Slot, ...]:
    """The first meeting stays where it was put; those that follow weekly avoid days or weeks without lessons.

    Ends with the school year, so fewer may come back than were asked for.
    """
    if day is None or span == Span.OPEN:
        return ()
    found: list[Slot] = []
    while len(found) < meetings and day <= year.last:
        if span == Span.WEEK:
            if not found or schoolyear.lesson_days(day):
                found.append(Slot(day, day + dt.timedelta(days=4)))
        elif not found or schoolyear.free(day) is None:
            found.append(Slot(day, day, time))
        day += _WEEK
    return tuple(found)
