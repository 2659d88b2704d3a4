"""Meetings and decisions on the portal: what is closed is neither numbered nor counted nor hinted at."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django_scopes import scope
from icalendar import Calendar

from tests.factories.council import make_body
from tests.factories.papers import announced, make_decision, make_item, make_paper
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_tenant
from tests.ui.dom import Element, parse
from umsicht.council.models import Body, Correction, Meeting
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/praeventionsrat"
EARLIER, LATER, MUCH_LATER = (
    dt.datetime(year, month, day, 13, 0, tzinfo=dt.UTC)
    for year, month, day in ((2026, 6, 25), (2026, 12, 10), (2027, 3, 18))
)


@pytest.fixture
def council(town: Tenant) -> Body:
    with scope(tenant=town):
        return make_body(town, "Präventionsrat", kind="council", code="kpr")


@pytest.fixture
def group(town: Tenant) -> Body:
    with scope(tenant=town):
        return make_body(town, "AG Sucht", code="ag-sucht")


def main_of(client: Client, path: str) -> Element:
    response = client.get(f"{BASE}{path}")
    assert response.status_code == 200, path
    return parse(response.content.decode()).one("main")


def held(council: Body, state: str) -> Meeting:
    """A meeting with three public and two closed items, in a state."""
    meeting = announced(
        council, EARLIER, title="Ratssitzung", state=state, online_url="https://video.example.org/x"
    )
    make_item(meeting, "Geheimes Lagebild", visibility="closed")
    report = make_item(meeting, "Bericht", minutes="Der **Bericht** wurde gegeben.")
    make_item(meeting, "Geheime Streifen", visibility="closed", minutes="Geheime Niederschrift")
    vote = make_item(
        meeting, "Fachtag", kind="decision", paper=make_paper(council.tenant, subject="Vorlage zum Fachtag")
    )
    make_decision(council, vote, text="Der Fachtag findet statt.", yes=4, no=1, abstain=0)
    make_decision(council, vote, text="Geheimer Beschluss", visibility="closed")
    make_item(meeting, "Sonstiges")
    Correction.objects.create(
        tenant=council.tenant,
        meeting=meeting,
        item=report,
        text="Es war ein Zwischenbericht.",
        decided_on=dt.date(2026, 9, 1),
    )
    return meeting


def test_the_calendar_shows_announced_meetings_by_month_of_all_bodies_or_one(
    client: Client, town: Tenant, council: Body, group: Body
) -> None:
    with scope(tenant=town):
        announced(council, MUCH_LATER, title="Frühjahrssitzung")
        announced(council, LATER, title="Wintersitzung", mode="online", place="")
        announced(group, LATER, title="Gruppentreffen")
        announced(council, EARLIER, title="Sommersitzung", state="held")
        announced(council, LATER, title="Geheime Sitzung", is_public=False)
        announced(council, LATER, title="Geheime Planung", state="planned")
    coming, past, own = (
        main_of(client, f"/sitzungen{query}") for query in ("", "?zeit=vergangen", "?gremium=ag-sucht")
    )
    assert [month.text for month in coming.all("h2")] == ["Dezember 2026", "März 2027"]
    listed = [
        [link.text for link in page.all("a") if "/sitzungen/" in link.attrs["href"]]
        for page in (coming, past, own)
    ]
    assert listed == [
        ["Wintersitzung", "Gruppentreffen", "Frühjahrssitzung"],
        ["Sommersitzung"],
        ["Gruppentreffen"],
    ]
    assert "Donnerstag, 10. Dezember 2026, 14:00 Uhr · online" in coming.text


def test_the_agenda_numbers_only_what_is_public(client: Client, town: Tenant, council: Body) -> None:
    with scope(tenant=town):
        meeting = held(council, "held")
    page = main_of(client, f"/sitzungen/{meeting.pk}")
    assert [one.text for one in page.all("h3")] == ["Ö 1 Bericht", "Ö 2 Fachtag", "Ö 3 Sonstiges"]
    assert all(
        words in page.text
        for words in (
            "Vorlage zum Fachtag",
            "Der Fachtag findet statt.",
            "4 Ja-Stimmen, 1 Nein-Stimme, 0 Enthaltungen",
        )
    )
    assert [
        word
        for word in ("eheim", "video.example.org", "wurde gegeben", "Zwischenbericht")
        if word in page.raw
    ] == []


def test_minutes_and_corrections_appear_when_they_are_approved(
    client: Client, town: Tenant, council: Body
) -> None:
    with scope(tenant=town):
        meeting = held(council, "approved")
    page = main_of(client, f"/sitzungen/{meeting.pk}")
    assert (page.one("details").one("strong").text, "Es war ein Zwischenbericht." in page.text) == (
        "Bericht",
        True,
    )
    assert "eheim" not in page.raw


@pytest.mark.parametrize("state", ["invited", "running", "cancelled"])
def test_nothing_was_decided_before_the_meeting_is_over(
    client: Client, town: Tenant, council: Body, state: str
) -> None:
    with scope(tenant=town):
        meeting = held(council, state)
    page = main_of(client, f"/sitzungen/{meeting.pk}")
    assert ("Fachtag findet statt" in page.text, "wurde abgesagt" in page.text) == (
        False,
        state == "cancelled",
    )


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"state": "planned"}])
def test_a_meeting_that_is_not_for_the_public_has_no_address(
    client: Client, town: Tenant, council: Body, hidden: dict[str, object]
) -> None:
    with scope(tenant=town):
        meeting = announced(council, LATER, **hidden)
        make_decision(council, make_item(meeting), text="Geheim")
    assert client.get(f"{BASE}/sitzungen/{meeting.pk}").status_code == 404
    assert "Geheim" not in client.get(f"{BASE}/beschluesse").content.decode()


def test_another_town_s_meeting_is_not_found_here(
    client: Client, town: Tenant, council: Body, state: Tenant
) -> None:
    other = make_tenant(slug="nachbarstadt")
    with scope(tenant=other):
        meeting = announced(make_body(other, "Rat"), LATER)
    assert client.get(f"{BASE}/sitzungen/{meeting.pk}").status_code == 404


def test_the_calendar_file_keeps_berlin_time_and_takes_called_off_meetings_out(
    client: Client, town: Tenant, council: Body, group: Body
) -> None:
    with scope(tenant=town):
        announced(council, LATER, title="Sitzung", online_url="https://video.example.org/x")
        announced(council, MUCH_LATER, title="Abgesagt", state="cancelled")
        announced(group, LATER, title="Treffen")
        announced(council, LATER, title="Geheim", is_public=False)
    response = client.get(f"{BASE}/sitzungen.ics?gremium=kpr")
    calendar = Calendar.from_ical(response.content)
    events = calendar.walk("VEVENT")
    assert [(str(e["summary"]), str(e["status"])) for e in events] == [
        ("Präventionsrat: Sitzung", "CONFIRMED"), ("Präventionsrat: Abgesagt", "CANCELLED"),
    ]  # fmt: skip
    assert events[0].decoded("dtstart").utcoffset() == dt.timedelta(hours=1)
    assert (len(calendar.walk("VTIMEZONE")), b"video.example.org" in response.content) == (1, False)
    assert len(Calendar.from_ical(client.get(f"{BASE}/sitzungen.ics").content).walk("VEVENT")) == 3


def test_decisions_are_narrowed_by_body_year_and_words(
    client: Client, town: Tenant, council: Body, group: Body
) -> None:
    with scope(tenant=town):
        meeting = announced(council, EARLIER, state="held")
        make_decision(council, make_item(meeting), text="Mehr Licht im Park")
        make_decision(group, text="Im Umlauf beschlossen", decided_on=dt.date(2025, 5, 5))
        make_decision(council, make_item(meeting, visibility="closed"), text="Geheimer Beschluss")
        make_decision(make_body(town, "Innen", is_public=False), text="Geheimer Beschluss innen")
    counted = {
        query: main_of(client, f"/beschluesse{query}").one("p", role="status").text
        for query in ("", "?gremium=kpr", "?jahr=2025", "?q=licht", "?q=geheim", "?jahr=x&gremium=y")
    }
    assert counted == {
        "": "2 Beschlüsse", "?gremium=kpr": "1 Beschluss", "?jahr=2025": "1 Beschluss", "?q=licht": "1 Beschluss",
        "?q=geheim": "0 Beschlüsse", "?jahr=x&gremium=y": "2 Beschlüsse",
    }  # fmt: skip
    page = main_of(client, "/beschluesse")
    assert {one.attrs["value"] for one in page.all("option")} == {"", "kpr", "ag-sucht", "2026", "2025"}
    feed = client.get(f"{BASE}/beschluesse.atom?gremium=ag-sucht").content.decode()
    assert (feed.count("<entry>"), "Im Umlauf beschlossen" in feed) == (1, True)


def test_a_body_s_page_shows_its_own_work(client: Client, town: Tenant, council: Body, group: Body) -> None:
    with scope(tenant=town):
        announced(group, LATER, title="Gruppentreffen")
        make_decision(group, text="Ein Plan")
        make_paper(town, body=group, subject="Eine Vorlage")
        announced(council, LATER, title="Ratssitzung")
    own, whole = main_of(client, "/gremien/ag-sucht"), main_of(client, "")
    assert all(words in own.text for words in ("Gruppentreffen", "Ein Plan", "Eine Vorlage"))
    assert ("Ratssitzung" in own.text, "Ratssitzung" in whole.text) == (False, True)
    links = {link.attrs["href"] for link in own.all("a")}
    assert links >= {
        f"{BASE}/{page}?gremium=ag-sucht"
        for page in ("sitzungen", "sitzungen.ics", "beschluesse", "vorlagen")
    }


def test_empty_pages_say_what_comes_and_lead_on(client: Client, town: Tenant, council: Body) -> None:
    found = {
        path: main_of(client, path).one("div", class_="um-empty").one("a").attrs["href"]
        for path in ("/sitzungen", "/sitzungen?zeit=vergangen", "/beschluesse", "/beschluesse?jahr=1999")
    }
    assert found == {
        "/sitzungen": f"{BASE}/sitzungen?zeit=vergangen",
        "/sitzungen?zeit=vergangen": f"{BASE}/sitzungen",
        "/beschluesse": f"{BASE}/sitzungen",
        "/beschluesse?jahr=1999": f"{BASE}/beschluesse",
    }


def test_lists_cost_the_same_with_one_row_and_with_three(client: Client, town: Tenant, council: Body) -> None:
    with scope(tenant=town):
        page = announced(council, EARLIER, state="approved")
    urls = [
        f"{BASE}{path}"
        for path in (
            "/sitzungen",
            "/sitzungen.ics",
            f"/sitzungen/{page.pk}",
            "/beschluesse",
            "/beschluesse.atom",
            "",
        )
    ]
    counts = []
    for rows in (1, 2):
        with scope(tenant=town):
            for _row in range(rows):
                announced(council, LATER)
                make_decision(council, make_item(page, paper=make_paper(town)))
        counts.append([queries_of(lambda url=url: client.get(url)) for url in urls])  # type: ignore[misc]
    assert counts[0] == counts[1]
