"""Whether a body still works: when it last met, who came, what is open. Bodies fade, and this is where it shows first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from umsicht.core import clock
from umsicht.council.enums import MeetingState, Presence, TaskState
from umsicht.council.models import Attendance, Body, Meeting, Task
from umsicht.council.queries.attendance import HERE

YEAR = dt.timedelta(days=365)
OVER = (MeetingState.HELD, MeetingState.APPROVED)


@dataclass(frozen=True)
class Liveness:
    """Days are Berlin's; shares are percent of the seats of which attendance was recorded, None where none was."""

    last: dt.date | None
    next: dt.date | None
    meetings: int
    attendance: int | None
    attendance_before: int | None
    open_tasks: int
    late_tasks: int


def _share(body: Body, start: dt.datetime, end: dt.datetime) -> int | None:
    rows = Attendance.objects.filter(
        meeting__body=body,
        meeting__state__in=OVER,
        meeting__starts_at__gte=start,
        meeting__starts_at__lt=end,
        seat__isnull=False,
    ).exclude(presence=Presence.UNKNOWN)
    every = rows.count()
    return round(100 * rows.filter(presence__in=HERE).count() / every) if every else None


def liveness_of(body: Body, now: dt.datetime | None = None) -> Liveness:
    """The last twelve months against the twelve before; eight queries."""
    now = now or clock.now()
    held = Meeting.objects.filter(body=body, state__in=OVER).order_by("-starts_at")
    last = held.values_list("starts_at", flat=True).first()
    coming = Meeting.objects.filter(
        body=body, starts_at__gt=now, state__in=(MeetingState.PLANNED, MeetingState.INVITED)
    )
    soon = coming.order_by("starts_at").values_list("starts_at", flat=True).first()
    open_tasks = Task.objects.filter(body=body, state=TaskState.OPEN)
    return Liveness(
        last=clock.local(last).date() if last else None,
        next=clock.local(soon).date() if soon else None,
        meetings=held.filter(starts_at__gte=now - YEAR, starts_at__lt=now).count(),
        attendance=_share(body, now - YEAR, now),
        attendance_before=_share(body, now - 2 * YEAR, now - YEAR),
        open_tasks=open_tasks.count(),
        late_tasks=open_tasks.filter(Q(due_on__lt=clock.today())).count(),
    )


def newest_of(body: Body) -> list[Meeting]:
    """The meetings that come and the last ones, the latest first."""
    found = Meeting.objects.filter(body=body).exclude(state=MeetingState.CANCELLED)
    return list(found.order_by("-starts_at")[:6])
