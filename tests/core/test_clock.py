from __future__ import annotations

import contextlib
import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import clock
from umsicht.core.errors import BadInput

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


@time_machine.travel(dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC), tick=False)
def test_today_is_the_day_in_berlin() -> None:
    assert (clock.today(), clock.now()) == (
        dt.date(2026, 7, 1),
        dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize("text", ["2026-11-22", "22.11.2026", "22. 11. 2026", " 2026-11-22 "])
def test_parse_date_reads_iso_and_german(text: str) -> None:
    assert clock.parse_date(text) == dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22.11.26",
        "31.02.2026",
        "2026-13-01",
        "2026-1-1",
        "1.1.1899",
        "01.01.2200",
        "heute",
        "٢٢.11.2026",
        "2026-W10",
    ],
)
def test_parse_date_refuses_everything_else(text: str) -> None:
    with pytest.raises(BadInput) as error:
        clock.parse_date(text)
    assert error.value.code == "bad_date"


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-22T14:30", "2026-11-22T13:30:00+00:00"),
        ("2026-07-01T14:30:05", "2026-07-01T12:30:05+00:00"),
        ("2026-11-22T14:30:00+01:00", "2026-11-22T13:30:00+00:00"),
        ("2026-11-22T14:30:00Z", "2026-11-22T14:30:00+00:00"),
        ("2026-07-01", "2026-06-30T22:00:00+00:00"),
    ],
)
def test_parse_moment_answers_in_utc(text: str, utc: str) -> None:
    assert clock.parse_moment(text).isoformat() == utc


@pytest.mark.parametrize(
    "text", ["", "14:30", "2026-11-22T25:00", "0001-01-01T00:00", "9999-12-31T23:59:59-23:00", "x" * 100]
)
def test_parse_moment_refuses_everything_else(text: str) -> None:
    with pytest.raises(BadInput):
        clock.parse_moment(text)


@given(st.text(max_size=30))
def test_parsers_answer_or_refuse(text: str) -> None:
    for parse in (clock.parse_date, clock.parse_moment):
        with contextlib.suppress(BadInput):
            parse(text)


def test_a_day_of_the_clock_change_has_25_hours() -> None:
    start, end = clock.day_bounds(dt.date(2026, 10, 25))
    assert end - start == dt.timedelta(hours=25)


def test_the_hour_that_summer_time_skips_is_moved_on() -> None:
    moment = clock.at(dt.date(2026, 3, 29), dt.time(2, 30))
    assert clock.local(moment).isoformat() == "2026-03-29T03:30:00+02:00"


def test_local_refuses_a_time_without_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        clock.local(dt.datetime(2026, 1, 1))  # noqa: DTZ001 - the very fault


def test_holidays_are_those_of_saxony() -> None:
    days = clock.holidays_of(2026)
    assert len(days) == 11
    assert clock.holiday(dt.date(2026, 11, 18)) == "Buß- und Bettag"
    assert clock.holiday(dt.date(2026, 10, 31)) == "Reformationstag"
    assert clock.holiday(dt.date(2026, 6, 4)) == ""  # Fronleichnam is none here
    assert clock.holiday(dt.date(2026, 11, 22)) == ""


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-17", 1, "2026-11-19"),  # over Buß- und Bettag
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-22", 0, "2026-11-23"),
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-19", -1, "2026-11-17"),
        ("2026-12-23", 6, "2027-01-04"),
    ],
)
def test_add_business_days_skips_weekends_and_holidays(start: str, count: int, end: str) -> None:
    assert clock.add_business_days(dt.date.fromisoformat(start), count).isoformat() == end


@given(DAYS, st.integers(1, 40))
def test_business_days_add_and_count_agree(day: dt.date, count: int) -> None:
    later = clock.add_business_days(day, count)
    assert clock.is_business_day(later)
    assert clock.business_days_between(day, later) == count
    assert clock.business_days_between(later, day) == -count
