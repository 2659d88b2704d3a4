"""What evidence says, and what it must not say: nothing a town does not have, nothing of another time, no demo unmarked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope

from tests.factories.council import make_body, make_seat
from tests.factories.directory import make_organisation
from tests.factories.fieldwork import make_finding, make_inspection
from tests.factories.measures import make_measure
from tests.factories.reporting import make_entry
from tests.factories.situation import make_figures, statewide
from tests.factories.tenancy import make_state, make_tenant
from tests.factories.vocabulary import load_curated
from umsicht.core import clock
from umsicht.core.evidence import Ask, Statement
from umsicht.reporting.evidence import providers
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@pytest.fixture
def town() -> Iterator[Tenant]:
    """A municipality with the curated words and its scope open."""
    load_curated()
    tenant = make_tenant(slug="musterstadt")
    with scope(tenant=tenant):
        yield tenant


def said(tenant: Tenant, code: str, *, public: bool = True, **period: Any) -> list[Statement]:
    ask = Ask(tenant, **({"first": FIRST, "last": LAST, "as_of": clock.today(), "public": public} | period))
    return list(providers()[code].gather(ask))


def test_a_town_without_a_council_keeps_no_list_of_fields(town: Tenant) -> None:
    assert said(town, "measures.fields") == []
    make_body(town, "Arbeitsgruppe")
    assert said(town, "measures.fields") == []


def test_a_council_that_is_not_public_keeps_its_list_to_itself(town: Tenant) -> None:
    make_body(town, "Präventionsrat", kind="council", is_public=False)
    assert said(town, "measures.fields") == []
    assert "Der Präventionsrat führt" in said(town, "measures.fields", public=False)[0].text


def test_without_a_council_the_fields_of_measures_are_named_alone(town: Tenant) -> None:
    make_measure(town, is_public=False)
    assert said(town, "measures.fields") == []
    make_measure(town)
    (one,) = said(town, "measures.fields")
    assert one.text == "Zu einem Problemfeld gibt es Beschlüsse oder Maßnahmen."
    assert [record.key for record in one.records] == ["sucht"]


def test_the_network_is_made_of_organisations_and_proven_by_them(town: Tenant) -> None:
    assert said(town, "directory.network") == []
    for number, sector in enumerate(("vereine", "vereine", "polizei")):
        make_organisation(town, slug=f"stelle-{number}", sector=sector, is_demo=number == 0)
    make_organisation(town, is_public=False, sector="justiz")
    (one,) = said(town, "directory.network")
    assert one.text.startswith("Zum Netzwerk gehören zwei Bereiche: ")
    assert "Justiz" not in one.text
    assert one.grid is not None
    assert sorted(number for _name, number in one.grid.rows) == ["1", "2"]
    assert {record.kind for record in one.records} == {"directory.organisation"}
    assert one.is_demo


@pytest.mark.parametrize(
    "topic", ["fields", "participation", "cooperation", "exchange", "database", "conclusion"]
)
@pytest.mark.parametrize("kind", ["event", "figure"])
def test_an_event_proves_something_for_its_own_time_only(town: Tenant, topic: str, kind: str) -> None:
    fields: dict[str, Any] = {"topic": topic, "kind": kind, "value": 250 if kind == "figure" else None}
    make_entry(town, text="Auftakt 2019", on=dt.date(2019, 2, 6), **fields)
    assert said(town, f"chronicle.{topic}") == []
    make_entry(town, text="Auftakt 2026", on=dt.date(2026, 2, 6), **fields)
    assert ["Auftakt 2026" in one.text for one in said(town, f"chronicle.{topic}")] == [True]


@pytest.mark.parametrize("topic", ["alliance", "structure", "paper"])
def test_how_things_came_to_be_is_told_of_earlier_years_too(town: Tenant, topic: str) -> None:
    make_entry(town, topic=topic, on=dt.date(1998, 2, 4))
    assert len(said(town, f"chronicle.{topic}")) == 1


def test_what_holds_may_be_older_than_the_period(town: Tenant) -> None:
    make_entry(town, kind="fact", on=None, text="Ohne Tag")
    make_entry(town, kind="fact", on=dt.date(2019, 1, 1), text="Seit 2019")
    make_entry(town, kind="fact", on=dt.date(2027, 1, 1), text="Erst 2027")
    assert len(said(town, "chronicle.participation")) == 2


@pytest.mark.parametrize(
    ("fields", "inside"),
    [
        ({"on": dt.date(2025, 12, 30), "until": dt.date(2026, 1, 2)}, True),
        ({"on": dt.date(2025, 12, 30), "until": dt.date(2025, 12, 31)}, False),
        ({"on": dt.date(2025, 1, 1), "precision": "year"}, False),
        ({"on": dt.date(2026, 12, 1), "precision": "month"}, True),
    ],
)
def test_an_event_of_several_days_or_of_a_month_counts_where_it_reaches_into_the_period(
    town: Tenant, fields: dict[str, Any], *, inside: bool
) -> None:
    make_entry(town, **fields)
    assert bool(said(town, "chronicle.participation")) is inside
    assert bool(said(town, "chronicle.events")) is inside


def test_a_month_known_only_as_such_may_lie_in_a_period_that_begins_within_it(town: Tenant) -> None:
    make_entry(town, on=dt.date(2018, 12, 1), precision="month")
    period = {"first": dt.date(2018, 12, 15), "last": dt.date(2020, 12, 15)}
    assert len(said(town, "chronicle.participation", **period)) == 1


def test_topics_are_named_as_headings() -> None:
    labels = [str(one.label) for code, one in providers().items() if code.startswith("chronicle.")]
    assert [label for label in labels if label[:1] != label[:1].upper()] == []
    assert "Allianz und Land" in labels


def test_the_overview_lists_who_takes_part_and_counts_the_others() -> None:
    state = make_state()
    names = {"burkhardtsdorf": "Burkhardtsdorf", "baerenstein": "Bärenstein", "zwoenitz": "Zwönitz"}
    towns = [make_tenant(slug=slug, name=name) for slug, name in names.items()]
    make_tenant(slug="oelsnitz", name="Oelsnitz", is_active=False)
    with scope(tenant=towns[0]):
        make_body(towns[0], "Präventionsrat", kind="council", is_demo=True)
    with scope(tenant=state):
        (one,) = said(state, "overview.towns")
    assert one.text.startswith(
        "Von vier Kommunen nehmen drei teil, eine nimmt nicht teil. Einen Präventionsrat zeigt eine von ihnen."
    )
    assert one.grid is not None
    assert [row[0] for row in one.grid.rows] == ["Bärenstein", "Burkhardtsdorf (Demo)", "Zwönitz"]
    assert one.is_demo


def test_an_overview_without_demo_records_is_not_marked_as_one() -> None:
    state, other = make_state(), make_tenant()
    with scope(tenant=other):
        make_body(other, "Präventionsrat", kind="council")
    with scope(tenant=state):
        (one,) = said(state, "overview.towns")
    assert not one.is_demo


def test_the_state_office_says_how_each_district_stands(tmp_path: Path) -> None:
    state, own = make_state(key="14"), make_tenant()
    rows = [row for year in range(2017, 2023) for row in statewide(year, "892000", [500])]
    make_figures(tmp_path, rows)
    with scope(tenant=state):
        (one,) = said(state, "situation.districts")
    assert one.text.startswith(
        "Gewaltkriminalität 2022 in 13 Kreisen, verglichen mit den fünf Jahren davor: "
    )
    assert one.grid is not None
    assert len(one.grid.rows) == 13
    assert {row[-1] for row in one.grid.rows} <= {"üblich", "mehr als üblich", "weniger als üblich"}
    with scope(tenant=own):
        assert said(own, "situation.districts") == []


def test_a_seat_on_a_body_of_the_state_is_said_with_its_article(town: Tenant) -> None:
    state = Tenant.objects.get(kind="state")
    with scope(tenant=state):
        body = make_body(state, "Arbeitsgruppe des Landes")
        for office in (f"Stadt {town.name}", "Stadt Anderswo"):
            make_seat(body, office)
    texts = " ".join(one.text for one in said(town, "council.state"))
    assert f"Die Stadt {town.name} ist dort Mitglied, dazu eine Kommune." in texts


def test_inspections_in_daylight_say_nothing_of_the_dark(town: Tenant) -> None:
    walk = make_inspection(town, steps=("hold",), is_night=False, is_public=True, day=dt.date(2026, 5, 4))
    make_finding(walk)
    (one,) = said(town, "fieldwork.inspections", public=False)
    assert one.text == (
        "Im Zeitraum fand eine gemeinsame Ortsbegehung statt. "
        "Daraus ergab sich eine Feststellung; sie ist noch nicht erledigt."
    )
