"""Reads of what comes out of meetings: tasks, decisions, votes in writing, and a member's own page. In the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.council.enums import (
    CircularState,
    MeetingState,
    TaskState,
)
from umsicht.council.models import (
    Attendance,
    BodyName,
    CircularBallot,
    CircularVote,
    Decision,
    Meeting,
    SeatHolder,
    Task,
)
from umsicht.council.queries.bodies import running
from umsicht.council.queries.meetings import with_body
from umsicht.council.queries.visibility import (
    bodies_of,
    decisions_for,
    holding,
)

TASK_SORTS = {"bis": ("due_on", "pk"), "wer": ("owner", "due_on"), "gremium": ("body__code", "due_on")}


def tasks(
    user: Any, *, everything: bool, state: str = "", body: int | None = None, sort: str = "bis"
) -> QuerySet[Task]:
    """Tasks of all bodies, or of the own ones; "" means open, "spaet" open and late."""
    found = Task.objects.select_related("body", "item__meeting").prefetch_related("body__names")
    if not everything:
        found = found.filter(body__in=bodies_of(user))
    if body:
        found = found.filter(body=body)
    if state == "spaet":
        found = found.filter(state=TaskState.OPEN, due_on__lt=clock.today())
    elif state == "alle":
        pass
    else:
        found = found.filter(state=TaskState.DONE if state == "erledigt" else TaskState.OPEN)
    return found.order_by(*order_by(sort, TASK_SORTS, "bis"))


def task_at_desk(user: Any, pk: int, *, everything: bool) -> Task:
    found = Task.objects.select_related("body", "seat", "item__meeting").filter(pk=pk)
    if not everything:
        found = found.filter(body__in=bodies_of(user))
    task = found.first()
    if task is None:
        raise NotFound
    return task


def late_tasks(day: dt.date) -> QuerySet[Task]:
    """Open tasks whose day is over, the oldest first."""
    return (
        Task.objects.filter(state=TaskState.OPEN, due_on__lt=day)
        .select_related("body")
        .order_by("due_on", "pk")
    )


def held_unapproved() -> QuerySet[Meeting]:
    """Meetings whose minutes wait, the oldest first."""
    return with_body(Meeting.objects.filter(state=MeetingState.HELD)).order_by("starts_at")


DECISION_SORTS = {
    "wann": ("decided_on", "pk"),
    "nummer": ("body__code", "year", "serial"),
    "gremium": ("body__code", "-decided_on"),
}


def decisions(
    user: Any,
    *,
    everything: bool,
    text: str = "",
    body: int | None = None,
    year: int | None = None,
    sort: str = "-wann",
) -> QuerySet[Decision]:
    found = decisions_for(user, everything=everything)
    for word in text.split()[:5]:
        found = found.filter(Q(text__icontains=word) | Q(number__icontains=word))
    if body:
        found = found.filter(body=body)
    if year:
        found = found.filter(year=year)
    found = found.select_related("body", "item__meeting").prefetch_related("body__names")
    return found.order_by(*order_by(sort, DECISION_SORTS, "-wann"))


def decision_at_desk(user: Any, pk: int, *, everything: bool) -> Decision:
    found = decisions_for(user, everything=everything).select_related("body", "item__meeting", "tenant")
    decision = found.prefetch_related("votes__seat", "body__names").filter(pk=pk).first()
    if decision is None:
        raise NotFound
    return decision


def by_number(number: str) -> Decision | None:
    """For the office, which says on which decision a document rests."""
    return Decision.objects.filter(number__iexact=number).first()


@dataclass(frozen=True)
class Own:
    """What somebody who holds seats needs, on one page."""

    seats: list[SeatHolder]
    meetings: list[tuple[Meeting, Attendance | None]]
    ballots: list[CircularBallot]
    tasks: list[Task]
    decisions: list[Decision]


def own(user: Any) -> Own:
    """The own seats with next meetings and one's answer, votes in writing, tasks, newest decisions. Ten queries at most."""
    day, now = clock.today(), clock.now()
    seats = list(
        holding(day)
        .filter(user=user)
        .select_related("seat__body")
        .prefetch_related(Prefetch("seat__body__names", queryset=BodyName.objects.order_by("valid_from")))
    )
    bodies, seat_ids = {one.seat.body_id for one in seats}, {one.seat_id for one in seats}
    found = with_body(
        Meeting.objects.filter(body__in=bodies, state__in=(MeetingState.INVITED, MeetingState.RUNNING))
    )
    meetings = list(found.filter(starts_at__gte=now - dt.timedelta(hours=12)).order_by("starts_at")[:10])
    rows = {
        row.meeting_id: row
        for row in Attendance.objects.filter(meeting__in=meetings, seat__in=seat_ids).select_related("seat")
    }
    ballots = CircularBallot.objects.filter(
        seat__in=seat_ids, vote__state=CircularState.OPEN, vote__deadline__gt=now
    ).select_related("vote__body", "seat")
    tasks_open = Task.objects.filter(seat__in=seat_ids, state=TaskState.OPEN).order_by("due_on", "pk")
    newest = Decision.objects.filter(body__in=bodies).order_by("-decided_on", "-pk")[:5]
    return Own(
        seats,
        [(meeting, rows.get(meeting.pk)) for meeting in meetings],
        list(ballots.order_by("vote__deadline")),
        list(tasks_open.select_related("body")[:20]),
        list(newest),
    )


def circular_votes(user: Any, *, everything: bool) -> QuerySet[CircularVote]:
    """All votes in writing, or those of the own bodies, open ones first."""
    found = CircularVote.objects.select_related("body", "decision").prefetch_related("body__names")
    if not everything:
        found = found.filter(body__in=bodies_of(user))
    answered = Count("ballots", filter=Q(ballots__answered_at__isnull=False))
    return found.annotate(seats=Count("ballots"), answered=answered).order_by("-state", "deadline", "pk")


def vote_at_desk(user: Any, pk: int, *, everything: bool) -> CircularVote:
    found = circular_votes(user, everything=everything).select_related("tenant").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def own_ballot(user: Any, vote: CircularVote) -> CircularBallot | None:
    """The ballot of this person's seat, if there is one."""
    day = clock.today()
    seats = SeatHolder.objects.filter(running(day), user=user).values("seat")
    found = vote.ballots.filter(seat__in=seats).select_related("seat").first()
    if found is not None:
        found.vote = vote
    return found


def ballots_of(vote: CircularVote) -> list[CircularBallot]:
    return list(vote.ballots.select_related("seat").order_by("pk"))
