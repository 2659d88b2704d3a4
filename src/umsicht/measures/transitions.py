"""The life of a measure: proposed → planned → running ⇄ delayed → completed, or stopped with a reason.

Forward steps are also the system's (import, demo). Each leaves a row in Status, which is what the public sees.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.directory.domain.writing import shown_changed
from umsicht.measures.enums import MeasureState
from umsicht.measures.models import Measure, Status

S = MeasureState


def day_of(step: Step[Any]) -> dt.date:
    """The day a step counts from: as entered, else today."""
    on: dt.date | None = step.data.get("on")
    return on or clock.today()


def ready_to_plan(measure: Measure) -> str | None:
    """Why it can't be planned yet, or None. Names everything missing at once."""
    wanted: dict[str, Any] = {
        _("cause it addresses"): measure.cause,
        _("in charge"): measure.lead_id or measure.lead_text,
        _("problem fields"): measure.problem_fields,
    }
    missing = [name for name, value in wanted.items() if not value]
    return _("Still missing: %(fields)s.") % {"fields": ", ".join(missing)} if missing else None


def has_result(measure: Measure) -> str | None:
    return None if measure.result and measure.result_on else _("Please enter the result first.")


def _ran(measure: Measure) -> bool:
    """Whether it had begun: its first day alone may have been a plan."""
    return Status.objects.filter(measure=measure, state=S.RUNNING, taken_back=False).exists()


def _begun(measure: Measure) -> str | None:
    return None if _ran(measure) else _("It had not begun; it can be proposed again.")


def _not_begun(measure: Measure) -> str | None:
    return _("It had begun; it can be taken up again.") if _ran(measure) else None


def _noted(step: Step[Any]) -> None:
    Status.objects.create(
        tenant=step.obj.tenant,
        measure=step.obj,
        state=step.target,
        on=day_of(step),
        reason=step.reason[:1000],
    )
    shown_changed(step.obj.tenant)


def _taken_back(step: Step[Any]) -> None:
    """The last row was a mistake; a row of its own only where what is left says another state than the measure."""
    rows = Status.objects.filter(measure=step.obj, taken_back=False).order_by("-pk")
    last = rows.first()
    if last is not None:
        last.taken_back = True
        last.save(update_fields=["taken_back"])
    left = rows.first()
    if left is None or left.state != step.target:
        Status.objects.create(tenant=step.obj.tenant, measure=step.obj, state=step.target, on=clock.today())
    shown_changed(step.obj.tenant)


def _forward(name: str, sources: tuple[str, ...], target: str, label: Any, **more: Any) -> Transition:
    """A step on: it counts from a day that may be entered, and the public sees it."""
    values: dict[str, Any] = {
        "permission": "measures.measure.move",
        "inputs": ("on",),
        "automatic": True,
    } | more
    return Transition(name=name, sources=sources, target=target, label=label, effects=(_noted,), **values)


def _undo(name: str, source: str, target: str, label: Any, **more: Any) -> Transition:
    values: dict[str, Any] = {"permission": "measures.measure.move"} | more
    return Transition(
        name=name,
        sources=(source,),
        target=target,
        label=label,
        effects=(_taken_back,),
        undo=True,
        needs_reason=True,
        **values,
    )


MEASURE = register(
    Procedure(
        name="measures.measure",
        label=gettext_lazy("Measure"),
        model="measures.Measure",
        states=MeasureState,
        initial=S.PROPOSED,
        final=(S.COMPLETED, S.STOPPED),
        description=gettext_lazy(
            "Somebody proposes a measure; the office plans it with goals, begins it, and says when it falls behind. It "
            "ends with a result, or is stopped with a reason. The public sees each state with its day."
        ),
        transitions=(
            _forward("plan", (S.PROPOSED,), S.PLANNED, gettext_lazy("Plan"), guard=ready_to_plan),
            _forward(
                "start",
                (S.PLANNED,),
                S.RUNNING,
                gettext_lazy("Begin"),
                sets={"starts_on": lambda step: step.obj.starts_on or day_of(step)},
            ),
            _forward(
                "delay",
                (S.RUNNING,),
                S.DELAYED,
                gettext_lazy("Report a delay"),
                needs_reason=True,
                help=gettext_lazy("The reason stands on the portal if the measure does."),
            ),
            _forward("catch_up", (S.DELAYED,), S.RUNNING, gettext_lazy("Back on plan")),
            _forward(
                "complete",
                (S.RUNNING, S.DELAYED),
                S.COMPLETED,
                gettext_lazy("Complete"),
                guard=has_result,
                permission="measures.measure.close",
            ),
            _forward(
                "stop",
                (S.PROPOSED, S.PLANNED, S.RUNNING, S.DELAYED),
                S.STOPPED,
                gettext_lazy("Stop"),
                needs_reason=True,
                permission="measures.measure.close",
                help=gettext_lazy("The reason stands on the portal if the measure does."),
            ),
            _undo("unplan", S.PLANNED, S.PROPOSED, gettext_lazy("Take back the planning")),
            _undo("unstart", S.RUNNING, S.PLANNED, gettext_lazy("Take back the beginning")),
            _undo(
                "reopen",
                S.COMPLETED,
                S.RUNNING,
                gettext_lazy("Take up again"),
                permission="measures.measure.close",
            ),
            _undo(
                "revive",
                S.STOPPED,
                S.RUNNING,
                gettext_lazy("Take up again"),
                permission="measures.measure.close",
                guard=_begun,
            ),
            _undo(
                "reconsider",
                S.STOPPED,
                S.PROPOSED,
                gettext_lazy("Propose again"),
                permission="measures.measure.close",
                guard=_not_begun,
            ),
        ),
    )
)
