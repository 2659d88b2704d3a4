from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from umsicht.offers.series import Series

UTC = dt.UTC


def starts(series: Series, since: dt.datetime, **limits: object) -> list[str]:
    return [f"{item.starts_at:%Y-%m-%dT%H:%M}" for item in series.occurrences(since, **limits)]  # type: ignore[arg-type]


def test_series_keeps_its_wall_clock_over_summer_time() -> None:
    series = Series.parse(start="2027-03-23T17:30", rule="FREQ=WEEKLY;COUNT=3", duration_minutes=90)
    assert starts(series, dt.datetime(2027, 1, 1, tzinfo=UTC)) == [
        "2027-03-23T16:30",
        "2027-03-30T15:30",
        "2027-04-06T15:30",
    ]


def test_series_ends_at_its_until_in_utc() -> None:
    series = Series.parse(start="2026-12-08T17:30", rule="FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270209T163000Z")
    assert starts(series, dt.datetime(2026, 1, 1, tzinfo=UTC)) == [
        "2026-12-08T16:30",
        "2027-01-12T16:30",
        "2027-02-09T16:30",
    ]


def test_until_as_a_mere_day_includes_that_day() -> None:
    series = Series.parse(start="2026-12-01T10:00", rule="FREQ=DAILY;UNTIL=20261203")
    assert len(starts(series, dt.datetime(2026, 1, 1, tzinfo=UTC))) == 3


def test_exdates_fall_out() -> None:
    series = Series.parse(
        start="2026-12-17T15:00", rule="FREQ=WEEKLY;COUNT=3", exdates=["2026-12-24T15:00", "2026-12-31T15:00"]
    )
    assert starts(series, dt.datetime(2026, 1, 1, tzinfo=UTC)) == ["2026-12-17T14:00"]


def test_occurrences_keep_to_the_window_and_the_limit() -> None:
    series = Series.parse(start="2026-12-01T10:00", rule="FREQ=DAILY", duration_minutes=60)
    since, until = dt.datetime(2027, 1, 1, 9, 0, tzinfo=UTC), dt.datetime(2027, 1, 3, 9, 0, tzinfo=UTC)
    assert starts(series, since, until=until) == ["2027-01-01T09:00", "2027-01-02T09:00"]
    assert starts(series, since, limit=1) == ["2027-01-01T09:00"]
    first = next(series.occurrences(since))
    assert first.ends_at == first.starts_at + dt.timedelta(hours=1)


def test_single_date_is_found_once_and_not_after_it() -> None:
    series = Series.parse(start="2026-12-01T10:00")
    assert starts(series, dt.datetime(2026, 12, 1, 9, 0, tzinfo=UTC)) == ["2026-12-01T09:00"]
    assert starts(series, dt.datetime(2026, 12, 1, 9, 1, tzinfo=UTC)) == []


def test_start_with_an_offset_becomes_local_time() -> None:
    assert Series.parse(start="2026-12-01T09:00:00+00:00").start.isoformat() == "2026-12-01T10:00:00"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=2",
        "COUNT=3",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=WEEKLY;COUNT=501",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=morgen",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;BYEASTER=1",
        "FREQ=WEEKLY\nDTSTART:20200101",
        "RRULE",
        "💥",
    ],
)
def test_rules_that_are_not_taken_are_refused(rule: str) -> None:
    with pytest.raises(ValidationError):
        Series.parse(start="2026-12-01T10:00", rule=rule)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "gestern"},
        {"start": "1900-01-01T10:00"},
        {"tzid": "Mond/Krater"},
        {"tzid": "../../etc/passwd"},
        {"duration_minutes": 0},
        {"duration_minutes": 60 * 24 * 32},
        {"exdates": ["x"]},
        {"rule": "FREQ=WEEKLY;BYDAY=WE;COUNT=2"},
        {"exdates": ["2026-12-01T10:00"]},
    ],
)
def test_series_refuses_what_has_no_dates(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Series.parse(**({"start": "2026-12-01T10:00"} | wrong))  # type: ignore[arg-type]


@given(st.text(max_size=60))
def test_any_rule_is_taken_or_refused_never_a_crash(rule: str) -> None:
    with suppress(ValidationError):
        assert Series.parse(start="2026-12-01T10:00", rule=f"FREQ=WEEKLY;{rule}").rule
