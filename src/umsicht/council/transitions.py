"""The ways of a meeting, of its items, of tasks and of circular votes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.council import telling
from umsicht.council.enums import CircularState, ItemState, MeetingState, Mode, TaskState
from umsicht.council.models import Attendance, Meeting
from umsicht.council.queries.attendance import seats_on
from umsicht.directory.domain.writing import shown_changed

M, ITEM_STATE, TASK_STATE, C = MeetingState, ItemState, TaskState, CircularState


def _now(step: Step[Any]) -> dt.datetime:
    """A demo or an import may say when that was."""
    at: dt.datetime | None = step.data.get("at")
    return at or clock.now()


def _ready(meeting: Meeting) -> str | None:
    """Why nobody can be invited yet, all at once."""
    missing = []
    if not meeting.items.exists():
        missing.append(_("an agenda"))
    if meeting.mode != Mode.ONLINE and not meeting.place:
        missing.append(_("the place"))
    if not seats_on(meeting.body, clock.local(meeting.starts_at).date()):
        missing.append(_("seats of this body"))
    return _("Still missing: %(fields)s.") % {"fields": ", ".join(missing)} if missing else None


def _all_dealt_with(meeting: Meeting) -> str | None:
    left = meeting.items.filter(state=ItemState.OPEN).count()
    return _("%(n)s items are still open. Finish them or put them off.") % {"n": left} if left else None


def seat_rows(meeting: Meeting) -> None:
    """A row for each seat that runs on the day of the meeting; rows that are there stay."""
    day = clock.local(meeting.starts_at).date()
    held = set(meeting.attendances.values_list("seat_id", flat=True))
    Attendance.objects.bulk_create(
        Attendance(tenant=meeting.tenant, meeting=meeting, seat=seat)
        for seat in seats_on(meeting.body, day)
        if seat.pk not in held
    )


def _seats(step: Step[Any]) -> None:
    seat_rows(step.obj)


def _told(kind: str) -> Any:
    def tell(step: Step[Any]) -> None:
        if not step.data.get("quietly"):
            telling.tell_meeting(step.obj, kind, reason=step.reason)

    return tell


def _shown(step: Step[Any]) -> None:
    shown_changed(step.obj.tenant)


def _next_sequence(step: Step[Any]) -> int:
    return int(step.obj.sequence) + 1


MEETING = register(
    Procedure(
        name="council.meeting",
        label=gettext_lazy("Meeting"),
        model="council.Meeting",
        states=M,
        initial=M.PLANNED,
        final=(M.APPROVED, M.CANCELLED),
        description=gettext_lazy(
            "The office prepares a meeting, invites, takes the minutes while it takes place and closes it. The minutes are "
            "approved in the next meeting; after that they are only corrected by additions."
        ),
        transitions=(
            Transition(
                name="invite",
                sources=(M.PLANNED,),
                target=M.INVITED,
                permission="council.meeting.change",
                label=gettext_lazy("Invite"),
                guard=_ready,
                inputs=("at", "quietly"),
                sets={"invited_at": _now},
                effects=(_seats, _told("invited"), _shown),
                automatic=True,
                help=gettext_lazy(
                    "All who hold a seat get a mail with the date for their calendar and a link to agenda and answer."
                ),
            ),
            Transition(
                name="begin",
                sources=(M.INVITED,),
                target=M.RUNNING,
                permission="council.minutes.write",
                label=gettext_lazy("Open the meeting"),
                inputs=("at",),
                sets={"started_at": _now},
                effects=(_seats, _shown),
                automatic=True,
            ),
            Transition(
                name="close",
                sources=(M.RUNNING,),
                target=M.HELD,
                permission="council.minutes.write",
                label=gettext_lazy("Close the meeting"),
                guard=_all_dealt_with,
                inputs=("at",),
                sets={"closed_at": _now},
                effects=(_shown,),
                automatic=True,
                help=gettext_lazy("Public decisions then appear on the portal."),
            ),
            Transition(
                name="approve",
                sources=(M.HELD,),
                target=M.APPROVED,
                permission="council.minutes.approve",
                label=gettext_lazy("Approve the minutes"),
                fields=("approved_in",),
                inputs=("at",),
                sets={"approved_at": _now},
                effects=(_shown,),
                automatic=True,
                help=gettext_lazy(
                    "After that the text stays as it is; mistakes are corrected by additions. Minutes of public items "
                    "appear on the portal."
                ),
            ),
            Transition(
                name="take_up",
                sources=(M.HELD,),
                target=M.RUNNING,
                permission="council.minutes.write",
                label=gettext_lazy("Open again"),
                needs_reason=True,
                undo=True,
                effects=(_shown,),
            ),
            Transition(
                name="call_off",
                sources=(M.PLANNED, M.INVITED),
                target=M.CANCELLED,
                permission="council.meeting.change",
                label=gettext_lazy("Call off"),
                needs_reason=True,
                sets={"sequence": _next_sequence},
                effects=(_told("cancelled"), _shown),
                help=gettext_lazy("Those invited get a mail that takes the date out of their calendars."),
            ),
            Transition(
                name="plan_again",
                sources=(M.CANCELLED,),
                target=M.PLANNED,
                permission="council.meeting.change",
                label=gettext_lazy("Plan again"),
                needs_reason=True,
                undo=True,
                effects=(_shown,),
            ),
        ),
    )
)

ITEM = register(
    Procedure(
        name="council.item",
        label=gettext_lazy("Agenda item"),
        model="council.AgendaItem",
        states=ITEM_STATE,
        initial=ITEM_STATE.OPEN,
        final=(ITEM_STATE.DONE, ITEM_STATE.DEFERRED),
        description=gettext_lazy(
            "An item is dealt with or put off; what was put off is proposed for the next agenda."
        ),
        transitions=(
            Transition(
                name="finish",
                sources=(ITEM_STATE.OPEN,),
                target=ITEM_STATE.DONE,
                permission="council.minutes.write",
                label=gettext_lazy("Done"),
                automatic=True,
            ),
            Transition(
                name="defer",
                sources=(ITEM_STATE.OPEN,),
                target=ITEM_STATE.DEFERRED,
                permission="council.minutes.write",
                label=gettext_lazy("Put off"),
                fields=("again_on",),
            ),
            Transition(
                name="resume",
                sources=(ITEM_STATE.DONE, ITEM_STATE.DEFERRED),
                target=ITEM_STATE.OPEN,
                permission="council.minutes.write",
                label=gettext_lazy("Open again"),
                needs_reason=True,
                undo=True,
            ),
        ),
    )
)

TASK = register(
    Procedure(
        name="council.task",
        label=gettext_lazy("Task"),
        model="council.Task",
        states=TASK_STATE,
        initial=TASK_STATE.OPEN,
        final=(TASK_STATE.DONE, TASK_STATE.DROPPED),
        description=gettext_lazy("A task from a meeting is done or dropped."),
        transitions=(
            Transition(
                name="complete",
                sources=(TASK_STATE.OPEN,),
                target=TASK_STATE.DONE,
                permission="council.task.do",
                label=gettext_lazy("Done"),
                sets={"done_on": lambda step: clock.today()},
                automatic=True,
            ),
            Transition(
                name="drop",
                sources=(TASK_STATE.OPEN,),
                target=TASK_STATE.DROPPED,
                permission="council.task.change",
                label=gettext_lazy("Drop"),
                needs_reason=True,
            ),
            Transition(
                name="resume",
                sources=(TASK_STATE.DONE, TASK_STATE.DROPPED),
                target=TASK_STATE.OPEN,
                permission="council.task.do",
                label=gettext_lazy("Open again"),
                needs_reason=True,
                undo=True,
                sets={"done_on": lambda step: None},
            ),
        ),
    )
)

CIRCULAR = register(
    Procedure(
        name="council.circular",
        label=gettext_lazy("Circular vote"),
        model="council.CircularVote",
        states=C,
        initial=C.OPEN,
        final=(C.DECIDED, C.CANCELLED),
        description=gettext_lazy(
            "The seats that vote get a link. The vote ends when all have answered or the time is over."
        ),
        transitions=(
            Transition(
                name="decide",
                sources=(C.OPEN,),
                target=C.DECIDED,
                permission="",
                label=gettext_lazy("Establish the result"),
                fields=("decision",),
                effects=(_shown,),
                automatic=True,
            ),
            Transition(
                name="call_off",
                sources=(C.OPEN,),
                target=C.CANCELLED,
                permission="council.circular.start",
                label=gettext_lazy("Call off"),
                needs_reason=True,
            ),
        ),
    )
)
