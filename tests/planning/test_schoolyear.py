"""School years of Saxony: what is free, and the weeks between."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.planning import schoolyear
from umsicht.planning.enums import FreeKind
from umsicht.planning.schoolyear import SchoolYear

YEARS = [2025, 2026, 2027]
DAYS = st.dates(dt.date(2025, 8, 1), dt.date(2028, 7, 31))


def test_school_year_runs_from_august_to_july() -> None:
    year = SchoolYear(2026)
    assert (year.label, year.first, year.last) == ("2026/27", dt.date(2026, 8, 1), dt.date(2027, 7, 31))
    assert [month.month for month in year.months] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    assert SchoolYear(2099).label == "2099/00"


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (dt.date(2026, 10, 12), FreeKind.BREAK, "Herbstferien"),
        (dt.date(2026, 10, 24), FreeKind.BREAK, "Herbstferien"),
        (dt.date(2026, 11, 18), FreeKind.HOLIDAY, "Buß- und Bettag"),
        (dt.date(2026, 12, 25), FreeKind.HOLIDAY, "Erster Weihnachtstag"),
        (dt.date(2027, 5, 7), FreeKind.BREAK, "Unterrichtsfreier Tag"),
        (dt.date(2028, 5, 26), FreeKind.BREAK, "Unterrichtsfreier Tag"),
        (dt.date(2026, 11, 21), FreeKind.WEEKEND, ""),
    ],
)
def test_free_days_of_saxony(day: dt.date, kind: FreeKind, name: str) -> None:
    found = schoolyear.free(day)
    assert found is not None
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize(
    "day", [dt.date(2026, 10, 26), dt.date(2027, 2, 22), dt.date(2026, 8, 17), dt.date(2025, 8, 11)]
)
def test_first_days_after_holidays_have_lessons(day: dt.date) -> None:
    assert schoolyear.free(day) is None
    assert schoolyear.free(day - dt.timedelta(days=1)) is not None


@pytest.mark.parametrize("start", YEARS)
def test_each_known_year_has_the_five_holidays_of_saxony_in_order(start: int) -> None:
    breaks = SchoolYear(start).breaks
    names = [
        item.name for item in breaks if item.name != "Unterrichtsfreier Tag" and item.name != "Pfingstferien"
    ]
    assert names == [
        "Sommerferien",
        "Herbstferien",
        "Weihnachtsferien",
        "Winterferien",
        "Osterferien",
        "Sommerferien",
    ]
    assert [item for item in breaks if item.last < item.first] == []
    assert [item.first for item in breaks] == sorted(item.first for item in breaks)


@pytest.mark.parametrize("start", YEARS)
def test_a_school_year_has_about_forty_weeks_of_lessons(start: int) -> None:
    year = SchoolYear(start)
    days = [year.first + dt.timedelta(days=n) for n in range((year.last - year.first).days + 1)]
    assert 180 <= sum(schoolyear.free(day) is None for day in days) <= 205


@given(DAYS)
def test_next_lesson_day_is_never_free_and_never_before(day: dt.date) -> None:
    year = schoolyear.year_of(day)
    found = year.next_lesson_day(day)
    if found is not None:
        assert found >= day
        assert schoolyear.free(found) is None
        assert year.holds(found)
    assert year.holds(day)


def test_choosable_years_end_with_what_is_known() -> None:
    assert [year.start for year in schoolyear.choosable(dt.date(2026, 11, 18))] == [2026, 2027]
    assert [year.start for year in schoolyear.choosable(dt.date(2026, 7, 31))] == YEARS
    assert schoolyear.choosable(dt.date(2030, 1, 1)) == []


def test_plans_are_forgotten_six_months_after_the_year() -> None:
    assert schoolyear.forgotten_on(2026) == dt.date(2028, 1, 31)


def test_weeks_without_lessons_are_left_out() -> None:
    mondays = list(SchoolYear(2026).mondays())
    assert dt.date(2026, 10, 12) not in mondays
    assert dt.date(2026, 10, 26) in mondays
    assert dt.date(2026, 12, 28) not in mondays
    assert mondays[0] == dt.date(2026, 8, 17)
