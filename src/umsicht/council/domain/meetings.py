"""Writes to meetings and their agenda before the minutes begin."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.council import telling
from umsicht.council.domain.writing import change, make
from umsicht.council.enums import ItemKind, ItemVisibility, MeetingState, Mode
from umsicht.council.models import AgendaItem, Attendance, Body, Meeting, Series
from umsicht.directory.domain.writing import only_known, shown_changed

FIELDS = frozenset(
    {
        "series",
        "title",
        "starts_at",
        "ends_at",
        "mode",
        "place",
        "online_url",
        "is_public",
        "note",
        "is_demo",
        "source",
    }
)
TOLD = frozenset({"starts_at", "ends_at", "mode", "place", "online_url"})
"""Changes of these are told to those invited."""
ITEM = frozenset(
    {"title", "kind", "visibility", "paper", "proposed_by", "topic", "again_on", "is_demo", "position"}
)
MOST_ITEMS = 60
BEFORE_MINUTES = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.RUNNING)


@transaction.atomic
def create_meeting(
    *,
    body: Body,
    actor: Any,
    starts_at: dt.datetime,
    title: str = "",
    planned_for: dt.date | None = None,
    **values: Any,
) -> Meeting:
    """A meeting in preparation. Without a title it is counted within the year; a series brings place and standing items.

    `planned_for`: the day of its series, when nobody but the worker planned it.
    Raises BadInput (nothing written), Conflict for a body that has ended, NotAllowed.
    """
    only_known(values, FIELDS)
    series: Series | None = values.get("series")
    if body.ended_on is not None and clock.local(starts_at).date() > body.ended_on:
        raise Conflict(_("This body has ended by then."))
    if series is not None and series.body_id != body.pk:
        raise BadInput(_("This series belongs to another body."))
    hold(body)
    meeting = Meeting(
        tenant=body.tenant,
        body=body,
        starts_at=starts_at,
        title=title or _next_title(body, clock.local(starts_at).year, series),
        planned_for=planned_for,
        **values,
    )
    if series is not None:
        meeting.place = meeting.place or series.place
    _check(meeting)
    make(
        meeting,
        action="council.meeting.create",
        permission="council.meeting.change",
        actor=actor,
        after={"body": body.pk, "starts_at": starts_at.isoformat()},
    )
    if series is not None:
        for row in series.standing:
            _add(
                meeting,
                title=row["title"],
                kind=row.get("kind", ItemKind.REPORT),
                visibility=row["visibility"],
                is_demo=meeting.is_demo,
            )
    return meeting


def _next_title(body: Body, year: int, series: Series | None) -> str:
    if series is not None and series.is_situation:
        return series.title
    start, end = clock.at(dt.date(year, 1, 1), dt.time()), clock.at(dt.date(year + 1, 1, 1), dt.time())
    held = Meeting.objects.filter(body=body, starts_at__gte=start, starts_at__lt=end)
    return _("%(n)s. meeting %(year)s") % {"n": held.count() + 1, "year": year}


def _check(meeting: Meeting) -> None:
    if meeting.ends_at is not None and meeting.ends_at <= meeting.starts_at:
        raise BadInput(_("A meeting can't end before it begins."))
    if meeting.mode != Mode.ON_SITE and not meeting.online_url and meeting.state == MeetingState.INVITED:
        raise BadInput(_("For an online meeting its address is needed."))


@transaction.atomic
def change_meeting(*, meeting: Meeting, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Set what differs. Once people are invited, a new time, place or way is told to them with an update of the date.

    Raises Conflict after the meeting was held, ChangedMeanwhile, BadInput.
    """
    hold(meeting)
    if meeting.state not in BEFORE_MINUTES:
        raise Conflict(_("The meeting is over; its facts stay as they are."))
    changed = change(
        meeting,
        values,
        fields=FIELDS,
        action="council.meeting.change",
        permission="council.meeting.change",
        actor=actor,
        stamp=stamp,
        secret=("online_url", "title", "note"),
    )
    _check(meeting)
    if changed & TOLD and meeting.state == MeetingState.INVITED:
        meeting.sequence += 1
        meeting.save(update_fields=["sequence", "updated_at"])
        telling.tell_meeting(meeting, "changed")
    if changed:
        shown_changed(meeting.tenant)
    return bool(changed)


@transaction.atomic
def add_item(*, meeting: Meeting, actor: Any, **values: Any) -> AgendaItem:
    """A new item at the end of the agenda, also while the meeting is running. Raises Conflict afterwards."""
    only_known(values, ITEM)
    require(actor, "council.meeting.change", meeting)
    hold(meeting)
    if meeting.state not in BEFORE_MINUTES:
        raise Conflict(_("The agenda of a meeting that is over stays as it is."))
    item = _add(meeting, **values)
    journal.record(
        "council.item.create",
        item,
        actor=actor,
        after={"meeting": meeting.pk, "visibility": item.visibility},
    )
    shown_changed(meeting.tenant)
    return item


def _add(meeting: Meeting, **values: Any) -> AgendaItem:
    if meeting.items.count() >= MOST_ITEMS:
        raise BadInput(_("An agenda has at most %(most)s items.") % {"most": MOST_ITEMS})
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(tenant=meeting.tenant, meeting=meeting, **({"position": last + 1} | values))
    item.clean_fields(exclude={"tenant"})
    item.save(force_insert=True)
    return item


@transaction.atomic
def change_item(*, item: AgendaItem, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Title, kind, visibility, paper of an item. After the meeting, an item can only become closed, never public."""
    meeting = item.meeting
    hold(item)
    if meeting.state == MeetingState.APPROVED:
        raise Conflict(_("The minutes are approved; mistakes are corrected by additions."))
    widens = values.get("visibility") == ItemVisibility.PUBLIC and item.visibility == ItemVisibility.CLOSED
    if widens and meeting.state not in BEFORE_MINUTES:
        raise Conflict(_("What was dealt with behind closed doors can't become public."))
    changed = change(
        item,
        values,
        fields=ITEM,
        action="council.item.change",
        permission="council.meeting.change",
        actor=actor,
        stamp=stamp,
        secret=("title", "topic", "proposed_by"),
    )
    if "visibility" in changed and item.visibility == ItemVisibility.CLOSED:
        item.decisions.update(visibility=ItemVisibility.CLOSED)
    if changed:
        shown_changed(meeting.tenant)
    return bool(changed)


@transaction.atomic
def move_item(*, item: AgendaItem, actor: Any, up: bool) -> None:
    """One place up or down; at the end nothing happens."""
    meeting = item.meeting
    require(actor, "council.meeting.change", meeting)
    hold(meeting)
    if meeting.state not in BEFORE_MINUTES:
        raise Conflict(_("The agenda of a meeting that is over stays as it is."))
    rows = list(meeting.items.order_by("position", "pk"))
    here = next(number for number, row in enumerate(rows) if row.pk == item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for number, row in enumerate(rows, start=1):
        row.position = number
    AgendaItem.objects.bulk_update(rows, ["position"])
    journal.record("council.item.move", item, actor=actor, after={"meeting": meeting.pk})
    shown_changed(meeting.tenant)


@transaction.atomic
def remove_item(*, item: AgendaItem, actor: Any) -> None:
    """Take an item off the agenda before the meeting. Raises Conflict later, or when something was decided on it."""
    meeting = item.meeting
    require(actor, "council.meeting.change", meeting)
    if meeting.state not in (MeetingState.PLANNED, MeetingState.INVITED) or item.decisions.exists():
        raise Conflict(_("An item that was called stays; put it off instead."))
    journal.record("council.item.remove", item, actor=actor, before={"meeting": meeting.pk})
    item.delete()
    shown_changed(meeting.tenant)


@transaction.atomic
def add_guest(*, meeting: Meeting, actor: Any, label: str, item: AgendaItem | None = None) -> Attendance:
    """Somebody who is heard, for the whole meeting or for one item; a function rather than a name."""
    if item is not None and item.meeting_id != meeting.pk:
        raise BadInput(_("This item belongs to another meeting."))
    guest = Attendance(tenant=meeting.tenant, meeting=meeting, item=item, label=label)
    require(actor, "council.meeting.change", meeting)
    if meeting.state not in BEFORE_MINUTES:
        raise Conflict(_("The meeting is over; its facts stay as they are."))
    guest.clean_fields(exclude={"tenant"})
    guest.save(force_insert=True)
    journal.record("council.guest.create", guest, actor=actor, after={"meeting": meeting.pk})
    return guest


@transaction.atomic
def remove_guest(*, guest: Attendance, actor: Any) -> None:
    require(actor, "council.meeting.change", guest.meeting)
    if guest.seat_id is not None or guest.meeting.state not in BEFORE_MINUTES:
        raise Conflict(_("Only a guest can be taken off the list, and only before the meeting is over."))
    journal.record("council.guest.remove", guest, actor=actor, before={"meeting": guest.meeting_id})
    guest.delete()
