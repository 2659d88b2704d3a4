"""The private calendar of somebody with a seat: what it shows, to whom, and how it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope
from icalendar import Calendar

from tests.factories.browsers import browser_of
from tests.factories.meetings import in_days, invite, make_council, make_meeting
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.core.errors import Conflict
from umsicht.core.ratelimit import Limit
from umsicht.core.transitions import apply
from umsicht.council.domain import subscriptions
from umsicht.council.domain.meetings import change_meeting
from umsicht.council.domain.people import create_holder, end_holder
from umsicht.council.models import Body, SeatHolder
from umsicht.council.telling import calendar_path
from umsicht.notify.domain.delivery import build
from umsicht.notify.models import Mail
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership, Tenant
from umsicht.web.public.council import links

pytestmark = pytest.mark.django_db
SINCE = dt.date(2020, 1, 1)


@pytest.fixture
def town() -> Iterator[Tenant]:
    tenant = make_tenant(slug="musterstadt")
    with scope(tenant=tenant):
        yield tenant


def seat(body: Body, number: int = 0, **who: object) -> SeatHolder:
    return create_holder(seat=body.seats.order_by("pk")[number], actor=None, valid_from=SINCE, **who)


def member_of(body: Body) -> User:
    member = make_member(body.tenant, Role.MEMBER)
    seat(body, user=member)
    return member


def events(path: str) -> list[dict[str, str]]:
    page = Client().get(path)
    assert (page.status_code, page["Cache-Control"], page["X-Robots-Tag"]) == (
        200,
        "private, no-store",
        "noindex, nofollow",
    )
    return [
        {name: str(event.get(name, "")) for name in ("summary", "status", "sequence", "location", "url")}
        for event in Calendar.from_ical(page.content).walk("VEVENT")
    ]


def test_it_shows_closed_meetings_without_their_agenda_and_follows_changes(town: Tenant) -> None:
    body = make_council(town, "Innerer Kreis", is_public=False)
    beside = make_council(town, "Nachbarn", short="NG")
    invite(make_meeting(beside, title="Fremde Sitzung", starts_at=in_days(3)))
    meeting = invite(make_meeting(body, title="Klausur", is_public=False, starts_at=in_days(9)))
    draft = make_meeting(body, title="Noch ein Entwurf", starts_at=in_days(40))
    path = calendar_path(subscriptions.renew(tenant=town, actor=member_of(body)))
    url = f"http://testserver/desk/musterstadt/sitzungen/{meeting.pk}"
    first = {"summary": "Innerer Kreis: Klausur", "status": "CONFIRMED", "sequence": "0"}
    assert [one | {"url": ""} for one in events(path)] == [first | {"location": "Rathaus", "url": ""}]
    assert events(path)[0]["url"].endswith(url.removeprefix("http://testserver"))
    assert "Punkt" not in Client().get(path).content.decode()
    change_meeting(meeting=meeting, actor=None, place="Archiv")
    for one in (meeting, draft):
        apply(one, "call_off", actor=make_member(town, Role.COORDINATOR), reason="Kein Raum")
    [event] = events(path)
    assert (event["status"], event["sequence"], event["location"]) == ("CANCELLED", "2", "Archiv")


def test_it_ends_with_the_seat_with_the_role_and_with_the_account(town: Tenant) -> None:
    body = make_council(town)
    invite(make_meeting(body, starts_at=in_days(9)))
    invite(make_meeting(body, starts_at=in_days(99)))
    member = make_member(town, Role.MEMBER)
    held = seat(body, user=member)
    path = calendar_path(subscriptions.renew(tenant=town, actor=member))
    assert len(events(path)) == 2
    end_holder(holder=held, actor=None, on=clock.today() + dt.timedelta(days=30))
    assert len(events(path)) == 1
    yesterday = clock.today() - dt.timedelta(days=1)
    role = Membership.objects.filter(user=member)
    role.update(valid_to=yesterday)
    assert events(path) == []
    role.update(valid_to=None)
    SeatHolder.objects.filter(pk=held.pk).update(valid_to=yesterday)
    assert events(path) == []
    with pytest.raises(Conflict):
        subscriptions.renew(tenant=town, actor=member)
    with pytest.raises(Conflict):
        subscriptions.send(holder=held, actor=None)


def test_renewed_switched_off_forged_and_in_another_town_it_opens_nothing(town: Tenant) -> None:
    member = member_of(make_council(town))
    old = calendar_path(subscriptions.renew(tenant=town, actor=member))
    new = calendar_path(subscriptions.renew(tenant=town, actor=member))
    make_tenant(slug="nachbarstadt")
    other = new.replace("musterstadt", "nachbarstadt")
    assert [Client().get(one).status_code for one in (old, new, new[:-5] + "x.ics", other)] == [
        410,
        200,
        400,
        410,
    ]
    subscriptions.end(tenant=town, actor=member)
    assert Client().get(new).status_code == 410


def test_programs_that_ask_all_the_time_are_told_to_wait(
    town: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "READS", Limit("council.calendar", count=1, seconds=3600))
    path = calendar_path(subscriptions.renew(tenant=town, actor=member_of(make_council(town))))
    assert [Client().get(path).status_code for _n in range(2)] == [200, 429]


def test_members_make_renew_and_end_it_on_their_page(town: Tenant) -> None:
    browser = browser_of(member_of(make_council(town)))
    page, step = "/desk/musterstadt/meine-gremien", "/desk/musterstadt/meine-gremien/kalender"
    assert "/sitzung/kalender/" not in browser.get(page).content.decode()
    browser.post(step, {"schritt": "erneuern"})
    shown = browser.get(page).content.decode()
    address = shown[shown.index("/musterstadt/sitzung/kalender/") :].split('"', 1)[0]
    assert (Client().get(address).status_code, "webcal://" in shown) == (200, True)
    browser.post(step, {"schritt": "abschalten"})
    assert Client().get(address).status_code == 410


def test_the_office_sends_it_to_people_without_an_account(town: Tenant) -> None:
    body, second = make_council(town), make_council(town, "Lenkungsgruppe", short="LG")
    public = invite(make_meeting(body, starts_at=in_days(9)))
    invite(make_meeting(second, starts_at=in_days(9), is_public=False))
    who = {"name": "Leitung", "email": "leitung@example.org"}
    held = seat(body, **who)
    seat(second, **(who | {"email": "Leitung@example.org"}))
    desk = browser_of(make_member(town, Role.COORDINATOR))
    people = f"/desk/musterstadt/gremien/{body.pk}/sitze/{held.seat_id}/personen"
    desk.post(f"{people}/{held.pk}/kalender", {"schritt": "senden"})
    text = build(Mail.objects.get()).body
    address = text[text.index("/musterstadt/sitzung/kalender/") :].split()[0]
    urls = [one["url"].partition("//")[2].partition("/")[2] for one in events(address)]
    assert urls == [f"musterstadt/praeventionsrat/sitzungen/{public.pk}", ""]
    desk.post(f"{people}/{held.pk}/kalender", {"schritt": "abschalten"})
    assert Client().get(address).status_code == 410
