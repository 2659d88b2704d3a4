"""Year plans at the desk: what the office sees, and what it must not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from tests.factories.planning import make_entry, make_plan
from tests.factories.tenancy import make_tenant
from tests.factories.vocabulary import make_many_terms
from umsicht.planning.domain.plans import Made, release_plan
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/jahresplaene"


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    make_many_terms([("school_type", "oberschule", {"label_de": "Oberschule", "extra": {"grades": [5, 10]}})])
    with scope(tenant=town):
        yield town


def plan(town: Tenant, name: str, offers: int, *, released: bool = True) -> Made:
    made = make_plan(town, class_name=name)
    provider = make_organisation(town)
    for _number in range(offers):
        make_entry(made.plan, make_offer(provider, problem_fields=["sucht"]))
    if released:
        release_plan(plan=made.plan, released=True)
    return made


def test_without_a_plan_the_page_says_how_one_comes_here(desk: Client) -> None:
    page = desk.get(BASE).text
    assert "Noch ist kein Plan freigegeben" in page
    assert 'href="/musterstadt/jahresplan"' in page


def test_same_grade_with_three_similar_offers_and_with_none(desk: Client, town: Tenant) -> None:
    plan(town, "8a", 3)
    plan(town, "8b", 0)
    page = desk.get(BASE).text
    assert "Gleiche Stufe, ungleiche Pläne" in page
    assert "3 zu „Sucht“" in page
    assert "kein Angebot" in page


def test_a_plan_that_is_not_released_is_not_here(desk: Client, town: Tenant) -> None:
    hidden = plan(town, "8x", 2, released=False)
    plan(town, "8a", 1)
    page = desk.get(BASE).text
    assert ("Klasse 8a" in page, "Klasse 8x" in page) == (True, False)
    assert desk.get(f"{BASE}/{hidden.plan.pk}").status_code == 404


def test_one_plan_shows_neither_of_its_addresses(desk: Client, town: Tenant) -> None:
    made = plan(town, "8a", 1)
    page = desk.get(f"{BASE}/{made.plan.pk}").text
    assert "Jahresplan Klasse 8a, 2026/27" in page
    assert [word for word in (made.key, made.plan.share_key, made.plan.edit_digest) if word in page] == []


def test_plans_of_the_next_town_are_not_here(desk: Client, town: Tenant) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = plan(other, "9z", 1)
    assert "9z" not in desk.get(BASE).text
    assert desk.get(f"{BASE}/{foreign.plan.pk}").status_code == 404


def test_tables_to_take_away_leave_small_numbers_out(desk: Client, town: Tenant) -> None:
    for name, offers in (("8a", 1), ("8b", 1), ("8c", 0)):
        plan(town, name, offers)
    body = desk.get(f"{BASE}/themen.csv").content.decode("utf-8-sig")
    rows = {
        row["Thema"]: row["Oberschule, Klasse 8"] for row in csv.DictReader(io.StringIO(body), delimiter=";")
    }
    assert (rows["Pläne"], rows["Sucht"], rows["Medien Online"]) == ("3", "unter 3", "0")
    listed = desk.get(f"{BASE}/liste.csv?befund=leer").content.decode("utf-8-sig")
    assert [row["Klasse oder Gruppe"] for row in csv.DictReader(io.StringIO(listed), delimiter=";")] == [
        "Klasse 8c"
    ]


@pytest.mark.parametrize(
    "query", ["schuljahr=x", "klasse=99", "art=%00", "seite=-1", "sortierung=-nichts", "nach=q"]
)
def test_any_address_gives_a_page(desk: Client, town: Tenant, query: str) -> None:
    plan(town, "8a", 1)
    assert desk.get(f"{BASE}?{query}").status_code == 200


def test_list_sorts_by_number_of_offers(desk: Client, town: Tenant) -> None:
    plan(town, "8a", 1)
    plan(town, "8b", 2)
    page = desk.get(f"{BASE}?sortierung=-angebote").text
    table = page[page.index("Freigegebene Jahrespläne") :]
    assert table.index("Klasse 8b") < table.index("Klasse 8a")


def test_list_costs_the_same_for_few_and_many(desk: Client, town: Tenant) -> None:
    """Reads of plans and offers alone: what the side navigation counts is other pages' own."""

    def reads() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(BASE).status_code == 200
        return sum("planning_" in query["sql"] for query in captured)

    plan(town, "8a", 1)
    few = reads()
    plan(town, "8b", 2)
    plan(town, "8c", 3)
    assert reads() == few == 2
