"""A series of meetings goes on by itself: drafts on the right days, never twice, and not when nobody wants them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.meetings import make_council, make_meeting
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.council.domain.meetings import change_meeting
from umsicht.council.domain.series import change_series, create_series, day_after, go_on, go_on_all
from umsicht.council.models import Body, Meeting, Series
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
LAST = dt.date(2026, 10, 15)  # the third Thursday; today is 18 November 2026


def at(day: dt.date) -> dt.datetime:
    return clock.at(day, dt.time(14))


def running(town: Tenant, day: dt.date = LAST, **values: Any) -> Series:
    """A series with one meeting that somebody planned by hand."""
    body = make_council(town)
    series = create_series(body=body, actor=None, title="Ratssitzung", **({"place": "Rathaus"} | values))
    hand = make_meeting(
        body, items=(), series=series, starts_at=at(day), ends_at=at(day) + dt.timedelta(hours=2), place=""
    )
    Meeting.objects.filter(pk=hand.pk).update(state="held")
    return series


def days(body: Body) -> list[dt.date]:
    found = Meeting.objects.filter(body=body, planned_for__isnull=False).order_by("starts_at")
    return [clock.local(one.starts_at).date() for one in found]


@pytest.mark.parametrize(
    ("base", "months", "day"),
    [
        (dt.date(2026, 10, 15), 3, dt.date(2027, 1, 21)),
        (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 5)),
        (dt.date(2026, 10, 29), 1, dt.date(2026, 11, 26)),
        (dt.date(2026, 10, 29), 24, dt.date(2028, 10, 26)),
    ],
)
def test_a_series_keeps_weekday_and_place_in_the_month(base: dt.date, months: int, day: dt.date) -> None:
    assert day_after(base, months) == day


def test_the_next_meetings_are_drafts_like_the_last_one_by_hand(town: Tenant) -> None:
    standing = [{"title": "Berichte", "kind": "report", "visibility": "public"}]
    series = running(town, standing=standing, is_public=True)
    first, second = go_on(series=series)
    start, end = clock.local(first.starts_at), clock.local(first.ends_at or first.starts_at)
    assert (start.isoformat(), end.hour) == ("2027-01-21T14:00:00+01:00", 16)
    assert clock.local(second.starts_at).isoformat() == "2027-04-15T14:00:00+02:00"
    facts = (first.state, first.place, first.is_public, first.title)
    assert facts == ("planned", "Rathaus", True, "1. Sitzung 2027")
    assert [item.title for item in first.items.all()] == ["Berichte"]
    assert (go_on_all(), len(days(series.body))) == (0, 2)


def test_a_moved_or_called_off_draft_moves_no_other_and_comes_no_second_time(town: Tenant) -> None:
    series = running(town)
    first, second = go_on(series=series)
    change_meeting(meeting=second, actor=None, starts_at=at(dt.date(2027, 4, 20)), ends_at=None)
    apply(first, "call_off", actor=make_member(town, Role.COORDINATOR), reason="Ferien")
    assert go_on_all() == 1
    assert days(series.body) == [dt.date(2027, 1, 21), dt.date(2027, 4, 20), dt.date(2027, 7, 15)]


def test_a_day_on_which_the_body_meets_anyhow_is_not_planned_again(town: Tenant) -> None:
    series = running(town)
    make_meeting(series.body, starts_at=at(dt.date(2027, 1, 21)) + dt.timedelta(hours=3))
    assert [go_on_all(), go_on_all(), days(series.body)] == [1, 0, [dt.date(2027, 4, 15)]]


def test_the_series_ends_pauses_and_falls_asleep(town: Tenant) -> None:
    series = running(town)
    change_series(series=series, actor=None, is_paused=True)
    assert go_on_all() == 0
    change_series(series=series, actor=None, is_paused=False, ended_on=dt.date(2027, 3, 1))
    assert (go_on_all(), days(series.body)) == (1, [dt.date(2027, 1, 21)])
    change_series(series=series, actor=None, ended_on=dt.date(2026, 11, 1))
    assert go_on_all() == 0


@pytest.mark.parametrize(("day", "made"), [(dt.date(2026, 5, 21), 2), (dt.date(2026, 5, 14), 0)])
def test_nobody_wants_drafts_of_a_series_that_fell_asleep(town: Tenant, day: dt.date, made: int) -> None:
    running(town, day)
    assert go_on_all() == made


def test_drafts_that_nobody_touches_do_not_keep_a_series_awake(
    town: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = running(town)
    first, _second = go_on(series=series)
    monkeypatch.setattr(clock, "today", lambda: dt.date(2027, 6, 1))
    assert go_on_all() == 0
    Meeting.objects.filter(pk=first.pk).update(state="held")
    assert go_on_all() == 2


def test_without_a_first_meeting_by_hand_nothing_is_planned(town: Tenant) -> None:
    create_series(body=make_council(town), actor=None, title="Ratssitzung")
    assert go_on_all() == 0
