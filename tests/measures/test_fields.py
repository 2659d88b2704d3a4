"""Problem fields of a council: one priority a day, decisions, and the list with what is known of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django_scopes import scope

from tests.factories.measures import make_decision, make_measure, make_priority
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, NotAllowed, NotFound
from umsicht.measures.domain.fields import change_row, remove_row, set_priority
from umsicht.measures.interfaces.field_words import branches, decision_text
from umsicht.measures.models import FieldDecision, Measure, Priority
from umsicht.measures.queries import fields as queries
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
FIRST, LATER, TODAY = dt.date(2025, 1, 1), dt.date(2026, 1, 1), dt.date(2026, 11, 18)


@pytest.fixture
def town() -> Iterator[Tenant]:
    make_terms()
    tenant = make_tenant()
    with scope(tenant=tenant):
        yield tenant


def test_a_new_priority_ends_the_one_before(town: Tenant) -> None:
    make_priority(town, rank=3, starts_on=FIRST)
    make_priority(town, rank=1, starts_on=LATER)
    assert [(row.rank, row.starts_on, row.ends_on) for row in queries.priorities_of("sucht")] == [
        (1, LATER, None),
        (3, FIRST, LATER - dt.timedelta(days=1)),
    ]
    assert queries.priorities_on(LATER - dt.timedelta(days=1))["sucht"].rank == 3
    assert queries.priorities_on(TODAY)["sucht"].rank == 1
    assert queries.priorities_on(FIRST - dt.timedelta(days=1)) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": FIRST},
        {"starts_on": dt.date(2024, 1, 1), "ends_on": FIRST},
        {"starts_on": dt.date(2024, 1, 1)},
        {"starts_on": TODAY, "ends_on": FIRST},
        {"starts_on": TODAY, "rank": 0},
        {"starts_on": TODAY, "rank": 100},
        {"starts_on": TODAY, "reason": ""},
        {"starts_on": TODAY, "field": "gibt-es-nicht"},
    ],
)
def test_of_one_field_one_priority_with_reason_holds_on_a_day(town: Tenant, wrong: dict[str, Any]) -> None:
    make_priority(town, starts_on=FIRST, ends_on=LATER)
    with pytest.raises(BadInput):
        make_priority(town, **wrong)
    assert Priority.objects.values_list("starts_on", "ends_on").get() == (FIRST, LATER)


def test_only_the_coordinator_sets_priorities(town: Tenant) -> None:
    with pytest.raises(NotAllowed):
        set_priority(
            tenant=town,
            actor=make_member(town, Role.EDITOR),
            field="sucht",
            rank=1,
            starts_on=TODAY,
            reason="Weil",
        )


def test_a_priority_is_corrected_and_removed_with_a_reason_in_the_log(town: Tenant) -> None:
    row, actor = make_priority(town), make_member(town, Role.COORDINATOR)
    assert change_row(row=row, actor=actor, rank=2)
    assert not change_row(row=row, actor=actor, rank=2)
    remove_row(row=row, actor=actor, reason="falsches Feld")
    event = AuditEvent.objects.get(action="measures.priority.remove")
    assert (event.reason, event.before["field"], event.before["rank"]) == ("falsches Feld", "sucht", 2)
    assert Priority.objects.count() == 0


def test_a_decision_stands_once_and_lies_not_ahead(town: Tenant) -> None:
    make_decision(town, decision_ref="BA-002/2019", step="added")
    for wrong in (
        {"decision_ref": "BA-002/2019", "step": "added"},
        {"on": TODAY + dt.timedelta(days=1)},
    ):
        with pytest.raises(BadInput):
            make_decision(town, **wrong)
    assert FieldDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"step": "added", "on": dt.date(2019, 1, 1), "precision": "year"}, "BA-002/2019 (ergänzt, 2019)"),
        ({"step": "set"}, "BA-002/2019 (von Anfang an gesetzt)"),
    ],
)
def test_a_day_is_shown_as_exactly_as_it_is_known(town: Tenant, fields: dict[str, Any], text: str) -> None:
    assert decision_text(make_decision(town, decision_ref="BA-002/2019", **fields)) == text


def test_the_list_knows_rank_decisions_and_measures_of_each_field(town: Tenant) -> None:
    make_priority(town, rank=2, starts_on=FIRST)
    make_decision(town, decision_ref="GO", step="set")
    make_measure(town)
    (branch,) = branches(town, TODAY, Measure.objects.all())
    assert branch.priority is not None
    assert (branch.entry.code, branch.priority.rank, branch.decisions, branch.measures) == (
        "sucht", 2, ("GO (von Anfang an gesetzt)",), 1,
    )  # fmt: skip


def test_rows_of_another_field_or_town_are_out_of_reach(town: Tenant) -> None:
    row = make_priority(town)
    with pytest.raises(NotFound):
        queries.row_at_desk(Priority, "gewalt", row.pk)
    with scope(tenant=make_tenant()), pytest.raises(NotFound):
        queries.row_at_desk(Priority, "sucht", row.pk)
