"""The life of a need: noted → confirmed by a body → met, or dropped with a reason. Each step can be taken back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.errors import BadInput
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.directory.domain.writing import shown_changed
from umsicht.situation.enums_needs import NeedState
from umsicht.situation.models import Need

S = NeedState


def rests_on_something(need: Need) -> str | None:
    return None if need.evidence.exists() else _("Please enter first what the need rests on.")


def _was_confirmed(need: Need) -> str | None:
    return None if need.confirmed_by else _("No body had confirmed it; it can be noted again.")


def _was_only_noted(need: Need) -> str | None:
    return _("A body had confirmed it; it can be taken up again as confirmed.") if need.confirmed_by else None


def _body(step: Step[Any]) -> str:
    """Raises BadInput: a confirmation names who gave it."""
    name = str(step.data.get("body", "")).strip()
    if not name:
        raise BadInput(_("Please name the body that confirmed the need."))
    return name[:200]


def _nothing(step: Step[Any]) -> str:
    return ""


def _no_day(step: Step[Any]) -> None:
    return None


def _shown(step: Step[Any]) -> None:
    shown_changed(step.obj.tenant)


_ENDED = {
    "ended_on": lambda step: clock.today(),
    "end_reason": lambda step: step.reason[:1000],
}
_OPEN_AGAIN = {"ended_on": _no_day, "end_reason": _nothing}


def _edge(name: str, sources: tuple[str, ...], target: str, label: Any, **more: Any) -> Transition:
    values: dict[str, Any] = {"permission": "situation.need.move", "automatic": not more.get("undo")} | more
    return Transition(name=name, sources=sources, target=target, label=label, effects=(_shown,), **values)


NEED = register(
    Procedure(
        name="situation.need",
        label=gettext_lazy("Need"),
        model="situation.Need",
        states=NeedState,
        initial=S.NOTED,
        final=(S.MET, S.DROPPED),
        description=gettext_lazy(
            "Somebody notes a need with what it rests on; a body of the council confirms it; it ends when it is met, or is "
            "dropped with a reason. Only confirmed needs stand on the portal."
        ),
        transitions=(
            _edge(
                "confirm",
                (S.NOTED,),
                S.CONFIRMED,
                gettext_lazy("Confirm"),
                permission="situation.need.confirm",
                guard=rests_on_something,
                inputs=("body", "decision", "on"),
                sets={
                    "confirmed_by": _body,
                    "decision_ref": lambda step: str(step.data.get("decision", ""))[:80],
                    "confirmed_on": lambda step: step.data.get("on") or clock.today(),
                },
            ),
            _edge(
                "meet",
                (S.CONFIRMED,),
                S.MET,
                gettext_lazy("Met"),
                needs_reason=True,
                permission="situation.need.confirm",
                sets=_ENDED,
                help=gettext_lazy("By what it is met. The reason stands on the portal if the need does."),
            ),
            _edge(
                "drop",
                (S.NOTED, S.CONFIRMED),
                S.DROPPED,
                gettext_lazy("Drop"),
                needs_reason=True,
                permission="situation.need.confirm",
                sets=_ENDED,
                help=gettext_lazy("Why it is not followed up."),
            ),
            _edge(
                "unconfirm",
                (S.CONFIRMED,),
                S.NOTED,
                gettext_lazy("Take back the confirmation"),
                needs_reason=True,
                undo=True,
                permission="situation.need.confirm",
                sets={"confirmed_by": _nothing, "decision_ref": _nothing, "confirmed_on": _no_day},
            ),
            _edge(
                "reopen",
                (S.MET,),
                S.CONFIRMED,
                gettext_lazy("It is not met after all"),
                needs_reason=True,
                undo=True,
                permission="situation.need.confirm",
                sets=_OPEN_AGAIN,
            ),
            _edge(
                "take_up",
                (S.DROPPED,),
                S.CONFIRMED,
                gettext_lazy("Take up again as confirmed"),
                needs_reason=True,
                undo=True,
                permission="situation.need.confirm",
                guard=_was_confirmed,
                sets=_OPEN_AGAIN,
            ),
            _edge(
                "note_again",
                (S.DROPPED,),
                S.NOTED,
                gettext_lazy("Note again"),
                needs_reason=True,
                undo=True,
                guard=_was_only_noted,
                sets=_OPEN_AGAIN,
            ),
        ),
    )
)
