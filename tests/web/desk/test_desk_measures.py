"""Measures at the desk, as a browser without scripts works with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.directory import make_organisation
from tests.factories.measures import make_goal, make_measure, make_milestone, make_note, make_partner
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_tenant
from tests.ui.dom import parse
from tests.web.desk.guided import hidden
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.measures.models import Goal, Measure, Milestone, Note, Partner
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/massnahmen"
ENTERED = {
    "title": "Licht im Park", "summary": "Leuchten werden ersetzt.", "problem_fields": ["sucht"],
    "cause": "Leuchten sind zugewachsen.", "evidence": "assumption", "lead_text": "Ordnungsamt",
    "budget_cents": "18.500", "origin_kind": "decision", "origin_ref": "KPR 4/2019", "is_public": "on",
}  # fmt: skip


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


def sent_back(response: Any, **changed: str) -> dict[str, Any]:
    """The form of a page as a browser would send it, with changes."""
    found = {bound.html_name: bound.value() for bound in response.context["form"]}
    plain = {name: value for name, value in found.items() if value not in (None, "", False)}
    return plain | {"stand": hidden(response)} | changed


def page_of(desk: Client, url: str) -> str:
    response = desk.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_measure_goes_from_its_first_line_to_its_result(town: Tenant, desk: Client) -> None:
    assert "Beginnen Sie mit etwas" in page_of(desk, BASE)
    made = desk.post(f"{BASE}/neu", ENTERED)
    measure = Measure.objects.get()
    url = f"{BASE}/{measure.pk}"
    assert (made["Location"], measure.code, measure.budget_cents) == (url, "licht-im-park", 1850000)
    goal = {
        "level": "guiding",
        "text": "Wege sind hell",
        "indicator": "Leuchten",
        "baseline": "9,5",
        "target": "0",
    }
    parts = {
        "ziele": goal,
        "meilensteine": {"title": "Rückschnitt", "due_on": "2026-11-30"},
        "notizen": {"kind": "deviation", "text": "Es dauert.", "reason": "Ersatzteile", "on": "2026-11-17"},
        "partner": {"name": "Polizei"},
    }
    for kind, data in parts.items():
        assert desk.post(f"{url}/{kind}/neu", data)["Location"] == url
    for step in ({"schritt": "plan"}, {"schritt": "start", "on": "2026-11-18"}):
        assert desk.post(f"{url}/schritt", step)["Location"] == url
    page = page_of(desk, url)
    shown = (
        "läuft",
        "Wege sind hell",
        "9,5",
        "Rückschnitt",
        "Ersatzteile",
        "Polizei",
        "KPR 4/2019",
        "18.500",
    )
    assert [words for words in shown if words not in page] == []
    assert "Bitte tragen Sie zuerst das Ergebnis ein" in page
    desk.post(f"{url}/ergebnis", sent_back(desk.get(f"{url}/ergebnis"), result="Es ist hell."))
    desk.post(f"{url}/schritt", {"schritt": "complete"})
    assert (Measure.objects.get().state, "Es ist hell." in page_of(desk, url)) == ("completed", True)
    assert desk.get(f"{url}/ergebnisblatt.pdf").content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Titel"),
        ({"budget_cents": "viel"}, "Budget"),
        ({"ends_on": "31.02.2026"}, "Soll enden am"),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "vor dem Beginn"),
        ({"problem_fields": ["gibt-es-nicht"]}, "Problemfelder"),
        ({"origin_kind": "gerücht"}, "Woher sie kommt"),
    ],
)
def test_wrong_input_comes_back_with_a_sentence(
    town: Tenant, desk: Client, wrong: dict[str, Any], said: str
) -> None:
    response = desk.post(f"{BASE}/neu", ENTERED | wrong)
    summary = parse(response.content.decode()).one("div", class_="um-error-summary")
    assert (response.status_code, said in summary.text, Measure.objects.count()) == (400, True, 0)


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("ziele", {"level": "guiding", "text": "Hell", "target": "zwölf"}, "Zielwert"),
        ("ziele", {"level": "guiding", "text": "Hell", "target": "3"}, "was die Zahlen zählen"),
        ("meilensteine", {"title": "Fest", "due_on": "bald"}, "Fällig am"),
        ("notizen", {"kind": "deviation", "text": "Es dauert.", "on": "2026-11-17"}, "warum es vom Plan"),
        ("partner", {}, "eines von beiden"),
    ],
)
def test_parts_take_bad_input_well(
    town: Tenant, desk: Client, kind: str, data: dict[str, str], said: str
) -> None:
    measure = make_measure(town)
    response = desk.post(f"{BASE}/{measure.pk}/{kind}/neu", data)
    assert (response.status_code, said in response.content.decode()) == (400, True)
    assert [model.objects.count() for model in (Goal, Milestone, Note, Partner)] == [0, 0, 0, 0]


def test_parts_are_corrected_and_removed_with_a_reason(town: Tenant, desk: Client) -> None:
    measure = make_measure(town)
    one, url = make_milestone(measure, "Fest"), f"{BASE}/{measure.pk}"
    form = f"{url}/meilensteine/{one.pk}/bearbeiten"
    assert desk.post(form, sent_back(desk.get(form), done_on="2026-11-02"))["Location"] == url
    assert Milestone.objects.get().done_on == dt.date(2026, 11, 2)
    assert f"{url}/meilensteine/{one.pk}/entfernen" in page_of(desk, form)
    assert desk.post(f"{url}/meilensteine/{one.pk}/entfernen", {"reason": ""}).status_code == 400
    desk.post(f"{url}/meilensteine/{one.pk}/entfernen", {"reason": "doppelt"})
    assert (Milestone.objects.count(), AuditEvent.objects.latest("pk").reason) == (0, "doppelt")


def test_what_is_another_towns_is_no_page_and_no_choice(town: Tenant, desk: Client) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = make_measure(other)
        goal = make_goal(foreign)
    own = make_measure(town)
    assert [desk.get(f"{BASE}/{path}").status_code for path in (
        foreign.pk, f"{own.pk}/ziele/{goal.pk}/bearbeiten", f"{own.pk}/ziele/{goal.pk}/entfernen",
        f"{foreign.pk}/planung/sara", f"{own.pk}/planung/tarot",
    )] == [404] * 5  # fmt: skip
    lead = make_organisation(other).pk
    assert desk.post(f"{BASE}/neu", ENTERED | {"lead": lead}).status_code == 400


def test_two_people_at_one_measure_see_both_versions(town: Tenant, desk: Client) -> None:
    measure = make_measure(town, cause="Am Anfang")
    url = f"{BASE}/{measure.pk}/bearbeiten"
    mine = sent_back(desk.get(url), cause="Von mir")
    Measure.objects.filter(pk=measure.pk).update(cause="Von dir")
    page = desk.post(url, mine)
    assert (page.status_code, Measure.objects.get().cause) == (409, "Von dir")
    assert all(words in page.content.decode() for words in ("Von mir", "Von dir"))


def test_a_step_that_is_refused_says_why(town: Tenant, desk: Client) -> None:
    measure = make_measure(town)
    for data, said in (
        ({"schritt": "stop"}, "Grund"),
        ({"schritt": "catch_up"}, "ändert"),
        ({"schritt": "delay", "reason": "Eis", "on": "2026-11-19"}, "noch vor uns"),
    ):
        page = desk.post(f"{BASE}/{measure.pk}/schritt", data, follow=True).content.decode()
        assert (said in page, Measure.objects.get().state) == (True, "running"), data
    assert desk.post(f"{BASE}/{measure.pk}/schritt", {"on": "gestern"}).status_code == 400


def test_views_show_the_same_measures_under_the_same_filter(town: Tenant, desk: Client) -> None:
    make_measure(town, "Licht im Park", "delayed")
    make_measure(town, "Platzgespräche", starts_on=dt.date(2026, 3, 1))
    for path in ("", "/brett", "/zeitachse", "/liste.csv"):
        page = page_of(desk, f"{BASE}{path}?stand=delayed")
        assert ("Licht im Park" in page, "Platzgespräche" in page) == (True, False), path
    assert "stand=delayed" in page_of(desk, f"{BASE}?stand=delayed").split("brett", 1)[1][:40]
    nothing = page_of(desk, f"{BASE}/brett?q=Gibtesnicht")
    assert "Keine Maßnahme passt" in nothing
    for nonsense in ("?stand=kaputt&feld=x&zustaendig=abc&seite=x&sortierung=x", "?ueberfaellig=ja"):
        assert desk.get(BASE + nonsense).status_code == 200


def test_overdue_things_stand_together_and_wait_in_the_inbox(town: Tenant, desk: Client) -> None:
    assert "Nichts ist überfällig" in page_of(desk, f"{BASE}/ueberfaellig")
    soon, past = clock.today() + dt.timedelta(days=60), clock.today() - dt.timedelta(days=3)
    measure = make_measure(town, "Ansprechpersonen", ends_on=past, funded_until=soon, funding_source="Land")
    make_milestone(measure, "Zwischenbericht", due_on=past)
    make_goal(measure, "Fünf Nachmittage", indicator="Nachmittage", target=5, target_on=past)
    page = page_of(desk, f"{BASE}/ueberfaellig")
    assert [words for words in ("Zwischenbericht", "Fünf Nachmittage", "Land") if words not in page] == []
    inbox = page_of(desk, "/desk/musterstadt/arbeit")
    wanted = ("Zwischenbericht", "Geld endet", "Ansprechpersonen")
    assert [words for words in wanted if words not in inbox] == []
    own = page_of(desk, f"{BASE}/{measure.pk}")
    assert ("Bitte kümmern Sie sich" in own, "Schließen Sie sie ab" in own) == (True, True)


def test_the_record_is_read_in_the_words_of_planning(town: Tenant, desk: Client) -> None:
    measure = make_measure(town)
    page = page_of(desk, f"{BASE}/{measure.pk}/planung/beccaria")
    assert ("1 von 7 Schritten belegt" in page, "nicht eingetragen" in page) == (True, True)
    assert "0 von 4 Schritten belegt" in page_of(desk, f"{BASE}/{measure.pk}/planung/sara")


@pytest.mark.usefixtures("quiet_nav")
def test_lists_cost_the_same_for_one_measure_and_three(town: Tenant, desk: Client) -> None:
    def make() -> None:
        measure = make_measure(town, lead=make_organisation(town), ends_on=dt.date(2026, 3, 3))
        make_milestone(measure)
        make_goal(measure, target_on=dt.date(2026, 3, 3))
        make_partner(measure, organisation=make_organisation(town))

    make()
    urls = [BASE + path for path in ("", "/brett", "/zeitachse", "/ueberfaellig", "/liste.csv")]
    few = [queries_of(lambda url=url: desk.get(url)) for url in urls]  # type: ignore[misc]
    make()
    make()
    assert [queries_of(lambda url=url: desk.get(url)) for url in urls] == few  # type: ignore[misc]


@pytest.mark.usefixtures("quiet_nav")
def test_a_page_costs_the_same_for_one_part_and_three(town: Tenant, desk: Client) -> None:
    measure = make_measure(town)

    def add() -> None:
        make_goal(measure)
        make_milestone(measure)
        make_note(measure)
        make_partner(measure, organisation=make_organisation(town))

    add()
    few = queries_of(lambda: desk.get(f"{BASE}/{measure.pk}"))
    add()
    add()
    assert queries_of(lambda: desk.get(f"{BASE}/{measure.pk}")) == few


def test_the_table_has_a_row_for_each_goal_and_no_formula(town: Tenant, desk: Client) -> None:
    measure = make_measure(town, "=cmd()", budget_cents=1999)
    make_goal(measure, "Hell")
    make_goal(measure, "Ruhig")
    make_measure(town, "Ohne Ziel")
    lines = desk.get(f"{BASE}/liste.csv").content.decode("utf-8-sig").splitlines()
    assert (len(lines), "19,99" in lines[1], ";=cmd" in "\n".join(lines)) == (4, True, False)


def test_members_read_and_change_nothing(town: Tenant) -> None:
    measure, member = make_measure(town), browser_of(make_member(town, Role.MEMBER))
    page = page_of(member, f"{BASE}/{measure.pk}")
    assert ("Bearbeiten" in page, "Neues Ziel" in page, "Verzögerung melden" in page) == (False,) * 3
    assert member.post(f"{BASE}/{measure.pk}/schritt", {"schritt": "delay", "reason": "x"}).status_code == 403
