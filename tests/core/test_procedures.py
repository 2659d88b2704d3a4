from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.core import Case, CaseState, make_procedure
from umsicht.core import procedures
from umsicht.core.procedures import Procedure, ProcedureError, Transition, reachable


def edge(name: str = "go", source: str = "draft", target: str = "sent", **fields: Any) -> Transition:
    return Transition(
        **({"name": name, "sources": (source,), "target": target, "permission": "p", "label": "L"} | fields)
    )


def fault(**fields: Any) -> str:
    with pytest.raises(ProcedureError) as error:
        make_procedure(**fields)
    return str(error.value)


def with_edge(**fields: Any) -> tuple[Transition, ...]:
    return (*make_procedure().transitions, edge(**fields))


def without(name: str) -> tuple[Transition, ...]:
    return tuple(t for t in make_procedure().transitions if t.name != name)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "case"}, "the name 'case' is not <package>.<noun>"),
        ({"model": "Case"}, "the model 'Case' is not <app>.<Model>"),
        ({"initial": "new"}, "the initial state 'new' does not exist"),
        ({"final": ("gone",)}, "the final state 'gone' does not exist"),
        ({"transitions": with_edge(name="send")}, "two transitions are named 'send'"),
        (
            {"transitions": with_edge(name="Send it")},
            "the transition name 'Send it' is not a verb in snake_case",
        ),
        ({"transitions": with_edge(target="lost")}, "go names the unknown state 'lost'"),
        ({"transitions": with_edge(sources=())}, "go starts nowhere"),
        ({"transitions": with_edge(sources=("draft", "draft"))}, "go names a source twice"),
        ({"transitions": with_edge(permission="")}, "go has no permission"),
        ({"transitions": with_edge(undo=True)}, "go is an undo without a reason"),
        ({"transitions": with_edge(fields=("state",))}, "go writes a field twice"),
        ({"transitions": with_edge(fields=("title",), sets={"title": str})}, "go writes a field twice"),
        (
            {"transitions": with_edge(fields=("title",), inputs=("title",))},
            "go has an input that is also a field",
        ),
        (
            {"transitions": with_edge(permission="tests.case.send")},
            "send and go are the same edge draft → sent",
        ),
        ({"transitions": without("accept")}, "the state 'accepted' is unreachable"),
        ({"final": ("accepted",)}, "the state 'refused' is a dead end not marked final"),
        ({"final": ("accepted", "refused", "sent")}, "the final state 'sent' is left by accept, refuse"),
    ],
)
def test_procedure_refuses_a_faulty_table(fields: dict[str, Any], message: str) -> None:
    assert message in fault(**fields)


def test_procedure_refuses_a_circle_without_an_end() -> None:
    class Trap(models.TextChoices):
        DRAFT = "draft", "Draft"
        DONE = "done", "Done"
        A = "a", "A"
        B = "b", "B"

    edges = (
        edge("end", "draft", "done"),
        edge("enter", "draft", "a"),
        edge("on", "a", "b"),
        edge("back", "b", "a"),
    )
    message = fault(states=Trap, initial="draft", final=("done",), transitions=edges)
    assert "the state 'a' never comes to an end; the state 'b' never comes to an end" in message


def test_procedure_counts_no_undo_as_a_way_forward() -> None:
    edges = tuple(
        replace(t, undo=True, needs_reason=True) if t.name == "accept" else t
        for t in make_procedure().transitions
    )
    assert "the state 'accepted' is unreachable" in fault(transitions=edges)


def test_procedure_allows_two_ways_between_the_same_states_for_different_people() -> None:
    assert "go" in make_procedure(transitions=with_edge(permission="tests.case.other"))


def test_register_refuses_a_second_table_on_the_same_field(procedure: Procedure) -> None:
    with pytest.raises(ProcedureError, match="registered twice"):
        procedures.register(make_procedure())
    with pytest.raises(ProcedureError, match=r"collide on core_tests\.Case"):
        procedures.register(make_procedure(name="tests.other"))


def test_procedures_of_finds_the_table_by_model(procedure: Procedure) -> None:
    assert procedures.procedures_of(Case()) == [procedure]


def test_procedures_of_says_when_there_is_no_table() -> None:
    with pytest.raises(LookupError, match=r"core_tests\.Case"):
        procedures.procedures_of(Case())


def test_all_procedures_lists_registered_tables(procedure: Procedure) -> None:
    assert procedure in procedures.all_procedures()


STATES = CaseState.values


@given(
    st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(STATES), st.booleans()), max_size=9),
    st.sets(st.sampled_from(STATES)),
)
def test_procedure_accepts_exactly_the_sound_tables(
    edges: list[tuple[str, str, bool]], final: set[str]
) -> None:
    """An independent reading of the rules: a matrix closure instead of the search used in the code."""
    table = tuple(
        edge(f"go{n}", source, target, permission=f"p{n}", undo=undo, needs_reason=undo)
        for n, (source, target, undo) in enumerate(edges)
    )
    way = {(a, b) for a, b, undo in edges if not undo and a != b}
    closed = set(way) | {(s, s) for s in STATES}
    for middle in STATES:
        closed |= {(a, d) for a, b in closed for c, d in closed if b == c == middle}
    sound = (
        all((CaseState.DRAFT.value, state) in closed for state in STATES)
        and all(any(a == state for a, _ in way) != (state in final) for state in STATES)
        and (not final or all(any((state, end) in closed for end in final) for state in STATES))
    )
    try:
        made = make_procedure(transitions=table, final=tuple(final))
    except ProcedureError:
        assert not sound
    else:
        assert sound
        assert reachable(made, made.initial) == set(STATES)
