"""What must hold for every procedure table. Packages call these with their own Procedure and factories.

    from tests.core import procedure_checks as checks

    def test_offer_procedure_is_sound() -> None:
        checks.assert_sound(OFFER)

    @pytest.mark.store
    def test_offer_steps_keep_to_the_table(db) -> None:
        checks.assert_steps_only_from_their_sources(OFFER, make_in_state, coordinator, stranger, data={...})
        checks.assert_random_walks(OFFER, make_offer, coordinator, invariant=offer_is_consistent)
        checks.assert_double_click_counts_once(OFFER, make_in_state, coordinator)

`make_in_state(state)` returns a saved record in that state which no guard objects to. `data` gives, per transition
name, what apply() takes besides the reason.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import rules
from django.apps import apps
from django.db import connections, transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from umsicht.core.procedures import Procedure, Transition, reachable
from umsicht.core.transitions import TransitionDenied, apply, available

MakeInState = Callable[[str], Model]
Data = Mapping[str, Mapping[str, Any]]


class _Undo(Exception):
    """Takes an example back."""


def assert_sound(procedure: Procedure, *, permissions_exist: bool = True) -> None:
    """The graph and how it meets the model: states, default, length, labels, permissions."""
    states = set(procedure.states.values)
    assert reachable(procedure, procedure.initial) == states
    for state in states - set(procedure.final):
        assert [t for t in procedure.leaving(state) if not t.undo and t.target != state], (
            f"{state} is a dead end"
        )
        if procedure.final:
            assert reachable(procedure, state) & set(procedure.final), f"{state} never ends"
    app_label, name = procedure.model.lower().split(".")
    field = apps.all_models[app_label][name]._meta.get_field(procedure.state_field)
    assert dict(field.flatchoices) == dict(procedure.states.choices)
    assert field.get_default() == procedure.initial
    assert field.max_length >= max(map(len, states))
    for transition in procedure.transitions:
        assert str(transition.label).strip(), f"{transition.name} has no label"
        if permissions_exist and transition.permission:
            assert rules.rule_exists(transition.permission), f"no rule {transition.permission}"


def assert_steps_only_from_their_sources(
    procedure: Procedure, make_in_state: MakeInState, actor: Any, stranger: Any, *, data: Data | None = None
) -> None:
    """Each transition × each state: done, or refused with wrong_state; and never by the stranger."""
    for transition in procedure.transitions:
        for state in procedure.states.values:
            obj = make_in_state(state)
            if state not in transition.sources:
                assert _refusal(obj, transition, actor, data) == "wrong_state", (transition.name, state)
                assert _stored(obj, procedure) == state
                continue
            assert _refusal(obj, transition, stranger, data) == "not_allowed", (transition.name, state)
            assert transition.name not in [choice.name for choice in available(obj, stranger)]
            assert _stored(obj, procedure) == state
            person = actor if transition.permission else None
            if transition.needs_reason:
                with pytest.raises(TransitionDenied) as denied:
                    apply(obj, transition.name, actor=person, reason="  ", **_data(transition, data))
                assert denied.value.code == "reason_missing"
            if transition.permission:
                assert transition.name in [choice.name for choice in available(obj, actor)]
            step = apply(obj, transition.name, actor=person, reason="Grund", **_data(transition, data))
            assert (step.source, _stored(obj, procedure)) == (state, transition.target)


def assert_random_walks(
    procedure: Procedure,
    make: Callable[[], Model],
    actor: Any,
    *,
    invariant: Callable[[Any], object] = lambda obj: None,
    data: Data | None = None,
    walks: int = 30,
) -> None:
    """Whatever available() offers can be taken, the state stays in the table, and `invariant(obj)` never raises."""

    @settings(max_examples=walks, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.integers(0, 9), max_size=12))
    def walk(turns: list[int]) -> None:
        try:
            with transaction.atomic():
                obj = make()
                for turn in turns:
                    open_steps = [choice.name for choice in available(obj, actor) if choice.enabled]
                    if not open_steps:
                        assert getattr(obj, procedure.state_field) in procedure.final
                        break
                    transition = procedure[open_steps[turn % len(open_steps)]]
                    step = apply(obj, transition.name, actor=actor, reason="Grund", **_data(transition, data))
                    assert step.target in [t.target for t in procedure.leaving(step.source)]
                    assert _stored(obj, procedure) == step.target
                    invariant(obj)
                raise _Undo
        except _Undo:
            pass

    walk()


def assert_double_click_counts_once(
    procedure: Procedure, make_in_state: MakeInState, actor: Any, *, data: Data | None = None
) -> None:
    """The second of two equal requests that both loaded the old state is refused."""
    for transition in _moving(procedure):
        first = make_in_state(transition.sources[0])
        second = type(first)._base_manager.get(pk=first.pk)
        person = actor if transition.permission else None
        apply(first, transition.name, actor=person, reason="Grund", **_data(transition, data))
        assert _refusal(second, transition, person, data) == "wrong_state", transition.name


def race(obj: Model, name: str, actor: Any, *, clicks: int = 4, **data: Any) -> list[str]:
    """Take one step from `clicks` threads at once, each with its own connection; sorted outcomes ("done" or a code).

    Needs committed rows: use `django_db(transaction=True)`, and on SQLite a database in a file.
    """
    using = obj._state.db or "default"
    barrier, outcomes = threading.Barrier(clicks), []

    def click() -> None:
        try:
            own = type(obj)._base_manager.using(using).get(pk=obj.pk)
            barrier.wait(timeout=20)
            apply(own, name, actor=actor, reason="Grund", **data)
            outcomes.append("done")
        except TransitionDenied as denied:
            outcomes.append(denied.code)
        except Exception as error:  # noqa: BLE001 - reported by the caller's comparison
            outcomes.append(repr(error))
        finally:
            connections[using].close()

    threads = [threading.Thread(target=click) for _ in range(clicks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(outcomes)


def _moving(procedure: Procedure) -> list[Transition]:
    return [t for t in procedure.transitions if t.target not in t.sources]


def _data(transition: Transition, data: Data | None) -> dict[str, Any]:
    return dict((data or {}).get(transition.name, {}))


def _refusal(obj: Model, transition: Transition, actor: Any, data: Data | None) -> str:
    try:
        apply(obj, transition.name, actor=actor, reason="Grund", **_data(transition, data))
    except TransitionDenied as denied:
        return denied.code
    return "done"


def _stored(obj: Model, procedure: Procedure) -> str:
    rows = type(obj)._base_manager.filter(pk=obj.pk)
    return str(rows.values_list(procedure.state_field, flat=True).get())
