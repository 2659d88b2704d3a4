"""The minutes while a meeting takes place: who is here, who has an interest, what was said, decided and given to whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.council.domain.deputies import deputy_of
from umsicht.council.domain.writing import change, make
from umsicht.council.enums import Interest, MeetingState, Presence, Reply
from umsicht.council.models import AgendaItem, Attendance, Body, Correction, Meeting, Recusal, Seat, Task
from umsicht.directory.domain.writing import only_known, shown_changed

WRITING = (MeetingState.RUNNING, MeetingState.HELD)
PRESENCE = frozenset({"presence", "deputy", "is_remote", "arrived_at", "left_at"})
TASK = frozenset({"text", "owner", "seat", "due_on", "is_demo"})


def _writable(meeting: Meeting) -> None:
    """Raises Conflict before the meeting began and after its minutes were approved."""
    if meeting.state == MeetingState.APPROVED:
        raise Conflict(_("The minutes are approved; mistakes are corrected by additions."))
    if meeting.state not in WRITING:
        raise Conflict(_("The minutes begin when the meeting is opened."))


@transaction.atomic
def record_presence(*, row: Attendance, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Who is here, since when, by video, until when. Raises ChangedMeanwhile, Conflict, BadInput."""
    meeting = row.meeting
    require(actor, "council.minutes.write", meeting)
    hold(meeting)
    _writable(meeting)
    if values.get("presence", row.presence) == Presence.DEPUTY:
        values["deputy"] = deputy_of(row, values.get("deputy", row.deputy))
    left, came = values.get("left_at", row.left_at), values.get("arrived_at", row.arrived_at)
    if left is not None and came is not None and left < came:
        raise BadInput(_("Nobody leaves before coming."))
    return bool(
        change(
            row,
            values,
            fields=PRESENCE,
            action="council.presence.record",
            permission="council.minutes.write",
            actor=actor,
            stamp=stamp,
            secret=("deputy",),
        )
    )


@transaction.atomic
def everybody_here(*, meeting: Meeting, actor: Any) -> int:
    """As answered: who wrote "I come" is present, deputies too; who declined is excused. Only rows nobody has recorded.

    A deputy whom the rules do not know (any more) is left to be recorded by hand, where the reason is said.
    """
    require(actor, "council.minutes.write", meeting)
    hold(meeting)
    _writable(meeting)
    meant = {"comes": Presence.PRESENT, "deputy": Presence.DEPUTY, "declined": Presence.EXCUSED}
    rows = [
        row
        for row in meeting.attendances.filter(presence="").select_related("seat", "meeting__body")
        if (row.reply in meant or row.seat_id is None) and _may_count(row)
    ]
    for row in rows:
        row.presence = meant.get(row.reply, Presence.PRESENT)
    Attendance.objects.bulk_update(rows, ["presence"])
    journal.record("council.presence.record", meeting, actor=actor, after={"rows": len(rows)})
    return len(rows)


def _may_count(row: Attendance) -> bool:
    if row.reply != Reply.DEPUTY:
        return True
    try:
        row.deputy = deputy_of(row, row.deputy)
    except BadInput:
        return False
    return True


@transaction.atomic
def write_minutes(*, item: AgendaItem, actor: Any, minutes: str, stamp: str = "") -> bool:
    """The words of an item. Two offices may write at once: raises ChangedMeanwhile when both changed the same item."""
    require(actor, "council.minutes.write", item.meeting)
    hold(item)
    _writable(item.meeting)
    changed = change(
        item,
        {"minutes": minutes},
        fields=("minutes",),
        action="council.minutes.write",
        permission="council.minutes.write",
        actor=actor,
        stamp=stamp,
        secret=("minutes",),
    )
    return bool(changed)


@transaction.atomic
def recuse(
    *,
    item: AgendaItem,
    seat: Seat,
    actor: Any,
    interest: str = Interest.ORGANISATION,
    reason: str = "",
    left_room: bool = True,
) -> Recusal:
    """A seat takes no part in the item. Raises Conflict after a vote on it, BadInput for a seat that is not here."""
    require(actor, "council.minutes.write", item.meeting)
    hold(item)
    _writable(item.meeting)
    if item.decisions.exists():
        raise Conflict(_("This item was voted on already."))
    if not item.meeting.attendances.filter(seat=seat).exists():
        raise BadInput(_("This seat is not part of the meeting."))
    if item.recusals.filter(seat=seat).exists():
        raise Conflict(_("This is recorded already."))
    found = Recusal(
        tenant=item.tenant, item=item, seat=seat, interest=interest, reason=reason, left_room=left_room
    )
    make(
        found,
        action="council.recusal.record",
        permission="council.minutes.write",
        actor=actor,
        after={"item": item.pk, "seat": seat.pk},
    )
    return found


@transaction.atomic
def lift_recusal(*, recusal: Recusal, actor: Any) -> None:
    """It was a mistake. Raises Conflict after a vote on the item."""
    item = recusal.item
    require(actor, "council.minutes.write", item.meeting)
    hold(item)
    _writable(item.meeting)
    if item.decisions.exists():
        raise Conflict(_("This item was voted on already."))
    journal.record("council.recusal.lift", recusal, actor=actor, before={"item": item.pk})
    recusal.delete()


@transaction.atomic
def add_task(
    *, body: Body, actor: Any, item: AgendaItem | None = None, text: str, owner: str, **values: Any
) -> Task:
    """What somebody is to do; with an item it comes from there. Raises BadInput."""
    only_known(values, TASK)
    if item is not None and item.meeting.body_id != body.pk:
        raise BadInput(_("This item belongs to another meeting."))
    seat: Seat | None = values.get("seat")
    if seat is not None and seat.body_id != body.pk:
        raise BadInput(_("This seat belongs to another body."))
    task = Task(tenant=body.tenant, body=body, item=item, text=text, owner=owner, **values)
    make(
        task,
        action="council.task.create",
        permission="council.task.change",
        actor=actor,
        after={"body": body.pk, "due_on": task.due_on},
    )
    return task


@transaction.atomic
def change_task(*, task: Task, actor: Any, stamp: str = "", **values: Any) -> bool:
    return bool(
        change(
            task,
            values,
            fields=TASK,
            action="council.task.change",
            permission="council.task.change",
            actor=actor,
            stamp=stamp,
            secret=("text", "owner"),
        )
    )


@transaction.atomic
def correct(
    *, meeting: Meeting, actor: Any, text: str, on: dt.date | None = None, item: AgendaItem | None = None
) -> Correction:
    """An addition to approved minutes. Raises Conflict while they can still be changed."""
    if meeting.state != MeetingState.APPROVED:
        raise Conflict(_("These minutes are not approved yet; please change the text itself."))
    if item is not None and item.meeting_id != meeting.pk:
        raise BadInput(_("This item belongs to another meeting."))
    found = Correction(
        tenant=meeting.tenant, meeting=meeting, item=item, text=text, decided_on=on or clock.today()
    )
    require(actor, "council.minutes.approve", meeting)
    make(
        found,
        action="council.minutes.correct",
        permission="council.minutes.approve",
        actor=actor,
        after={"meeting": meeting.pk, "item": item.pk if item else None},
    )
    shown_changed(meeting.tenant)
    return found
