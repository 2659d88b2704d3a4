"""Meetings at the desk and behind the links of mails, as browsers without scripts work with them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope
from icalendar import Calendar

from tests.factories.browsers import browser_of
from tests.factories.council import make_seat
from tests.factories.measures import make_measure
from tests.factories.meetings import begin, finish, first_item, in_days, invite, make_council, make_meeting
from tests.factories.offers import make_terms
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member
from tests.ui.dom import parse
from tests.web.desk.guided import hidden
from umsicht.core import clock
from umsicht.council.domain.circular import start
from umsicht.council.domain.minutes import add_task
from umsicht.council.domain.people import create_holder
from umsicht.council.domain.procedure import set_rules
from umsicht.council.models import (
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    RulesOfProcedure,
    SeatHolder,
    Task,
)
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
DESK = "/desk/musterstadt"
BASE = f"{DESK}/sitzungen"
ENTERED = {"day": "2026-12-10", "begins": "14:00", "mode": "on-site", "place": "Rathaus", "is_public": "on"}
ITEM = {"title": "Licht im Park", "kind": "decision", "visibility": "public"}


@pytest.fixture
def town(tenant: Tenant) -> Iterator[Tenant]:
    with scope(tenant=tenant):
        yield tenant


def steps(desk: Client, url: str, *names: str) -> None:
    for name in names:
        desk.post(f"{url}/schritt", {"schritt": name})


def test_the_office_prepares_holds_and_closes_a_meeting(town: Tenant, desk: Client) -> None:
    body = make_council(town, seats=3)
    assert "Erste Sitzung planen" in desk.get(BASE).content.decode()
    made = desk.post(f"{BASE}/neu", ENTERED | {"body": body.pk})
    meeting = Meeting.objects.get()
    url = f"{BASE}/{meeting.pk}"
    assert (made["Location"], meeting.title) == (url, "1. Sitzung 2026")
    desk.post(f"{url}/punkte/neu", ITEM)
    desk.post(f"{url}/punkte/neu", ITEM | {"title": "Einzelfälle", "visibility": "closed", "kind": "talk"})
    desk.post(f"{url}/gaeste/neu", {"label": "Gesundheitsamt", "item": ""})
    park, cases = AgendaItem.objects.order_by("position")
    desk.post(f"{url}/punkte/{cases.pk}/ordnen", {"schritt": "hoch"})
    assert [item.title for item in meeting.items.all()] == ["Einzelfälle", "Licht im Park"]
    steps(desk, url, "invite", "begin")
    for row in Attendance.objects.filter(seat__isnull=False):
        desk.post(f"{url}/anwesenheit/{row.pk}", {"presence": "present", "arrived_at": "14:00"})
    assert desk.get(f"{url}/niederschrift")["Location"] == f"{url}/punkte/{cases.pk}"
    item = f"{url}/punkte/{park.pk}"
    seats = [row.seat_id for row in Attendance.objects.filter(seat__isnull=False).order_by("pk")]
    desk.post(f"{item}/befangen", {"seat": seats[2], "interest": "organisation", "reason": "Eigentum"})
    desk.post(f"{item}/text", {"minutes": "Der Weg ist dunkel.", "stand": hidden(desk.get(item))})
    vote = {
        "text": "Der Weg wird beleuchtet.",
        "method": "named",
        f"sitz-{seats[0]}": "yes",
        f"sitz-{seats[1]}": "yes",
    }
    desk.post(f"{item}/beschluss", vote)
    desk.post(f"{item}/aufgabe", {"text": "Angebot einholen", "owner": "Tiefbauamt", "due_on": "2027-01-15"})
    for one in (park, cases):
        desk.post(f"{url}/punkte/{one.pk}/schritt", {"schritt": "finish"})
    steps(desk, url, "close", "approve")
    meeting.refresh_from_db()
    decision = Decision.objects.get()
    assert (meeting.state, decision.number, decision.recused, decision.yes) == (
        "approved",
        "KPR 1/2026",
        1,
        2,
    )
    page = desk.get(url).content.decode()
    assert all(word in page for word in ("Ö 1", "N 1", "KPR 1/2026", "Durch Zusatz berichtigen"))
    assert (Task.objects.get().owner, park.pk) == ("Tiefbauamt", decision.item_id)
    for ending, magic in (
        ("mappe.pdf", b"%PDF"),
        ("niederschrift.pdf", b"%PDF"),
        ("niederschrift.docx", b"PK"),
    ):
        assert desk.get(f"{url}/{ending}").content[: len(magic)] == magic


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": ""}, "Tag"),
        ({"begins": "25:00"}, "Beginn"),
        ({"ends": "13:00"}, "bevor sie beginnt"),
        ({"body": "99999"}, "Gremium"),
        ({"online_url": "javascript:alert(1)"}, "Videositzung"),
        ({"mode": "brieftaube"}, "Durchführung"),
    ],
)
def test_wrong_input_comes_back_with_a_sentence(
    town: Tenant, desk: Client, wrong: dict[str, str], said: str
) -> None:
    body = make_council(town)
    response = desk.post(f"{BASE}/neu", ENTERED | {"body": body.pk} | wrong)
    summary = parse(response.content.decode()).one("div", class_="um-error-summary")
    assert (response.status_code, said in summary.text, Meeting.objects.count()) == (400, True, 0)


def test_a_vote_without_votes_or_quorum_says_why(town: Tenant, desk: Client) -> None:
    meeting = begin(make_meeting(make_council(town)), here=2)
    item = first_item(meeting)
    url = f"{BASE}/{meeting.pk}/punkte/{item.pk}/beschluss"
    answer = desk.post(url, {"text": "x", "method": "secret", "yes": "2"})
    assert (
        answer.status_code,
        "2 von 5 Stimmberechtigten sind anwesend, nötig sind 3." in answer.content.decode(),
    ) == (400, True)
    assert Decision.objects.count() == 0


def test_two_offices_in_one_text_see_both_versions(town: Tenant, desk: Client) -> None:
    meeting = begin(make_meeting(make_council(town)))
    item = first_item(meeting)
    url = f"{BASE}/{meeting.pk}/punkte/{item.pk}"
    seen = hidden(desk.get(url))
    other = browser_of(make_member(town, Role.EDITOR))
    other.post(f"{url}/text", {"minutes": "Von der Redaktion.", "stand": seen})
    clash = desk.post(f"{url}/text", {"minutes": "Von der Leitung.", "stand": seen})
    page = clash.content.decode()
    assert (clash.status_code, "Von der Redaktion." in page, "Von der Leitung." in page) == (409, True, True)
    item.refresh_from_db()
    assert item.minutes == "Von der Redaktion."


def test_suggestions_come_from_what_waits(town: Tenant, desk: Client) -> None:
    body = make_council(town)
    old = begin(make_meeting(body, starts_at=in_days(-30)))
    again = first_item(old)
    desk.post(f"{BASE}/{old.pk}/punkte/{again.pk}/schritt", {"schritt": "defer"})
    finish(old)
    add_task(body=body, actor=None, text="Bericht vorlegen", owner="Amt 1", due_on=clock.today())
    meeting = make_meeting(body, items=(), starts_at=in_days(20))
    url = f"{BASE}/{meeting.pk}/vorschlaege"
    page = desk.get(url).content.decode()
    keys = [one.attrs["value"] for one in parse(page).all("input", name="punkt")]
    assert (len(keys), "war vertagt" in page, "wartet auf Genehmigung" in page) == (3, True, True)
    desk.post(url, {"punkt": keys})
    found = sorted((item.title, item.visibility) for item in meeting.items.all())
    assert [title for title, _seen in found] == [
        "Bericht vorlegen", "Niederschrift der Sitzung „1. Sitzung 2026“", again.title,
    ]  # fmt: skip
    assert "Nichts wartet" in desk.get(url).content.decode()


def test_a_member_answers_votes_and_ticks_off_on_one_page(town: Tenant) -> None:
    body = make_council(town, seats=2)
    set_rules(body=body, actor=None, circular_votes=True)
    seat = body.seats.order_by("pk")[0]
    member = make_member(town, Role.MEMBER)
    create_holder(seat=seat, actor=None, user=member, valid_from=dt.date(2026, 1, 1))
    meeting = invite(make_meeting(body, starts_at=in_days(9)))
    task = add_task(body=body, actor=None, text="Mittel anmelden", owner="Amt", seat=seat)
    vote = start(body=body, actor=None, subject="Termin", text="22. April", deadline=in_days(3))
    browser = browser_of(member)
    page = browser.get(f"{DESK}/meine-gremien").content.decode()
    assert all(word in page for word in ("Termin", "Mittel anmelden", "Geheimer Punkt 2", "1. Sitzung 2026"))
    row = meeting.attendances.get(seat=seat)
    browser.post(f"{BASE}/{meeting.pk}/antwort/{row.pk}", {"reply": "deputy", "deputy": "Vertretung"})
    browser.post(f"{DESK}/umlauf/{vote.pk}", {"stimme": "no"})
    browser.post(f"{DESK}/aufgaben/{task.pk}/schritt", {"schritt": "complete", "von": "eigene"})
    row.refresh_from_db()
    task.refresh_from_db()
    assert (row.reply, task.state, vote.ballots.get(seat=seat).value) == ("deputy", "done", "no")
    again = browser.post(f"{DESK}/umlauf/{vote.pk}", {"stimme": "yes"})
    assert (again.status_code, vote.ballots.get(seat=seat).value) == (400, "no")


def test_people_and_rules_are_kept_at_the_body(town: Tenant, desk: Client) -> None:
    body = make_council(town, seats=1)
    seat = body.seats.get()
    people = f"{DESK}/gremien/{body.pk}/sitze/{seat.pk}/personen"
    assert "Hier ist niemand eingetragen" in desk.get(people).content.decode()
    person = {"kind": "holder", "name": "Leitung", "email": "leitung@example.org", "valid_from": "2026-01-01"}
    assert desk.post(f"{people}/neu", person | {"name": ""}).status_code == 400
    desk.post(f"{people}/neu", person)
    assert desk.post(f"{people}/neu", person | {"name": "Zweite"}).status_code == 400
    holder = SeatHolder.objects.get()
    desk.post(f"{people}/{holder.pk}/beenden", {"on": "2026-10-31"})
    assert "Unbesetzt" not in desk.get(people).content.decode()
    rules = {
        "quorum": "number", "quorum_number": "", "majority": "simple", "tie": "rejected", "deputising": "named",
        "invitation_days": "10",
    }  # fmt: skip
    url = f"{DESK}/gremien/{body.pk}/ordnung/neu"
    assert desk.post(url, rules).status_code == 400
    assert desk.post(url, rules | {"quorum_number": "3"}).status_code == 302
    assert (
        RulesOfProcedure.objects.get().quorum_number,
        "eine feste Zahl" in desk.get(f"{DESK}/gremien/{body.pk}").content.decode(),
    ) == (3, True)


def test_late_measures_of_a_body_are_put_forward(town: Tenant, desk: Client) -> None:
    make_terms()
    body, other = make_council(town), make_council(town, "Anderer Rat", short="AR")
    for where in (body, other):
        meeting = begin(make_meeting(where, items=("public",), starts_at=in_days(-60)))
        desk.post(
            f"{BASE}/{meeting.pk}/punkte/{first_item(meeting).pk}/beschluss", {"text": "x", "method": "none"}
        )
        number = Decision.objects.get(body=where).number
        make_measure(
            town, f"Licht {number[:3]}", origin_kind="decision", origin_ref=number, ends_on=clock.today()
        )
    coming = make_meeting(body, items=(), starts_at=in_days(20))
    page = desk.get(f"{BASE}/{coming.pk}/vorschlaege").content.decode()
    assert ("Licht KPR" in page, "Licht AR" in page, "überfällige Maßnahme" in page) == (True, False, True)


@pytest.mark.usefixtures("quiet_nav")
@pytest.mark.parametrize("path", ["sitzungen", "beschluesse", "aufgaben", "meine-gremien"])
def test_lists_ask_as_often_for_three_as_for_one(town: Tenant, desk: Client, path: str) -> None:
    counts = []
    body = make_council(town)
    for more in (1, 2):
        for _n in range(more):
            meeting = begin(make_meeting(body, items=("public",)))
            item = first_item(meeting)
            desk.post(
                f"{BASE}/{meeting.pk}/punkte/{item.pk}/beschluss", {"text": "x", "method": "open", "yes": "3"}
            )
            add_task(body=body, actor=None, text="Aufgabe", owner="Amt", due_on=clock.today())
        counts.append(queries_of(lambda: desk.get(f"{DESK}/{path}")))
    assert counts[0] == counts[1]


def test_lists_are_filtered_and_taken_along(town: Tenant, desk: Client) -> None:
    body, other = make_council(town), make_council(town, "Anderer Rat", short="AR")
    meeting = begin(make_meeting(body))
    make_meeting(other, items=("public",))
    make_seat(other, "Amt 9")
    shown = desk.get(BASE, {"gremium": body.pk, "q": "Geheimer"}).content.decode()
    assert (">1. Sitzung 2026<" in shown, "Anderer Rat</td>" in shown) == (True, False)
    rows = desk.get(f"{BASE}/liste.csv", {"stand": "running"}).content.decode().splitlines()
    assert (len(rows), "läuft" in rows[1]) == (2, True)
    dates = Calendar.from_ical(desk.get(f"{BASE}/kalender.ics").content).walk("VEVENT")
    assert len(dates) == 2
    assert desk.get(BASE, {"jahr": "zwanzig", "gremium": "x", "stand": "y"}).status_code == 200
    assert io.BytesIO(desk.get(f"{BASE}/{meeting.pk}/mappe.pdf").content).read(4) == b"%PDF"
