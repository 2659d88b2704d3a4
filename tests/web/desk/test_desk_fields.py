"""Problem fields at the desk: priorities with reason, decisions, and the measures of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.demand import make_gap
from tests.factories.fieldwork import make_finding, make_inspection
from tests.factories.measures import make_decision, make_measure, make_priority
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member
from tests.factories.vocabulary import make_term
from tests.web.desk.test_desk_measures import sent_back
from umsicht.demand.models import GapCount
from umsicht.measures.models import FieldDecision, Priority
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/problemfelder"
FIELD = f"{BASE}/sucht"
SET = {"rank": "1", "starts_on": "2026-01-01", "reason": "Viele fragen danach.", "decision_ref": "KPR 1/2026"}


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


def test_a_priority_is_set_corrected_and_replaced(town: Tenant, desk: Client) -> None:
    assert desk.post(f"{FIELD}/prioritaet/neu", SET)["Location"] == FIELD
    row = Priority.objects.get()
    form = f"{FIELD}/prioritaet/{row.pk}/bearbeiten"
    assert desk.post(form, sent_back(desk.get(form), rank="2"))["Location"] == FIELD
    desk.post(f"{FIELD}/prioritaet/neu", SET | {"starts_on": "2026-07-01", "reason": "Neue Zahlen."})
    rows = Priority.objects.order_by("starts_on").values_list("rank", "ends_on")
    assert list(rows) == [(2, dt.date(2026, 6, 30)), (1, None)]
    page = desk.get(FIELD).content.decode()
    assert all(words in page for words in ("Rang 1", "Neue Zahlen.", "Viele fragen danach.", "KPR 1/2026"))


def test_the_need_behind_a_field_is_told_with_its_records_and_what_is_missing(
    town: Tenant, desk: Client
) -> None:
    page = desk.get(FIELD).content.decode()
    assert all(
        words in page
        for words in ("Noch kein Beschluss nennt dieses Feld.", "Keine Feststellung", "niemand vergeblich")
    )
    make_decision(town)
    walk = make_inspection(town, title="Abends am Ufer")
    make_finding(walk, measure=make_measure(town, "Nachtruhe"))
    make_finding(walk)
    make_gap(town, 7)
    page = desk.get(FIELD).content.decode()
    assert all(
        words in page for words in ("1 Beschluss nennt es", "1 Feststellung", "7-mal innerhalb eines Jahres")
    )
    assert f"/desk/musterstadt/begehungen/{walk.pk}" in page
    assert desk.get("/desk/musterstadt/bedarf/luecke?zeit=365&thema=sucht").status_code == 200
    GapCount.objects.update(count=3)
    assert "weniger als fünfmal" in desk.get(FIELD).content.decode()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("prioritaet", SET | {"reason": ""}),
        ("prioritaet", SET | {"rank": "0"}),
        ("prioritaet", SET | {"rank": "eins"}),
        ("prioritaet", SET | {"ends_on": "2025-01-01"}),
        ("beschluss", {"step": "set", "precision": "day"}),
        ("beschluss", {"step": "erfunden", "decision_ref": "GO", "precision": "day"}),
        ("beschluss", {"step": "set", "decision_ref": "GO", "precision": "day", "on": "2099-01-01"}),
    ],
)
def test_wrong_input_changes_nothing(town: Tenant, desk: Client, kind: str, data: dict[str, str]) -> None:
    assert desk.post(f"{FIELD}/{kind}/neu", data).status_code == 400
    assert (Priority.objects.count(), FieldDecision.objects.count()) == (0, 0)


def test_a_decision_is_entered_and_removed_with_a_reason(town: Tenant, desk: Client) -> None:
    data = {"step": "added", "decision_ref": "BA-002/2019", "on": "2019-01-01", "precision": "year"}
    assert desk.post(f"{FIELD}/beschluss/neu", data)["Location"] == FIELD
    row = FieldDecision.objects.get()
    for page in (BASE, FIELD):
        assert "BA-002/2019 (ergänzt, 2019)" in desk.get(page).content.decode()
    desk.post(f"{FIELD}/beschluss/{row.pk}/entfernen", {"reason": "falsches Feld"})
    assert FieldDecision.objects.count() == 0


def test_a_field_names_measures_that_are_internal_too(town: Tenant, desk: Client) -> None:
    make_measure(town, "Stilles Vorhaben", is_public=False)
    assert "Stilles Vorhaben" in desk.get(FIELD).content.decode()
    assert desk.get(f"{BASE}/gibt-es-nicht").status_code == 404


def test_editors_read_and_only_coordinators_decide(town: Tenant) -> None:
    editor = browser_of(make_member(town, Role.EDITOR))
    assert "Priorität setzen" not in editor.get(FIELD).content.decode()
    assert editor.post(f"{FIELD}/prioritaet/neu", SET).status_code == 403


@pytest.mark.usefixtures("quiet_nav")
def test_the_list_costs_the_same_for_one_field_and_three(town: Tenant, desk: Client) -> None:
    def fill(code: str) -> None:
        make_priority(town, code)
        make_decision(town, code)
        make_measure(town, problem_fields=[code])

    fill("sucht")
    few = queries_of(lambda: desk.get(BASE))
    for code in ("gewalt", "betrug"):
        make_term(scheme="problem_field", code=code)
        fill(code)
    assert queries_of(lambda: desk.get(BASE)) == few
