"""Procedures as tables: which states a record can be in and who may move it from one to the next.

A domain package declares one Procedure per state field in its `transitions.py` and hands it to register(). The table
is checked when it is built, so a procedure with a trap or an edge without a permission stops the start. The engine
that runs the tables is transitions.py; the drawings made from them are diagrams.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model, TextChoices
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from umsicht.core.transitions import Step

Text = str | Promise
Guard = Callable[[Any], "Text | None"]
"""Looks at the record alone and answers None, or why the step can't be taken now (shown to people)."""
Effect = Callable[["Step[Any]"], None]
Value = Callable[["Step[Any]"], Any]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PROCEDURE_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class ProcedureError(ValueError):
    """A table that can't be right. Raised when it is built; names every problem at once."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Transition:
    """One edge: `name` is the verb in the journal, `label` the word on the button.

    guard         a reason why not, or None; for people who may take the step the button is then shown disabled
    fields        names of record fields that apply(**data) may set in the same update
    inputs        names of further data that only the effects see
    sets          record fields computed in the same update, such as a date stamp
    effects       run in the transaction after the change; an exception undoes everything
    after         run once the transaction is committed; an exception is logged and changes nothing
    undo          takes an earlier step back; always needs a reason, never counts as a way forward
    automatic     the system itself (actor None) may take it; without a permission nobody else may
    """

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    label: Text
    guard: Guard | None = None
    needs_reason: bool = False
    fields: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    sets: Mapping[str, Value] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    after: tuple[Effect, ...] = ()
    undo: bool = False
    automatic: bool = False
    help: Text = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Procedure:
    """The table of one state field. `name` is "<package>.<noun>" and starts each journal action.

    `model` is Django's label ("offers.Offer"). `final` states are ends on purpose: only undo edges may leave them.
    Raises ProcedureError listing every fault.
    """

    name: str
    label: Text
    model: str
    states: type[TextChoices]
    initial: str
    transitions: tuple[Transition, ...]
    final: tuple[str, ...] = ()
    state_field: str = "state"
    description: Text = ""

    def __post_init__(self) -> None:
        faults = [*_name_faults(self), *_state_faults(self)]
        if not faults:
            faults = [*_edge_faults(self), *_flow_faults(self)]
        if faults:
            raise ProcedureError(f"Procedure {self.name}: " + "; ".join(faults) + ".")

    def __getitem__(self, name: str) -> Transition:
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise KeyError(name)

    def __contains__(self, name: str) -> bool:
        return any(transition.name == name for transition in self.transitions)

    def leaving(self, state: str) -> Iterator[Transition]:
        """The edges out of `state`, in table order."""
        return (transition for transition in self.transitions if state in transition.sources)

    def action(self, transition: Transition) -> str:
        """The journal action of an edge: "<package>.<noun>.<verb>"."""
        return f"{self.name}.{transition.name}"


def _name_faults(procedure: Procedure) -> Iterator[str]:
    if not _PROCEDURE_NAME.fullmatch(procedure.name):
        yield f"the name {procedure.name!r} is not <package>.<noun>"
    if procedure.model.count(".") != 1:
        yield f"the model {procedure.model!r} is not <app>.<Model>"
    names = [transition.name for transition in procedure.transitions]
    yield from (
        f"two transitions are named {name!r}" for name in sorted({n for n in names if names.count(n) > 1})
    )
    yield from (
        f"the transition name {name!r} is not a verb in snake_case"
        for name in names
        if not _NAME.fullmatch(name)
    )


def _state_faults(procedure: Procedure) -> Iterator[str]:
    states = set(procedure.states.values)
    if procedure.initial not in states:
        yield f"the initial state {procedure.initial!r} does not exist"
    yield from (
        f"the final state {state!r} does not exist" for state in procedure.final if state not in states
    )
    for transition in procedure.transitions:
        if not transition.sources:
            yield f"{transition.name} starts nowhere"
        if len(set(transition.sources)) < len(transition.sources):
            yield f"{transition.name} names a source twice"
        yield from (
            f"{transition.name} names the unknown state {state!r}"
            for state in (*transition.sources, transition.target)
            if state not in states
        )


def _edge_faults(procedure: Procedure) -> Iterator[str]:
    seen: dict[tuple[str, str, str], str] = {}
    for transition in procedure.transitions:
        if not transition.permission and not transition.automatic:
            yield f"{transition.name} has no permission"
        if transition.undo and not transition.needs_reason:
            yield f"{transition.name} is an undo without a reason"
        written = [*transition.fields, *transition.sets]
        if procedure.state_field in written or len(set(written)) < len(written):
            yield f"{transition.name} writes a field twice"
        if set(transition.inputs) & set(written):
            yield f"{transition.name} has an input that is also a field"
        for source in transition.sources:
            edge = (source, transition.target, transition.permission)
            if source != transition.target and edge in seen:
                yield f"{seen[edge]} and {transition.name} are the same edge {source} → {transition.target}"
            seen.setdefault(edge, transition.name)


def reachable(procedure: Procedure, start: str) -> set[str]:
    """Every state that forward edges (no undo) lead to from `start`, itself included."""
    found, todo = {start}, [start]
    while todo:
        for transition in procedure.leaving(todo.pop()):
            if not transition.undo and transition.target not in found:
                found.add(transition.target)
                todo.append(transition.target)
    return found


def _flow_faults(procedure: Procedure) -> Iterator[str]:
    final = set(procedure.final)
    from_start = reachable(procedure, procedure.initial)
    for state in procedure.states.values:
        forward = [t.name for t in procedure.leaving(state) if not t.undo and t.target != state]
        if state not in from_start:
            yield f"the state {state!r} is unreachable"
        elif state in final and forward:
            yield f"the final state {state!r} is left by {', '.join(forward)}"
        elif state not in final and not forward:
            yield f"the state {state!r} is a dead end not marked final"
        elif final and not final & reachable(procedure, state):
            yield f"the state {state!r} never comes to an end"


# ---- the registry ----------------------------------------------------------------------------------------

_procedures: dict[str, Procedure] = {}


def register(procedure: Procedure) -> Procedure:
    """Make a table known to apply(), available() and the generated docs. Returns it for `X = register(Procedure(…))`.

    Transition names must be unique over all procedures of one model, so that a name alone says which edge is meant.
    """
    for other in _procedures.values():
        if other.name == procedure.name:
            raise ProcedureError(f"Procedure {procedure.name} is registered twice.")
        shared = {t.name for t in other.transitions} & {t.name for t in procedure.transitions}
        if other.model == procedure.model and (shared or other.state_field == procedure.state_field):
            raise ProcedureError(
                f"Procedures {other.name} and {procedure.name} collide on {procedure.model}."
            )
    _procedures[procedure.name] = procedure
    return procedure


def all_procedures() -> list[Procedure]:
    """Every registered table, by name; imports each app's `transitions` module first."""
    autodiscover_modules("transitions")
    return [_procedures[name] for name in sorted(_procedures)]


def procedures_of(obj: Model) -> list[Procedure]:
    """The tables of a record's model (usually one). Raises LookupError when there is none."""
    label = obj._meta.concrete_model._meta.label if obj._meta.concrete_model else obj._meta.label  # noqa: SLF001
    found = [procedure for procedure in _procedures.values() if procedure.model == label]
    if not found:
        raise LookupError(f"No procedure is registered for {label}.")
    return found
