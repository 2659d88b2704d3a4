"""The lives of patrols, inspections, findings, photos and conflict cases."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.directory.domain.writing import shown_changed
from umsicht.fieldwork import guards
from umsicht.fieldwork.enums import (
    CaseState,
    FindingState,
    InspectionState,
    PhotoState,
    ShiftState,
)
from umsicht.fieldwork.models import Photo
from umsicht.files.domain.uploads import change as change_file
from umsicht.files.enums import Visibility

_PATROL = "fieldwork.patrol.move"
_WALK = "fieldwork.inspection.move"
_FINDING = "fieldwork.finding.move"
_PHOTO = "fieldwork.photo.handle"


SH, INS, F, P = ShiftState, InspectionState, FindingState, PhotoState


def _shown(step: Step[Any]) -> None:
    shown_changed(step.obj.tenant)


def _edge(
    permission: str, name: str, sources: tuple[str, ...], target: str, label: Any, **more: Any
) -> Transition:
    """A step that the system may take too (the demo does), unless it takes another one back."""
    return Transition(
        name=name,
        sources=sources,
        target=target,
        permission=permission,
        label=label,
        needs_reason=more.pop("needs_reason", bool(more.get("undo"))),
        automatic=not more.get("undo"),
        **more,
    )


SHIFT = register(
    Procedure(
        name="fieldwork.shift",
        label=gettext_lazy("Joint patrol"),
        model="fieldwork.PatrolShift",
        states=ShiftState,
        initial=SH.PLANNED,
        final=(SH.HELD, SH.CANCELLED),
        description=gettext_lazy(
            "Only patrols that took place are counted. Planned ones never leave the desk."
        ),
        transitions=(
            _edge(
                _PATROL,
                "hold",
                (SH.PLANNED,),
                SH.HELD,
                gettext_lazy("Has taken place"),
                guard=guards.begun,
                effects=(_shown,),
            ),
            _edge(
                _PATROL,
                "cancel",
                (SH.PLANNED,),
                SH.CANCELLED,
                gettext_lazy("Cancel the patrol"),
                needs_reason=True,
            ),
            _edge(
                _PATROL,
                "take_back",
                (SH.HELD, SH.CANCELLED),
                SH.PLANNED,
                gettext_lazy("Set back to planned"),
                effects=(_shown,),
                undo=True,
            ),
        ),
    )
)

INSPECTION = register(
    Procedure(
        name="fieldwork.inspection",
        label=gettext_lazy("Site inspection"),
        model="fieldwork.Inspection",
        states=InspectionState,
        initial=INS.PLANNED,
        final=(INS.CLOSED, INS.CANCELLED),
        description=gettext_lazy(
            "An inspection is planned, takes place, is reported and ends when all its findings are settled."
        ),
        transitions=(
            _edge(
                _WALK, "hold", (INS.PLANNED,), INS.HELD, gettext_lazy("Has taken place"), guard=guards.begun
            ),
            _edge(
                _WALK,
                "report",
                (INS.HELD,),
                INS.REPORTED,
                gettext_lazy("Finish the report"),
                guard=guards.found_something,
                effects=(_shown,),
                help=gettext_lazy("If it is set to public, the portal shows it from now on."),
            ),
            _edge(
                _WALK,
                "close",
                (INS.REPORTED,),
                INS.CLOSED,
                gettext_lazy("Complete"),
                guard=guards.all_settled,
                effects=(_shown,),
            ),
            _edge(
                _WALK,
                "cancel",
                (INS.PLANNED,),
                INS.CANCELLED,
                gettext_lazy("Cancel the inspection"),
                needs_reason=True,
            ),
            _edge(
                _WALK,
                "take_back",
                (INS.REPORTED, INS.CLOSED),
                INS.HELD,
                gettext_lazy("Open the report of the inspection again"),
                effects=(_shown,),
                undo=True,
            ),
        ),
    )
)

FINDING = register(
    Procedure(
        name="fieldwork.finding",
        label=gettext_lazy("Finding of an inspection"),
        model="fieldwork.Finding",
        states=FindingState,
        initial=F.OPEN,
        final=(F.DONE,),
        transitions=(
            _edge(
                _FINDING,
                "start",
                (F.OPEN, F.POSTPONED),
                F.IN_WORK,
                gettext_lazy("Take in work"),
                effects=(_shown,),
            ),
            _edge(
                _FINDING,
                "finish",
                (F.OPEN, F.IN_WORK, F.POSTPONED),
                F.DONE,
                gettext_lazy("Mark as done"),
                effects=(_shown,),
            ),
            _edge(
                _FINDING,
                "postpone",
                (F.OPEN, F.IN_WORK),
                F.POSTPONED,
                gettext_lazy("Postpone"),
                needs_reason=True,
                effects=(_shown,),
            ),
            _edge(
                _FINDING,
                "reopen",
                (F.DONE,),
                F.IN_WORK,
                gettext_lazy("Take up again"),
                effects=(_shown,),
                undo=True,
            ),
        ),
    )
)


def _publish(step: Step[Photo]) -> None:
    change_file(file=step.obj.file, actor=step.actor, values={"visibility": Visibility.PUBLIC})


def _hide(step: Step[Photo]) -> None:
    change_file(file=step.obj.file, actor=step.actor, values={"visibility": Visibility.DESK})


PHOTO = register(
    Procedure(
        name="fieldwork.photo",
        label=gettext_lazy("Photo of an inspection"),
        model="fieldwork.Photo",
        states=PhotoState,
        initial=P.RAW,
        final=(P.RELEASED,),
        description=gettext_lazy(
            "A picture is for the office alone until somebody has looked for faces and plates."
        ),
        transitions=(
            _edge(
                _PHOTO,
                "check",
                (P.RAW,),
                P.CHECKED,
                gettext_lazy("Nobody is recognisable"),
                guard=guards.is_clean,
            ),
            _edge(
                _PHOTO,
                "release",
                (P.CHECKED,),
                P.RELEASED,
                gettext_lazy("Show on the portal"),
                guard=guards.is_clean,
                effects=(_publish, _shown),
            ),
            _edge(
                _PHOTO,
                "withdraw",
                (P.RELEASED, P.CHECKED),
                P.RAW,
                gettext_lazy("Take off the portal"),
                effects=(_hide, _shown),
                undo=True,
            ),
        ),
    )
)


def _today(step: Step[Any]) -> dt.date:
    return clock.today()


C = CaseState
_CASE = "fieldwork.case.move"
CASE = register(
    Procedure(
        name="fieldwork.case",
        label=gettext_lazy("Conflict case"),
        model="fieldwork.ConflictCase",
        states=CaseState,
        initial=C.INTAKE,
        final=(C.CLOSED, C.PASSED_ON),
        description=gettext_lazy(
            "Concern, check of competence, talks with all sides, agreement, a second look, end. No step asks for a "
            "reason, because the log keeps no free text about conflicts."
        ),
        transitions=(
            _edge(_CASE, "accept", (C.INTAKE,), C.CHECKED, gettext_lazy("Accept"), guard=guards.ours),
            _edge(
                _CASE,
                "pass_on",
                (C.INTAKE, C.CHECKED),
                C.PASSED_ON,
                gettext_lazy("Pass on"),
                guard=guards.others,
                sets={"closed_on": _today},
            ),
            _edge(
                _CASE, "talk", (C.CHECKED,), C.TALKS, gettext_lazy("Talks have begun"), guard=guards.has_talks
            ),
            _edge(_CASE, "agree", (C.TALKS,), C.AGREED, gettext_lazy("Agreed"), guard=guards.has_agreement),
            _edge(_CASE, "follow_up", (C.AGREED,), C.FOLLOWED_UP, gettext_lazy("Looked at again")),
            _edge(_CASE, "talk_again", (C.AGREED, C.FOLLOWED_UP), C.TALKS, gettext_lazy("Talk again")),
            _edge(
                _CASE,
                "close",
                (C.CHECKED, C.TALKS, C.AGREED, C.FOLLOWED_UP),
                C.CLOSED,
                gettext_lazy("Close the case"),
                sets={"closed_on": _today},
            ),
        ),
    )
)
