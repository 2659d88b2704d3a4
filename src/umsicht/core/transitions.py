"""The transition engine. Every change of state in the house is one call of apply().

apply() holds the row, asks state, permission, guard and reason in this order, changes the record, writes the journal
and runs the effects, all in one transaction. available() answers the same questions without changing anything, so a
button is never offered that apply() would refuse.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import router, transaction
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.errors import NotFound, UmsichtError
from umsicht.core.procedures import (
    Effect,
    Guard,
    Procedure,
    ProcedureError,
    Text,
    Transition,
    all_procedures,
    procedures_of,
    register,
)

__all__ = [
    "Choice",
    "Effect",
    "Guard",
    "Procedure",
    "ProcedureError",
    "Step",
    "Transition",
    "TransitionDenied",
    "all_procedures",
    "apply",
    "available",
    "register",
    "why_not",
]

M = TypeVar("M", bound=Model)

_STATUS = {"wrong_state": 409, "guard": 409, "not_allowed": 403, "reason_missing": 400}


class TransitionDenied(UmsichtError):
    """The step was not taken and nothing was written. `code` is wrong_state, not_allowed, guard or reason_missing."""

    def __init__(self, code: str, message: str, *, transition: str) -> None:
        super().__init__(message, code=code)
        self.status = _STATUS[code]
        self.transition = transition


@dataclass(frozen=True)
class Step(Generic[M]):
    """A step being taken (what effects receive) and, returned by apply(), a step taken."""

    procedure: Procedure
    transition: Transition
    obj: M
    actor: Any
    source: str
    target: str
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One button. `disabled_reason` is set when the person may take the step but a guard stands against it now."""

    name: str
    label: Text
    target: str
    needs_reason: bool
    undo: bool
    help: Text = ""
    disabled_reason: Text = ""
    fields: tuple[str, ...] = ()

    @property
    def enabled(self) -> bool:
        return not self.disabled_reason


def apply(obj: M, name: str, /, *, actor: Any, reason: str = "", **data: Any) -> Step[M]:
    """Take the step `name`, or raise and change nothing.

    The record is re-read under a row lock first: unsaved changes on `obj` are lost, and of two simultaneous calls one
    finds the state already changed. `data` may hold the transition's `fields` and `inputs` only (else TypeError).
    `actor=None` is the system itself and may take automatic transitions only.
    Raises TransitionDenied; NotFound when the row or the transition does not exist; whatever an effect raises.
    """
    procedure, transition = _find(obj, name)
    unknown = data.keys() - {*transition.fields, *transition.inputs}
    if unknown:
        raise TypeError(f"{procedure.action(transition)} takes no {', '.join(sorted(unknown))}.")
    using = obj._state.db or router.db_for_write(type(obj), instance=obj)  # noqa: SLF001 - Django's own idiom
    kept: dict[str, Any] = {}
    try:
        with transaction.atomic(using=using):
            _lock(obj, using)
            step = Step(
                procedure,
                transition,
                obj,
                actor,
                source=getattr(obj, procedure.state_field),
                target=transition.target,
                reason=reason.strip(),
                data=data,
            )
            denial = _denial(step)
            if denial is not None:
                raise denial
            _change(step, kept)
            for effect in transition.effects:
                effect(step)
            _run_after(step, using)
    except BaseException:
        for attname, value in kept.items():
            setattr(obj, attname, value)
        raise
    return step


def available(obj: Model, actor: Any) -> list[Choice]:
    """The steps `actor` could take now, in table order: right state and permission; a guard's answer disables.

    Asks no lock and, beyond what predicates and guards need, no query. Steps of the system are never offered.
    """
    if actor is None:
        return []
    return [
        _choice(transition, obj)
        for procedure in procedures_of(obj)
        for transition in procedure.leaving(getattr(obj, procedure.state_field))
        if _allowed(transition, obj, actor)
    ]


def _choice(transition: Transition, obj: Model) -> Choice:
    return Choice(
        name=transition.name,
        label=transition.label,
        target=transition.target,
        needs_reason=transition.needs_reason,
        undo=transition.undo,
        help=transition.help,
        disabled_reason=(transition.guard(obj) if transition.guard else None) or "",
        fields=transition.fields,
    )


def why_not(obj: M, name: str, /, *, actor: Any) -> TransitionDenied | None:
    """What apply() would answer for the record as it is in memory; the reason counts as given. None means: go."""
    procedure, transition = _find(obj, name)
    source = getattr(obj, procedure.state_field)
    return _denial(Step(procedure, transition, obj, actor, source, transition.target, reason="-"))


def _find(obj: Model, name: str) -> tuple[Procedure, Transition]:
    for procedure in procedures_of(obj):
        if name in procedure:
            return procedure, procedure[name]
    raise NotFound(_("This step does not exist."), code="unknown_transition")


def _lock(obj: Model, using: str) -> None:
    """Re-read `obj` under a lock held until the transaction ends.

    PostgreSQL locks the row. SQLite ignores FOR UPDATE, but its transactions begin IMMEDIATE there (settings), which
    lets one writer in at a time; were they not, the later writer's update would fail as locked, never be lost.
    """
    if obj.pk is None:
        raise ValueError("Save the record before it takes a step.")
    manager = type(obj)._base_manager  # noqa: SLF001 - re-reads a row the caller already holds, so no scope is asked
    tenant = obj._state.fields_cache.get("tenant")  # noqa: SLF001 - a record never changes its tenant, and the journal asks
    try:
        obj.refresh_from_db(from_queryset=manager.using(using).select_for_update(of=("self",)))
    except type(obj).DoesNotExist as error:  # type: ignore[attr-defined]
        raise NotFound(_("This record no longer exists.")) from error
    if tenant is not None:
        obj._state.fields_cache["tenant"] = tenant  # noqa: SLF001 - see above


def _allowed(transition: Transition, obj: Model, actor: Any) -> bool:
    if actor is None:
        return transition.automatic
    return bool(transition.permission) and bool(actor.has_perm(transition.permission, obj))


def _wrong_state(transition: Transition) -> TransitionDenied:
    message = _("The record has changed meanwhile; this step is no longer open.")
    return TransitionDenied("wrong_state", message, transition=transition.name)


def _denial(step: Step[Any]) -> TransitionDenied | None:
    transition = step.transition
    deny = partial(TransitionDenied, transition=transition.name)
    if step.source not in transition.sources:
        return _wrong_state(transition)
    if not _allowed(transition, step.obj, step.actor):
        return deny("not_allowed", _("You are not allowed to take this step."))
    objection = transition.guard(step.obj) if transition.guard else None
    if objection:
        return deny("guard", str(objection))
    if transition.needs_reason and not step.reason:
        return deny("reason_missing", _("Please give a reason."))
    return None


def _change(step: Step[Any], kept: dict[str, Any]) -> None:
    """Write state, fields and journal. Old values land in `kept`, so the caller can restore the object on failure."""
    obj, state_field, transition = step.obj, step.procedure.state_field, step.transition
    values: dict[str, Any] = {state_field: step.target}
    values |= {name: step.data[name] for name in transition.fields if name in step.data}
    values |= {name: value(step) for name, value in transition.sets.items()}
    touched = {name: cast("Field[Any, Any]", obj._meta.get_field(name)) for name in values}  # noqa: SLF001
    stamps = [f for f in obj._meta.concrete_fields if getattr(f, "auto_now", False)]  # noqa: SLF001
    kept |= {f.attname: getattr(obj, f.attname) for f in (*touched.values(), *stamps)}
    before = {name: f.value_from_object(obj) for name, f in touched.items()}
    for name, value in values.items():
        setattr(obj, name, value)
    _claim(step, values)
    obj.save(update_fields=[*values, *(f.name for f in stamps if f.name not in values)])
    after = {name: f.value_from_object(obj) for name, f in touched.items()}
    changed = [name for name in values if name == state_field or before[name] != after[name]]
    journal.record(
        step.procedure.action(transition),
        obj,
        actor=step.actor,
        before=_plain((name, before[name]) for name in changed),
        after=_plain((name, after[name]) for name in changed),
        reason=step.reason,
    )


def _run_after(step: Step[Any], using: str) -> None:
    """Robust: the change stands by then, so one failing message must neither stop the others nor look like a refusal."""
    for effect in step.transition.after:

        def run(effect: Effect = effect) -> None:  # a function, because Django logs its __qualname__
            effect(step)

        transaction.on_commit(run, using=using, robust=True)


def _claim(step: Step[Any], values: Mapping[str, Any]) -> None:
    """Move the state only where it still is what was read: holds even on a store without any lock.

    All values at once, because a constraint may tie a state to a field ("published" needs its date).
    """
    obj, state_field = step.obj, step.procedure.state_field
    rows = type(obj)._base_manager.using(obj._state.db).filter(pk=obj.pk)  # noqa: SLF001
    if rows.filter(**{state_field: step.source}).update(**values) != 1:
        raise _wrong_state(step.transition)


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def _plain(values: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    """JSON-able copies; what JSON does not know (files, for one) becomes its text."""
    return cast("dict[str, Any]", json.loads(json.dumps(dict(values), cls=_Encoder)))
