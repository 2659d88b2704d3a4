"""The school year as twelve months with their days, for the calendar on pages and on paper. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from umsicht.planning import schoolyear
from umsicht.planning.enums import FreeKind
from umsicht.planning.queries.reading import Item, Reading
from umsicht.planning.slots import Slot


@dataclass(frozen=True)
class Day:
    """`free` says why there are no lessons ("" when there are); `items` are the entries on this very day, `week` those of its week."""

    day: dt.date
    free: str
    items: tuple[Item, ...] = ()
    week: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Line:
    """A meeting under its month."""

    slot: Slot
    item: Item


@dataclass(frozen=True)
class Off:
    """School holidays or a public holiday on a weekday, as far as they begin in the month or reach into it."""

    name: str
    first: dt.date
    last: dt.date
    is_break: bool


@dataclass(frozen=True)
class Month:
    first: dt.date
    weeks: list[list[Day | None]]
    lines: list[Line]
    off: list[Off]


def months(reading: Reading) -> list[Month]:
    lines = sorted(
        (Line(slot, item) for item in reading.items for slot in item.slots),
        key=lambda line: (line.slot.first, line.slot.time or dt.time.min, line.item.number),
    )
    return [_month(first, lines) for first in reading.year.months]


def _month(first: dt.date, lines: list[Line]) -> Month:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    here = [line for line in lines if line.slot.first <= last and line.slot.last >= first]
    weeks = [
        [_day(day, here) if day.month == first.month else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    own = [line for line in here if line.slot.first >= first]
    return Month(first, weeks, own, list(_off(first, last)))


def _day(day: dt.date, lines: list[Line]) -> Day:
    reason = schoolyear.free(day)
    kind = reason.kind.value if reason is not None else ""
    if kind == FreeKind.WEEKEND and schoolyear.school_break(day):
        kind = FreeKind.BREAK.value
    met = [line for line in lines if line.slot.holds(day)]
    return Day(
        day,
        kind,
        tuple(line.item for line in met if not line.slot.is_week),
        tuple(line.item for line in met if line.slot.is_week),
    )


def _off(first: dt.date, last: dt.date) -> Iterator[Off]:
    found = [
        Off(item.name, item.first, item.last, is_break=True)
        for item in schoolyear.all_breaks()
        if item.first <= last and item.last >= first
    ]
    day = first
    while day <= last:
        reason = schoolyear.free(day)
        if reason is not None and reason.kind == FreeKind.HOLIDAY and not schoolyear.school_break(day):
            found.append(Off(reason.name, day, day, is_break=False))
        day += dt.timedelta(days=1)
    yield from sorted(found, key=lambda item: item.first)
