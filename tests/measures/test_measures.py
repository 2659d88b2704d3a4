"""Measures through their domain functions: entering, changing, moving from state to state, what the history says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.measures import DAY, make_goal, make_measure, make_milestone
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, NotAllowed, NotFound
from umsicht.core.meanwhile import ChangedMeanwhile, stamp
from umsicht.core.transitions import TransitionDenied, available
from umsicht.measures.domain.measures import change_measure, create_measure, move
from umsicht.measures.models import Measure
from umsicht.measures.queries.measures import history, measure_at_desk
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
TODAY = dt.date(2026, 11, 18)


@pytest.fixture
def town() -> Iterator[Tenant]:
    make_terms()
    tenant = make_tenant()
    with scope(tenant=tenant):
        yield tenant


def states(measure: Measure) -> list[str]:
    return [row.state for row in history(measure_at_desk(measure.pk))]


def test_a_measure_gets_an_address_of_its_own(town: Tenant) -> None:
    assert [make_measure(town, "Mehr Licht!").code for _number in range(3)] == [
        "mehr-licht", "mehr-licht-2", "mehr-licht-3",
    ]  # fmt: skip


def test_only_those_who_edit_enter_measures(town: Tenant) -> None:
    member = make_member(town, Role.MEMBER)
    with pytest.raises(NotAllowed):
        create_measure(tenant=town, actor=member, title="Streifen")
    assert Measure.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"problem_fields": ["gibt-es-nicht"]}, "Bitte wählen Sie aus der Liste"),
        ({"problem_fields": ["sucht", "sucht"]}, "Bitte wählen Sie aus der Liste"),
        ({"districts": ["14511000-99"]}, "Bitte wählen Sie aus der Liste"),
        ({"starts_on": TODAY, "ends_on": DAY}, "vor dem Beginn"),
        ({"result": "Fertig."}, "von welchem Tag"),
        ({"budget_cents": -1}, "Budget"),
        ({"title": "x" * 161}, "Titel"),
        ({"cause": "x" * 1501}, "Ursache"),
    ],
)
def test_wrong_values_are_refused(town: Tenant, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        make_measure(town, **{"title": "Streifen", "state": "proposed"} | wrong)
    assert Measure.objects.count() == 0


def test_an_organisation_of_another_town_leads_nothing_here(town: Tenant) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = make_organisation(other)
    with pytest.raises(BadInput):
        make_measure(town, lead=foreign)


def test_a_change_is_journalled_field_by_field(town: Tenant) -> None:
    measure, editor = make_measure(town, budget_cents=100), make_member(town, Role.EDITOR)
    changed = change_measure(measure=measure, actor=editor, budget_cents=25000, cause=measure.cause)
    event = AuditEvent.objects.get(action="measures.measure.change")
    assert (changed, event.before, event.after) == (True, {"budget_cents": 100}, {"budget_cents": 25000})
    assert not change_measure(measure=measure, actor=editor, budget_cents=25000)


def test_two_people_at_one_field_are_told(town: Tenant) -> None:
    measure, editor = make_measure(town, summary="alt"), make_member(town, Role.EDITOR)
    seen = stamp({"summary": "alt"})
    change_measure(measure=measure, actor=editor, summary="von einer anderen Person")
    with pytest.raises(ChangedMeanwhile):
        change_measure(measure=measure, actor=editor, stamp=seen, summary="von mir")


def test_history_shows_each_state_with_its_day_and_reason(town: Tenant) -> None:
    measure = make_measure(town, state="running")
    move(measure=measure, step="delay", actor=None, reason="Ersatzteile fehlen.", on=dt.date(2026, 5, 4))
    move(measure=measure, step="catch_up", actor=None, on=dt.date(2026, 6, 1))
    found = [(row.state, row.on, row.reason) for row in history(measure_at_desk(measure.pk))]
    assert found == [
        ("proposed", DAY, ""),
        ("planned", DAY, ""),
        ("running", DAY, ""),
        ("delayed", dt.date(2026, 5, 4), "Ersatzteile fehlen."),
        ("running", dt.date(2026, 6, 1), ""),
    ]
    assert measure.starts_on == DAY


@pytest.mark.parametrize(
    ("on", "said"), [(dt.date(2026, 3, 1), "02.03.2026"), (TODAY + dt.timedelta(days=1), "noch vor uns")]
)
def test_a_step_counts_from_a_day_between_the_last_state_and_today(
    town: Tenant, on: dt.date, said: str
) -> None:
    measure = make_measure(town, state="planned")
    with pytest.raises(BadInput, match=said):
        move(measure=measure, step="start", actor=None, on=on)
    assert states(measure) == ["proposed", "planned"]


def test_planning_needs_cause_field_and_somebody_in_charge(town: Tenant) -> None:
    measure = make_measure(town, state="proposed", cause="", lead_text="", problem_fields=[])
    with pytest.raises(TransitionDenied, match=r"Ursache.*zuständig.*Problemfelder"):
        move(measure=measure, step="plan", actor=None)


def test_completing_needs_a_result(town: Tenant) -> None:
    measure = make_measure(town)
    with pytest.raises(TransitionDenied, match="Ergebnis"):
        move(measure=measure, step="complete", actor=None)
    change_measure(measure=measure, actor=None, result="Ruhiger.", result_on=DAY)
    move(measure=measure, step="complete", actor=None)
    assert measure.state == "completed"
    with pytest.raises(BadInput):
        change_measure(measure=measure, actor=None, result="", result_on=None)


@pytest.mark.parametrize("step", ["delay", "stop"])
def test_bad_news_needs_a_reason(town: Tenant, step: str) -> None:
    with pytest.raises(TransitionDenied, match="Grund"):
        move(measure=make_measure(town), step=step, actor=None)


def test_a_step_that_was_a_mistake_leaves_the_history(town: Tenant) -> None:
    measure, coordinator = make_measure(town, state="delayed"), make_member(town, Role.COORDINATOR)
    move(measure=measure, step="stop", actor=None, reason="Kein Geld.")
    move(measure=measure, step="revive", actor=coordinator, reason="Es war doch Geld da.")
    assert (measure.state, states(measure)) == (
        "running",
        ["proposed", "planned", "running", "delayed", "running"],
    )
    move(measure=measure, step="unstart", actor=coordinator, reason="Versehen")
    assert states(measure)[-1] == measure.state == "planned"


def test_what_never_ran_is_proposed_again_and_not_taken_up(town: Tenant) -> None:
    measure, coordinator = make_measure(town, state="planned"), make_member(town, Role.COORDINATOR)
    move(measure=measure, step="stop", actor=None, reason="Kein Bedarf.")
    enabled = [choice.name for choice in available(measure, coordinator) if choice.enabled]
    move(measure=measure, step="reconsider", actor=coordinator, reason="Neuer Anlass")
    assert (enabled, states(measure)) == (["reconsider"], ["proposed", "planned", "proposed"])


def test_an_editor_moves_on_but_only_the_office_ends(town: Tenant) -> None:
    measure, editor = make_measure(town), make_member(town, Role.EDITOR)
    assert [choice.name for choice in available(measure, editor)] == ["delay", "unstart"]
    with pytest.raises(TransitionDenied):
        move(measure=measure, step="stop", actor=editor, reason="Schluss")


def test_an_unknown_step_does_not_exist(town: Tenant) -> None:
    with pytest.raises(NotFound):
        move(measure=make_measure(town), step="explode", actor=None)


def test_the_store_itself_refuses_an_end_without_result(town: Tenant) -> None:
    measure = make_measure(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(state="completed")


def test_parts_of_another_town_are_out_of_reach(town: Tenant) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = make_measure(other)
        make_goal(foreign)
        make_milestone(foreign)
    with pytest.raises(NotFound):
        measure_at_desk(foreign.pk)
