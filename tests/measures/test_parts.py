"""Goals, milestones, notes and partners: what belongs together, what is refused, what the log keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.measures import make_goal, make_measure, make_milestone, make_note, make_partner
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.measures.domain.parts import change_part, remove_part
from umsicht.measures.errors import WrongFloor
from umsicht.measures.models import Goal, Measure, Milestone
from umsicht.measures.queries.measures import measure_at_desk, pyramid
from umsicht.measures.values import amount, euros
from umsicht.tenancy.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.store]
TOMORROW = dt.date(2026, 11, 19)


@pytest.fixture
def measure() -> Iterator[Measure]:
    make_terms()
    tenant = make_tenant()
    with scope(tenant=tenant):
        yield make_measure(tenant)


def test_the_pyramid_stands_with_what_serves_a_goal_below_it(measure: Measure) -> None:
    top = make_goal(measure, "Sicher unterwegs")
    second = make_goal(measure, "Gute Nachbarschaft")
    middle = make_goal(measure, "Wege sind hell", level="intermediate", parent=top)
    make_goal(measure, "Feste feiern", level="action", parent=second)
    make_goal(measure, "Leuchten reparieren", level="action", parent=middle)
    found = [(depth, goal.text) for depth, goal in pyramid(measure_at_desk(measure.pk))]
    assert found == [
        (0, "Sicher unterwegs"),
        (1, "Wege sind hell"),
        (2, "Leuchten reparieren"),
        (0, "Gute Nachbarschaft"),
        (1, "Feste feiern"),
    ]


def test_a_goal_serves_only_a_higher_one_of_its_measure(measure: Measure) -> None:
    top, action = make_goal(measure), make_goal(measure, level="action")
    elsewhere = make_goal(make_measure(measure.tenant))
    for values in (
        {"level": "guiding", "parent": top},
        {"level": "intermediate", "parent": action},
        {"level": "action", "parent": elsewhere},
    ):
        with pytest.raises(WrongFloor):
            make_goal(measure, **values)
    middle = make_goal(measure, level="intermediate", parent=top)
    make_goal(measure, level="action", parent=middle)
    with pytest.raises(WrongFloor):
        change_part(part=middle, actor=None, level="action")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"target": Decimal(3)}, "was die Zahlen zählen"),
        ({"indicator": "Streifen", "actual": Decimal(3)}, "von welchem Tag"),
        ({"indicator": "Streifen", "actual": Decimal(3), "actual_on": TOMORROW}, "noch vor uns"),
    ],
)
def test_figures_say_what_they_count_and_as_of_when(
    measure: Measure, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        make_goal(measure, **wrong)
    assert Goal.objects.count() == 0


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "reached"),
    [
        (60, 120, 156, True),
        (60, 120, 119, False),
        (48, 30, 33, False),
        (48, 30, 30, True),
        (None, 6, 5, False),
        (9, 0, None, None),
        (9, None, 2, None),
        (5, 5, 5, True),
    ],
)
def test_whether_a_goal_is_reached_depends_on_where_it_began(
    baseline: int | None, target: int | None, actual: int | None, reached: bool | None
) -> None:
    numbers = [None if value is None else Decimal(value) for value in (baseline, target, actual)]
    goal = Goal(baseline=numbers[0], target=numbers[1], actual=numbers[2])
    assert goal.is_reached is reached


def test_a_goal_that_others_serve_stays(measure: Measure) -> None:
    top = make_goal(measure)
    below = make_goal(measure, level="action", parent=top)
    with pytest.raises(Conflict):
        remove_part(part=top, actor=None, reason="doppelt")
    remove_part(part=below, actor=None, reason="doppelt")
    remove_part(part=top, actor=None, reason="doppelt")
    assert Goal.objects.count() == 0


def test_the_log_keeps_what_was_removed_and_why(measure: Measure) -> None:
    goal = make_goal(measure, "Hell", indicator="Leuchten", target=Decimal("2.5"))
    remove_part(part=goal, actor=make_member(measure.tenant, Role.EDITOR), reason="doppelt eingetragen")
    event = AuditEvent.objects.get(action="measures.goal.remove")
    assert (event.reason, event.before["text"], event.before["target"]) == (
        "doppelt eingetragen", "Hell", "2.50",
    )  # fmt: skip


def test_a_deviation_says_why_and_nothing_happened_tomorrow(measure: Measure) -> None:
    for wrong in ({"kind": "deviation"}, {"on": TOMORROW}):
        with pytest.raises(BadInput):
            make_note(measure, **wrong)
    assert make_note(measure, kind="deviation", reason="Pandemie").reason == "Pandemie"


def test_a_milestone_is_done_on_a_day_that_has_come(measure: Measure) -> None:
    one = make_milestone(measure)
    with pytest.raises(BadInput):
        change_part(part=one, actor=None, done_on=TOMORROW)
    change_part(part=one, actor=None, done_on=dt.date(2026, 11, 18))
    assert Milestone.objects.get().done_on == dt.date(2026, 11, 18)


def test_a_partner_is_an_entry_or_a_name_and_comes_once(measure: Measure) -> None:
    entry = make_organisation(measure.tenant)
    make_partner(measure, organisation=entry)
    make_partner(measure, name="Verkehrsbetrieb")
    for wrong in ({}, {"organisation": entry, "name": "Verein"}, {"organisation": entry}):
        with pytest.raises(BadInput):
            make_partner(measure, **wrong)
    assert measure.partners.count() == 2


def test_members_add_and_remove_nothing(measure: Measure) -> None:
    goal, member = make_goal(measure), make_member(measure.tenant, Role.MEMBER)
    with pytest.raises(NotAllowed):
        change_part(part=goal, actor=member, text="Anders")
    with pytest.raises(NotAllowed):
        remove_part(part=goal, actor=member, reason="weg")


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (Decimal("120.00"), "120 Streifen"), (Decimal("12.50"), "12,5 Streifen"), (Decimal(0), "0 Streifen"), (Decimal(1200), "1.200 Streifen")],
)  # fmt: skip
def test_figures_are_written_as_people_write_them(value: Decimal | None, text: str) -> None:
    assert amount(value, "Streifen") == text


def test_cents_show_only_where_there_are_some() -> None:
    assert [euros(cents) for cents in (None, 1850000, 1999, 0)] == [
        "", "18.500\u00a0€", "19,99\u00a0€", "0\u00a0€",
    ]  # fmt: skip
