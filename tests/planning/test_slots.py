"""When meetings are: weekly, without holidays, within the school year."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from umsicht.planning import schoolyear
from umsicht.planning.enums import Span
from umsicht.planning.schoolyear import SchoolYear
from umsicht.planning.slots import Slot, slots

YEAR = SchoolYear(2026)
DAYS = st.dates(YEAR.first, YEAR.last)


def test_no_date_has_no_meetings() -> None:
    assert slots(Span.OPEN, None, None, 5, YEAR) == ()


def test_weekly_meetings_skip_the_autumn_holidays() -> None:
    found = slots(Span.DAY, dt.date(2026, 10, 6), dt.time(9, 0), 3, YEAR)
    assert [slot.first for slot in found] == [
        dt.date(2026, 10, 6),
        dt.date(2026, 10, 27),
        dt.date(2026, 11, 3),
    ]


def test_weeks_skip_holidays_too() -> None:
    found = slots(Span.WEEK, dt.date(2026, 10, 5), None, 2, YEAR)
    assert found == (
        Slot(dt.date(2026, 10, 5), dt.date(2026, 10, 9)),
        Slot(dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
    )


def test_first_meeting_stays_where_it_was_put() -> None:
    saturday = dt.date(2026, 11, 21)
    assert [slot.first for slot in slots(Span.DAY, saturday, None, 2, YEAR)] == [saturday]


@given(DAYS, st.integers(1, 40), st.sampled_from([Span.DAY, Span.WEEK]))
def test_meetings_follow_each_other_and_end_with_the_year(day: dt.date, meetings: int, span: Span) -> None:
    begin = schoolyear.monday_of(day) if span == Span.WEEK else day
    found = slots(span, begin, None, meetings, YEAR)
    assert 1 <= len(found) <= meetings
    assert found[0].first == begin
    assert [slot.first for slot in found] == sorted({slot.first for slot in found})
    assert {(slot.first - begin).days % 7 for slot in found} == {0}
    for slot in found[1:]:
        free = [
            schoolyear.free(slot.first + dt.timedelta(days=n))
            for n in range((slot.last - slot.first).days + 1)
        ]
        assert None in free
