"""Bodies with seats and meetings at any point of their way. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.factories.council import make_body, make_seat
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.council.domain.meetings import add_item, create_meeting
from umsicht.council.domain.minutes import record_presence
from umsicht.council.models import AgendaItem, Body, Meeting
from umsicht.tenancy.models import Tenant

START = dt.datetime(2026, 12, 10, 13, 0, tzinfo=dt.UTC)


def make_council(tenant: Tenant, name: str = "Präventionsrat", *, seats: int = 5, **fields: Any) -> Body:
    """A council whose first seat has the chair; all seats vote."""
    body = make_body(tenant, name, kind="council", **({"short": "KPR"} | fields))
    for number in range(seats):
        make_seat(body, f"Amt {number}", role="member" if number else "chair", vote="yes")
    return body


def make_meeting(body: Body, *, items: tuple[str, ...] = ("public", "closed"), **fields: Any) -> Meeting:
    """A meeting in preparation, with an item for each visibility given."""
    values: dict[str, Any] = {"starts_at": START, "place": "Rathaus", "is_public": True}
    meeting = create_meeting(body=body, actor=None, **(values | fields))
    for number, visibility in enumerate(items, start=1):
        add_item(
            meeting=meeting,
            actor=None,
            title=f"{'Geheimer' if visibility == 'closed' else 'Offener'} Punkt {number}",
            visibility=visibility,
            kind="decision",
        )
    return meeting


def invite(meeting: Meeting) -> Meeting:
    apply(meeting, "invite", actor=None)
    return meeting


def begin(meeting: Meeting, *, here: int | None = None) -> Meeting:
    """Invited and opened, with so many seats present (all of them unless said otherwise)."""
    if meeting.state == "planned":
        invite(meeting)
    apply(meeting, "begin", actor=None)
    rows = list(meeting.attendances.order_by("pk"))
    for number, row in enumerate(rows):
        there = here is None or number < here
        record_presence(row=row, actor=None, presence="present" if there else "excused")
    return meeting


def finish(meeting: Meeting, *, approved: bool = False) -> Meeting:
    """All items done, closed, and on wish approved."""
    for item in meeting.items.filter(state="open"):
        apply(item, "finish", actor=None)
    apply(meeting, "close", actor=None)
    if approved:
        apply(meeting, "approve", actor=None)
    return meeting


def first_item(meeting: Meeting, visibility: str = "public") -> AgendaItem:
    return meeting.items.filter(visibility=visibility).order_by("position")[0]


def in_days(days: int) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def all_votes(item: AgendaItem, value: str = "yes") -> dict[int, str]:
    return {row.seat_id: value for row in item.meeting.attendances.all() if row.seat_id}
