"""Series of meetings at the desk: what lies ahead, what was planned by itself, when the invitation is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.meetings import in_days, make_council, make_meeting
from tests.factories.queries import queries_of
from umsicht.core import clock
from umsicht.council.domain.procedure import set_rules
from umsicht.council.domain.series import create_series, go_on, go_on_all
from umsicht.council.models import Body, Series
from umsicht.council.queries.series import to_invite
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
DESK = "/desk/musterstadt/sitzungen"


@pytest.fixture
def town(tenant: Tenant) -> Iterator[Tenant]:
    with scope(tenant=tenant):
        yield tenant


def series_of(body: Body, title: str) -> Series:
    """Meets on second Thursdays of every third month; the draft of February lies in the school holidays."""
    series = create_series(body=body, actor=None, title=title, every_months=3)
    make_meeting(body, series=series, starts_at=clock.at(dt.date(2026, 11, 12), dt.time(14)))
    return series


def test_the_page_of_series_shows_what_was_planned_by_itself_and_bad_days(town: Tenant, desk: Client) -> None:
    assert "Noch keine Reihe" in desk.get(f"{DESK}/reihen").content.decode()
    series = series_of(make_council(town), "Ratssitzung")
    draft = go_on(series=series)[0]
    page = desk.get(f"{DESK}/reihen").content.decode()
    assert (page.count("von selbst geplant"), page.count("Winterferien")) == (2, 1)
    assert "11.02.2027, 14:00" in page
    shown = desk.get(f"{DESK}/{draft.pk}").content.decode()
    assert "in der Reihe „Ratssitzung“ von selbst geplant" in shown
    assert "Bitte prüfen Sie den Tag: Winterferien." in shown


def test_the_office_pauses_and_ends_a_series_in_its_form(town: Tenant, desk: Client) -> None:
    series = series_of(make_council(town), "Ratssitzung")
    url = f"{DESK}/reihen/{series.pk}"
    form = {"title": "Ratssitzung", "every_months": 3, "ahead": 4, "is_paused": "on"}
    assert desk.post(url, form | {"ahead": 99}).status_code == 400
    assert desk.post(url, form)["Location"] == f"{DESK}/reihen"
    assert ("pausiert" in desk.get(f"{DESK}/reihen").content.decode(), go_on_all()) == (True, 0)
    desk.post(url, {"title": "Ratssitzung", "every_months": 3, "ahead": 4, "ended_on": "2027-06-01"})
    assert go_on_all() == 2


def test_the_page_costs_the_same_with_three_series(town: Tenant, desk: Client, quiet_nav: None) -> None:
    body = make_council(town)
    series_of(body, "Erste")
    one = queries_of(lambda: desk.get(f"{DESK}/reihen"))
    for title in ("Zweite", "Dritte"):
        series_of(body, title)
    go_on_all()
    assert queries_of(lambda: desk.get(f"{DESK}/reihen")) == one


def test_the_inbox_says_when_an_invitation_is_due(town: Tenant, desk: Client) -> None:
    body, early = make_council(town), make_council(town, "Lenkungsgruppe", short="LG")
    set_rules(body=early, actor=None, invitation_days=40)
    make_meeting(body, title="Bald", starts_at=in_days(20))
    make_meeting(body, title="Viel später", starts_at=in_days(40))
    make_meeting(early, title="Lange Frist", starts_at=in_days(41))
    today = clock.today()
    due = [(one.title, day - today) for one, day in to_invite(today)]
    assert due == [("Lange Frist", dt.timedelta(days=1)), ("Bald", dt.timedelta(days=6))]
    waiting = desk.get("/desk/musterstadt/arbeit").content.decode()
    assert ("Einladung ist fällig" in waiting, "Viel später" in waiting) == (True, False)
