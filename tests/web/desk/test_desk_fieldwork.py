"""Patrols, inspections, conflict cases and cooperation at the desk, as a browser without scripts works with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.fieldwork import (
    make_case,
    make_finding,
    make_inspection,
    make_shift,
)
from tests.factories.queries import queries_of
from tests.web.desk.guided import hidden
from umsicht.core import clock
from umsicht.fieldwork.models import ConflictCase, Finding, Inspection, Observation, PatrolShift
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt"
SHIFT = {
    "day": "2026-11-17",
    "starts_at": "18:00",
    "ends_at": "22:00",
    "units": "Ordnungsdienst: 2\nPolizei: 2",
}
WALK = {
    "title": "Abends im Park",
    "day": "2026-11-10",
    "authorities": "Ordnungsamt: 1",
    "residents": "Anwohner: 4",
}


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


def words(response: Any) -> str:
    return response.content.decode()  # type: ignore[no-any-return]


def test_a_patrol_is_planned_held_and_noted(town: Tenant, desk: Client) -> None:
    assert "Noch keine Streifen" in words(desk.get(f"{BASE}/streifen"))
    made = desk.post(f"{BASE}/streifen/neu", SHIFT)
    shift = PatrolShift.objects.get()
    url = f"{BASE}/streifen/{shift.pk}"
    assert made["Location"] == url
    assert desk.post(f"{url}/schritt", {"schritt": "hold"})["Location"] == url
    assert desk.post(f"{url}/beobachtungen/neu", {"kind": "conflict", "count": "3"})["Location"] == url
    assert (
        desk.post(f"{url}/folgen/neu", {"text": "Leuchte melden", "owner": "Tiefbauamt"})["Location"] == url
    )
    page = words(desk.get(url))
    assert all(
        word in page for word in ("3 × geschlichtete Konflikte", "16,0", "Leuchte melden", "Ordnungsdienst")
    )
    seen = Observation.objects.get()
    assert desk.post(f"{url}/beobachtungen/{seen.pk}/entfernen")["Location"] == url
    assert Observation.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("units", "Ordnungsdienst: 2", "mindestens zwei Einheiten"),
        ("units", "Amt: 1\namt: 2", "steht doppelt da"),
        ("day", "gestern", ""),
        ("starts_at", "25:99", ""),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_what_was_typed(
    town: Tenant, desk: Client, field: str, value: str, says: str
) -> None:
    response = desk.post(f"{BASE}/streifen/neu", SHIFT | {field: value})
    assert (response.status_code, response.context["form"][field].value()) == (400, value)
    assert says in words(response)
    assert PatrolShift.objects.count() == 0


def test_a_patrol_changed_by_two_shows_both(town: Tenant, desk: Client) -> None:
    shift = make_shift(town)
    url = f"{BASE}/streifen/{shift.pk}/bearbeiten"
    opened = desk.get(url)
    PatrolShift.objects.update(places="Bahnhof")
    sent = SHIFT | {"day": shift.day.isoformat(), "places": "Park", "stand": hidden(opened)}
    answer = desk.post(url, sent)
    assert (answer.status_code, "Bahnhof" in words(answer)) == (409, True)


def test_a_step_that_is_refused_says_why_on_the_page(town: Tenant, desk: Client) -> None:
    shift = make_shift(town, day=clock.today() + dt.timedelta(days=3))
    answer = desk.post(f"{BASE}/streifen/{shift.pk}/schritt", {"schritt": "hold"}, follow=True)
    assert "Dieser Tag liegt noch vor uns." in words(answer)


def test_an_inspection_is_planned_walked_and_reported(town: Tenant, desk: Client) -> None:
    assert "Noch keine Begehungen" in words(desk.get(f"{BASE}/begehungen"))
    made = desk.post(f"{BASE}/begehungen/neu", WALK | {"route": "50.83, 12.92 Eingang\n50.84, 12.93 Teich"})
    walk = Inspection.objects.get()
    url = f"{BASE}/begehungen/{walk.pk}"
    assert (made["Location"], walk.stops) == (url, ["Eingang", "Teich"])
    note = {"text": "Zu dunkel", "kind": "perceived", "rating": "urgent"}
    assert desk.post(f"{url}/vor-ort", note)["Location"] == f"{url}/vor-ort"
    finding = Finding.objects.get()
    more = note | {"action": "Licht prüfen", "owner": "Tiefbauamt", "due_on": "2026-12-01"}
    assert desk.post(f"{url}/befunde/{finding.pk}/bearbeiten", more)["Location"] == url
    for step in ("hold", "report"):
        desk.post(f"{url}/schritt", {"schritt": step})
    page = words(desk.get(url))
    assert all(
        word in page for word in ("Zu dunkel", "Licht prüfen", "Tiefbauamt", "Bericht fertig", "Teich")
    )
    shapes = [feature["geometry"]["type"] for feature in desk.get(f"{url}/weg.geojson").json()["features"]]
    assert shapes == ["LineString", "Point", "Point"]
    assert "Licht prüfen" in desk.get(f"{BASE}/begehungen/liste.csv").content.decode("utf-8-sig")


def test_a_case_is_taken_in_talked_over_and_agreed(town: Tenant, desk: Client) -> None:
    entered = {
        "received_on": "2026-11-02",
        "topic": "noise",
        "summary": "Musik am Ufer",
        "competence": "ours",
    }
    made = desk.post(f"{BASE}/konflikte/neu", entered)
    case = ConflictCase.objects.get()
    url = f"{BASE}/konflikte/{case.pk}"
    assert made["Location"] == url
    desk.post(f"{url}/schritt", {"schritt": "accept"})
    desk.post(f"{url}/gespraeche/neu", {"day": "2026-11-05", "with_whom": "Anwohnerschaft", "note": "Schlaf"})
    desk.post(f"{url}/bearbeiten", entered | {"agreement": "Ab 22 Uhr leise"})
    for step in ("talk", "agree"):
        desk.post(f"{url}/schritt", {"schritt": step})
    page = words(desk.get(url))
    assert all(
        word in page for word in ("Fall 2026-001: Lärm", "Ab 22 Uhr leise", "Anwohnerschaft", "vereinbart")
    )
    counts = words(desk.get(f"{BASE}/konflikte/zahlen"))
    assert ("nicht gezeigt" in counts, "Musik" in counts) == (True, False)


def test_each_number_of_cooperation_leads_to_its_records(town: Tenant, desk: Client) -> None:
    shift = make_shift(town, held=True)
    make_shift(town, held=True, day=dt.date(2024, 1, 5))
    page = desk.get(f"{BASE}/zusammenarbeit?von=2026-01-01&bis=2026-12-31")
    link = f"{BASE}/zusammenarbeit/vorgaenge?von=2026-01-01&amp;bis=2026-12-31&amp;a=Ordnungsdienst&amp;b=Polizeirevier"
    assert link in words(page)
    records = words(desk.get(link.replace("&amp;", "&")))
    assert f"{BASE}/streifen/{shift.pk}" in records
    assert "05.01.2024" not in records
    assert "Ordnungsdienst;1;;1" in desk.get(f"{BASE}/zusammenarbeit/tabelle.csv").content.decode(
        "utf-8-sig"
    ).replace('"', "")


def test_what_waits_stands_in_the_inbox(town: Tenant, desk: Client) -> None:
    make_shift(town)
    make_finding(make_inspection(town), action="Licht prüfen", due_on=clock.today())
    make_case(town, follow_up_on=clock.today())
    page = words(desk.get(f"{BASE}/arbeit"))
    wanted = ("Hat diese Streife stattgefunden?", "Licht prüfen", "2026-001")
    assert [word for word in wanted if word not in page] == []


def _shifts(town: Tenant) -> None:
    make_shift(town, held=True)


def _walks(town: Tenant) -> None:
    make_inspection(town, steps=("hold", "report"))


def _cases(town: Tenant) -> None:
    make_case(town)


@pytest.mark.usefixtures("quiet_nav")
@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("streifen", _shifts),
        ("streifen/liste.csv", _shifts),
        ("streifen/zahlen", _shifts),
        ("begehungen", _walks),
        ("begehungen/liste.csv", _walks),
        ("konflikte", _cases),
        ("zusammenarbeit", _shifts),
    ],
)
def test_lists_ask_the_store_as_often_for_three_as_for_one(
    town: Tenant, desk: Client, path: str, make: Any
) -> None:
    make(town)
    desk.get(f"{BASE}/{path}")
    few = queries_of(lambda: desk.get(f"{BASE}/{path}"))
    for _number in range(2):
        make(town)
    desk.get(f"{BASE}/{path}")  # each write renews what the process remembers of the town
    assert queries_of(lambda: desk.get(f"{BASE}/{path}")) == few


@pytest.mark.parametrize(
    "path", ["streifen", "begehungen", "konflikte", "zusammenarbeit", "zusammenarbeit/vorgaenge"]
)
def test_nonsense_in_the_address_is_no_error(town: Tenant, desk: Client, path: str) -> None:
    query = "?woche=x&stand=x&stadtteil=x&jahr=x&von=x&bis=x&quelle=x&sortierung=x&thema=x&seite=x"
    assert desk.get(f"{BASE}/{path}{query}").status_code == 200
