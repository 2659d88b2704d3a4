"""School years of Saxony: which days have lessons, and why others have none. Pure; dates are calendar days.

School holidays come from data/schulferien_sachsen.yaml (source there), public holidays from core.clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from umsicht.core import clock
from umsicht.planning.enums import FreeKind

FILE = Path(__file__).resolve().parent / "data" / "schulferien_sachsen.yaml"
MONTHS = 12
_MONDAY_TO_FRIDAY = 5


@dataclass(frozen=True)
class Break:
    """School holidays, or one day without lessons; both ends included."""

    name: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Free:
    """Why a day has no lessons. `last` is the last day of what frees it."""

    kind: FreeKind
    name: str
    last: dt.date


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    with FILE.open(encoding="utf-8") as file:
        content: dict[str, Any] = yaml.safe_load(file)
    return content


@lru_cache(maxsize=1)
def all_breaks() -> tuple[Break, ...]:
    return tuple(Break(row["name"], row["first"], row["last"]) for row in _file()["breaks"])


def source() -> tuple[str, str]:
    """Who set the school holidays, and where it is written."""
    meta = _file()["meta"]
    return str(meta["source"]), str(meta["source_url"])


@dataclass(frozen=True)
class SchoolYear:
    """1 August of `start` to 31 July of the year after (§ 33 SächsSchulG)."""

    start: int

    @property
    def label(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def first(self) -> dt.date:
        return dt.date(self.start, 8, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.start + 1, 7, 31)

    @property
    def is_known(self) -> bool:
        """Its school holidays are in the file."""
        return self.start in _file()["school_years"]

    @property
    def breaks(self) -> list[Break]:
        return [item for item in all_breaks() if item.last >= self.first and item.first <= self.last]

    @property
    def months(self) -> list[dt.date]:
        """The first day of each month, August to July."""
        return [dt.date(self.start + (7 + n) // 12, (7 + n) % 12 + 1, 1) for n in range(MONTHS)]

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def next_lesson_day(self, day: dt.date) -> dt.date | None:
        """The first day with lessons from `day` on (included) in this school year."""
        day = max(day, self.first)
        while day <= self.last:
            if free(day) is None:
                return day
            day += dt.timedelta(days=1)
        return None

    def mondays(self) -> Iterator[dt.date]:
        """The Mondays of all weeks that have lessons."""
        day = monday_of(self.first)
        while day <= self.last:
            if any(self.holds(other) for other in lesson_days(day)):
                yield day
            day += dt.timedelta(days=7)


def year_of(day: dt.date) -> SchoolYear:
    return SchoolYear(day.year if day.month >= 8 else day.year - 1)


def choosable(today: dt.date) -> list[SchoolYear]:
    """School years one may still plan, the running one first."""
    return [
        year
        for year in (SchoolYear(start) for start in sorted(_file()["school_years"]))
        if year.last >= today
    ]


def school_break(day: dt.date) -> Break | None:
    return next((item for item in all_breaks() if item.first <= day <= item.last), None)


def free(day: dt.date) -> Free | None:
    """Why there are no lessons: a public holiday first, then school holidays, then the weekend."""
    name = clock.holiday(day)
    if name:
        return Free(FreeKind.HOLIDAY, name, day)
    found = school_break(day)
    if found is not None:
        return Free(FreeKind.BREAK, found.name, found.last)
    if day.weekday() >= _MONDAY_TO_FRIDAY:
        return Free(FreeKind.WEEKEND, "", day)
    return None


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def week_days(monday: dt.date) -> list[dt.date]:
    return [monday + dt.timedelta(days=n) for n in range(_MONDAY_TO_FRIDAY)]


def lesson_days(monday: dt.date) -> list[dt.date]:
    """The days with lessons in a week."""
    return [day for day in week_days(monday) if free(day) is None]


def forgotten_on(start: int) -> dt.date:
    """When a plan of this school year is deleted: six months after the year's end."""
    return dt.date(start + 2, 1, 31)
