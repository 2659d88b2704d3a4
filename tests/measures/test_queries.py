"""Reads of measures: filters, what is overdue, what the portal may say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.measures import make_goal, make_measure, make_milestone, make_note, make_partner
from tests.factories.offers import make_terms
from tests.factories.places import make_area
from tests.factories.tenancy import make_state, make_tenant
from tests.factories.vocabulary import make_term
from umsicht.core.errors import NotFound
from umsicht.measures.interfaces import lateness
from umsicht.measures.queries import measures as queries
from umsicht.measures.queries import public
from umsicht.measures.queries.measures import Wanted
from umsicht.places.enums import AreaKind
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.models import Term

pytestmark = [pytest.mark.django_db, pytest.mark.store]
TODAY = dt.date(2026, 11, 18)
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def town() -> Iterator[Tenant]:
    make_terms()
    tenant = make_tenant()
    make_area(AreaKind.CITY_DISTRICT, f"{tenant.key}-01", name="Zentrum")
    with scope(tenant=make_state()):
        theme = Term.objects.get(code="sucht")
    make_term(scheme="problem_field", code="suchtpraevention", parent=theme)
    with scope(tenant=tenant):
        yield tenant


def titles(wanted: Wanted, town: Tenant) -> list[str]:
    return [measure.title for measure in queries.listing(wanted, town)]


def test_what_is_overdue_says_why_in_short(town: Tenant) -> None:
    both = make_measure(town, "A", ends_on=YESTERDAY)
    make_milestone(both, "Leuchten bestellt", due_on=dt.date(2026, 6, 1))
    make_milestone(both, "Fertig", due_on=YESTERDAY, done_on=YESTERDAY)
    many = make_measure(town, "B")
    for number in range(3):
        make_milestone(many, f"Schritt {number}", due_on=dt.date(2026, 9, 1 + number))
    goal = make_measure(town, "C")
    make_goal(goal, "Weniger Beschwerden", target_on=dt.date(2026, 10, 1))
    make_measure(town, "D")
    found = list(queries.listing(Wanted(), town))
    assert lateness.reasons(found, TODAY) == {
        both.pk: "vorbei: Meilenstein „Leuchten bestellt“ 01.06.2026, 1 weiteres",
        many.pk: "vorbei: Meilenstein „Schritt 0“ 01.09.2026, 2 weitere",
        goal.pk: "vorbei: Ziel „Weniger Beschwerden“ 01.10.2026",
    }
    said = lateness.of_one(queries.measure_at_desk(both.pk), TODAY)
    assert said == "vorbei: Meilenstein „Leuchten bestellt“ 01.06.2026, Ende 17.11.2026"


def test_filters_narrow_and_nonsense_narrows_to_nothing_or_not_at_all(town: Tenant) -> None:
    office = make_organisation(town, name="Jugendamt")
    make_measure(town, "A Licht", districts=[f"{town.key}-01"], origin_ref="KPR 3/2019")
    make_measure(town, "B Gespräche", "delayed", problem_fields=["suchtpraevention"], lead=office)
    make_measure(town, "C Fest", "proposed", problem_fields=[])
    asked = {
        "text": Wanted(text="3/2019"),
        "state": Wanted(state="delayed"),
        "theme": Wanted(field="sucht"),
        "field": Wanted(field="suchtpraevention"),
        "district": Wanted(district=f"{town.key}-01"),
        "lead": Wanted(lead=office.pk),
        "backwards": Wanted(sort="-titel"),
        "nonsense": Wanted(state="kaputt", sort="kaputt"),
        "unknown field": Wanted(field="kaputt"),
    }
    assert {name: titles(wanted, town) for name, wanted in asked.items()} == {
        "text": ["A Licht"],
        "state": ["B Gespräche"],
        "theme": ["A Licht", "B Gespräche"],
        "field": ["B Gespräche"],
        "district": ["A Licht"],
        "lead": ["B Gespräche"],
        "backwards": ["C Fest", "B Gespräche", "A Licht"],
        "nonsense": ["A Licht", "B Gespräche", "C Fest"],
        "unknown field": [],
    }


def test_overdue_is_what_should_have_happened_by_yesterday(town: Tenant) -> None:
    make_measure(town, "A Ende vorbei", ends_on=YESTERDAY)
    make_milestone(make_measure(town, "B Meilenstein"), due_on=YESTERDAY)
    figures = {"indicator": "Lärm", "baseline": Decimal(48), "target": Decimal(30), "target_on": YESTERDAY}
    make_goal(make_measure(town, "C Ziel verfehlt"), actual=Decimal(33), actual_on=YESTERDAY, **figures)
    make_goal(make_measure(town, "D Ziel erreicht"), actual=Decimal(29), actual_on=YESTERDAY, **figures)
    make_milestone(make_measure(town, "E heute fällig", ends_on=TODAY), due_on=TODAY)
    make_milestone(make_measure(town, "F erledigt"), due_on=YESTERDAY, done_on=YESTERDAY)
    make_milestone(make_measure(town, "G abgeschlossen", "completed", ends_on=YESTERDAY), due_on=YESTERDAY)
    assert titles(Wanted(overdue=True), town) == ["A Ende vorbei", "B Meilenstein", "C Ziel verfehlt"]
    assert [goal.measure.title for goal in queries.overdue_goals(TODAY)] == ["C Ziel verfehlt"]
    assert [one.measure.title for one in queries.overdue_milestones(TODAY)] == ["B Meilenstein"]
    assert [measure.title for measure in queries.past_end(TODAY)] == ["A Ende vorbei"]


@pytest.mark.parametrize(
    ("baseline", "actual", "late"),
    [(None, None, True), (None, 5, True), (None, 6, False), (0, 5, True), (0, 6, False), (9, 7, True), (9, 6, False)],
)  # fmt: skip
def test_store_and_model_agree_on_what_is_missed(
    town: Tenant, baseline: int | None, actual: int | None, late: bool
) -> None:
    goal = make_goal(
        make_measure(town),
        indicator="Zahl",
        baseline=None if baseline is None else Decimal(baseline),
        target=Decimal(6),
        target_on=YESTERDAY,
        actual=None if actual is None else Decimal(actual),
        actual_on=YESTERDAY if actual is not None else None,
    )
    assert (queries.overdue_goals(TODAY).count() == 1, not goal.is_reached) == (late, late)


@pytest.mark.parametrize(
    ("until", "found"), [(TODAY + dt.timedelta(days=183), 1), (TODAY + dt.timedelta(days=184), 0), (YESTERDAY, 1)]
)  # fmt: skip
def test_money_that_ends_within_half_a_year_is_named(town: Tenant, until: dt.date, found: int) -> None:
    make_measure(town, funded_until=until)
    make_measure(town, state="stopped", funded_until=until)
    assert queries.funding_ends(TODAY).count() == found


def test_internal_measures_and_closed_portals_say_nothing(town: Tenant) -> None:
    make_measure(town, "Öffentlich", districts=[f"{town.key}-01"])
    hidden = make_measure(town, "Intern", is_public=False, districts=[f"{town.key}-01"])
    fields, districts = public.used()
    assert [measure.title for measure in public.tracker(Wanted(), town)] == ["Öffentlich"]
    assert (public.counts(Wanted(), town), fields["sucht"], districts[f"{town.key}-01"]) == (
        {"running": 1},
        1,
        1,
    )
    with pytest.raises(NotFound):
        public.public_measure(hidden.code)
    Tenant.objects.filter(pk=town.pk).update(is_active=False)
    assert (public.counts(Wanted(), town), list(public.tracker(Wanted(), town))) == ({}, [])


def test_the_portal_begins_with_what_needs_attention(town: Tenant) -> None:
    for state in ("completed", "running", "delayed", "proposed"):
        make_measure(town, state, state)
    assert [measure.state for measure in public.tracker(Wanted(), town)] == [
        "delayed", "running", "proposed", "completed",
    ]  # fmt: skip
    assert public.counts(Wanted(state="delayed"), town) == {
        "completed": 1, "running": 1, "delayed": 1, "proposed": 1,
    }  # fmt: skip


def test_internal_notes_stay_inside(town: Tenant) -> None:
    measure = make_measure(town)
    make_note(measure, "für alle")
    make_note(measure, "nur hier", is_public=False)
    assert [note.text for note in public.public_notes(public.public_measure(measure.code))] == ["für alle"]


def test_a_decision_finds_what_became_of_it(town: Tenant) -> None:
    make_measure(town, "Licht", origin_ref="KPR 4/2019")
    make_measure(town, "Intern", origin_ref="KPR 4/2019", is_public=False)
    make_measure(town, "Ohne Herkunft")
    assert [measure.title for measure in queries.from_origin("KPR 4/2019")] == ["Intern", "Licht"]
    found = public.from_origins(["KPR 4/2019", "", "KPR 9/2019"])
    assert {ref: [one.title for one in rows] for ref, rows in found.items()} == {"KPR 4/2019": ["Licht"]}
    assert list(queries.from_origin("")) == []


def test_the_portal_names_public_organisations_and_closed_ones(town: Tenant) -> None:
    closed = make_organisation(town, name="Alter Verein", is_public=False, closed_on=YESTERDAY)
    hidden = make_organisation(town, name="Versteckt", is_public=False)
    measure = make_measure(town, lead=hidden, lead_text="")
    for organisation in (closed, hidden):
        make_partner(measure, organisation=organisation)
    make_partner(measure, name="Verkehrsbetrieb")
    shown = public.public_measure(measure.code)
    assert (queries.lead_of(shown), queries.partners_of(shown)) == ("", ["Alter Verein", "Verkehrsbetrieb"])
