from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import clock
from umsicht.directory.models import ContactPoint
from umsicht.directory.queries.hours import hours_lines, hours_of, hours_text, opening_at, opening_text
from umsicht.directory.values import WEEKDAYS, Hours

OFFICE = Hours.of([(["MO", "TU", "TH"], "09:00", "12:00"), (["TU", "TH"], "14:00", "17:30")])


def at(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    return clock.at(moment.date(), moment.time())


@pytest.fixture(autouse=True)
def _german() -> object:
    with translation.override("de"):
        yield


def test_hours_group_equal_days_in_the_order_of_the_week() -> None:
    assert hours_lines(OFFICE) == ["Mo 9–12 Uhr", "Di und Do 9–12 und 14–17:30 Uhr"]


def test_hours_of_three_following_days_become_a_span() -> None:
    week = Hours.of([(["MO", "TU", "WE", "TH", "FR"], "08:00", "24:00"), (["SU"], "10:00", "11:00")])
    assert hours_text(week) == "Mo–Fr 8–24 Uhr; So 10–11 Uhr"


def test_hours_name_the_holiday_rule_only_when_hours_are_known() -> None:
    assert hours_text(OFFICE, closed_on_holidays=True).endswith(" (an Feiertagen geschlossen)")
    assert hours_text(Hours(), closed_on_holidays=True) == ""


def test_hours_are_written_in_24_hours_in_english() -> None:
    with translation.override("en"):
        assert hours_lines(OFFICE)[0] == "Mon 09:00–12:00"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-23T08:59", "Geschlossen, öffnet heute um 9 Uhr"),
        ("2026-11-23T09:00", "Jetzt geöffnet bis 12 Uhr"),
        ("2026-11-23T12:00", "Geschlossen, öffnet morgen um 9 Uhr"),
        ("2026-11-24T13:00", "Geschlossen, öffnet heute um 14 Uhr"),
        ("2026-11-24T17:29", "Jetzt geöffnet bis 17:30 Uhr"),
        ("2026-11-26T18:00", "Geschlossen, öffnet am Montag um 9 Uhr"),
    ],
)
def test_opening_text_says_what_a_visitor_needs(moment: str, text: str) -> None:
    assert opening_text(opening_at(OFFICE, at(moment)), at(moment)) == text


def test_a_saxon_holiday_closes_and_is_named() -> None:
    repentance_day = at("2026-11-18T10:00")
    wednesdays = Hours.of([(["WE", "TH"], "09:00", "12:00")])
    assert opening_text(opening_at(wednesdays, repentance_day), repentance_day) == (
        "Heute geschlossen (Buß- und Bettag), öffnet morgen um 9 Uhr"
    )
    always = opening_at(wednesdays, repentance_day, closed_on_holidays=False)
    assert always is not None
    assert always.is_open


def test_hours_until_midnight_close_on_the_next_day() -> None:
    bar = Hours.of([(["SA"], "20:00", "24:00")])
    opening = opening_at(bar, at("2026-11-28T23:59"))
    assert opening is not None
    assert opening.until == at("2026-11-29T00:00")


def test_hours_follow_the_wall_clock_over_the_end_of_summer_time() -> None:
    opening = opening_at(OFFICE, at("2026-10-24T12:00"))
    assert opening is not None
    assert opening.next == dt.datetime(2026, 10, 26, 8, 0, tzinfo=dt.UTC)


def test_unknown_hours_say_nothing() -> None:
    assert opening_at(Hours(), at("2026-11-23T09:00")) is None
    assert opening_text(None) == ""


def test_unreadable_stored_hours_count_as_unknown() -> None:
    assert hours_of(ContactPoint(opening_hours=[{"days": ["XX"], "opens": "9", "closes": "12"}])) == Hours()


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        ["x"],
        [{"days": ["MO"], "opens": "09:00"}],
        [{"days": [], "opens": "09:00", "closes": "10:00"}],
        [{"days": ["Montag"], "opens": "09:00", "closes": "10:00"}],
        [{"days": ["MO"], "opens": "9:00", "closes": "10:00"}],
        [{"days": ["MO"], "opens": "24:00", "closes": "24:00"}],
        [{"days": ["MO"], "opens": "10:00", "closes": "10:00"}],
        [{"days": ["MO"], "opens": 900, "closes": 1000}],
        [
            {"days": ["MO"], "opens": "09:00", "closes": "12:00"},
            {"days": ["MO"], "opens": "11:00", "closes": "13:00"},
        ],
    ],
)
def test_hours_refuse_what_can_not_be(value: object) -> None:
    with pytest.raises(ValidationError):
        Hours.parse(value)


_TIMES = st.integers(0, 47).map(lambda half: f"{half // 2:02d}:{half % 2 * 30:02d}")


@given(st.sets(st.sampled_from(WEEKDAYS), min_size=1), _TIMES, _TIMES)
def test_hours_survive_the_way_to_json_and_back(days: set[str], opens: str, closes: str) -> None:
    if opens >= closes:
        return
    hours = Hours.of([(days, opens, closes)])
    assert Hours.parse(hours.to_json()) == hours
    assert [bool(hours.on_weekday(day)) for day in range(7)] == [code in days for code in WEEKDAYS]
