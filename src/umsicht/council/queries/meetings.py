"""Reads of meetings, agenda, tasks, decisions for the desk. All need the scope of the tenant.

`everything` is what `council.meeting.everything` answered: without it only public parts and those of the own bodies come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.council.enums import (
    ItemState,
    ItemVisibility,
    MeetingState,
    PaperState,
    TaskState,
)
from umsicht.council.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Paper,
    Referral,
    Series,
    Task,
)
from umsicht.council.queries.visibility import (
    bodies_of,
    items_for,
    meetings_for,
)

SORTS = {
    "wann": ("starts_at", "pk"),
    "gremium": ("body__code", "-starts_at"),
    "stand": ("state", "-starts_at"),
}
TO_COME = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.RUNNING)


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything, unknown ones count as none."""

    text: str = ""
    body: int | None = None
    state: str = ""
    year: int | None = None
    sort: str = "-wann"


def _in_year(year: int) -> Q:
    start, end = (clock.at(dt.date(one, 1, 1), dt.time()) for one in (year, year + 1))
    return Q(starts_at__gte=start, starts_at__lt=end)


def with_body(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With the body and its names, in one more query."""
    return found.select_related("body", "tenant").prefetch_related("body__names")


def listing(user: Any, wanted: Wanted, *, everything: bool) -> QuerySet[Meeting]:
    """Meetings as a list; "" as a state leaves out those called off."""
    found = with_body(meetings_for(user, everything=everything))
    for word in wanted.text.split()[:5]:
        shown = items_for(user, everything=everything).filter(title__icontains=word)
        found = found.filter(Q(title__icontains=word) | Q(pk__in=shown.values("meeting")))
    if wanted.body:
        found = found.filter(body=wanted.body)
    if wanted.year:
        found = found.filter(_in_year(wanted.year))
    if wanted.state == "offen":
        found = found.filter(state__in=TO_COME)
    elif wanted.state in MeetingState.values:
        found = found.filter(state=wanted.state)
    else:
        found = found.exclude(state=MeetingState.CANCELLED)
    items = items_for(user, everything=everything)
    found = found.annotate(items_seen=Count("items", filter=Q(items__in=items), distinct=True))
    return found.order_by(*order_by(wanted.sort, SORTS, "-wann"))


def meeting_at_desk(user: Any, pk: int, *, everything: bool) -> Meeting:
    """Raises NotFound, also for a meeting that this person may not know of."""
    found = with_body(meetings_for(user, everything=everything)).select_related("series", "approved_in")
    meeting = found.filter(pk=pk).first()
    if meeting is None:
        raise NotFound
    return meeting


def is_inside(user: Any, meeting: Meeting, *, everything: bool) -> bool:
    """The office, or somebody with a seat in the body: they read attendance, notes and the address of the video meeting."""
    return everything or meeting.body_id in bodies_of(user)


def numbered(items: Iterable[AgendaItem]) -> list[tuple[str, AgendaItem]]:
    """Public items are Ö 1, Ö 2 …, closed ones N 1, N 2 …: so no gap in the public numbers tells of a closed item."""
    counts = {ItemVisibility.PUBLIC: 0, ItemVisibility.CLOSED: 0}
    signs = {ItemVisibility.PUBLIC: "Ö", ItemVisibility.CLOSED: "N"}
    found = []
    for item in items:
        which = ItemVisibility(item.visibility)
        counts[which] += 1
        found.append((f"{signs[which]} {counts[which]}", item))
    return found


def agenda_of(user: Any, meeting: Meeting, *, everything: bool) -> list[tuple[str, AgendaItem]]:
    """The items this person may see, with number, paper, decisions, tasks, recusals; a constant number of queries."""
    found = items_for(user, everything=everything).filter(meeting=meeting).select_related("paper")
    found = found.prefetch_related("decisions", "tasks", "guests", "corrections", Prefetch("recusals__seat"))
    rows = list(found.order_by("position", "pk"))
    for item in rows:
        item.meeting = meeting
    return numbered(rows)


def whole_agenda(meeting: Meeting) -> list[tuple[str, AgendaItem]]:
    """All items, for somebody who has shown the link of a seat of this body."""
    return numbered(meeting.items.select_related("paper").order_by("position", "pk"))


def item_at_desk(user: Any, meeting: Meeting, pk: int, *, everything: bool) -> tuple[str, AgendaItem]:
    """One item with its number. Raises NotFound."""
    for number, item in agenda_of(user, meeting, everything=everything):
        if item.pk == pk:
            return number, item
    raise NotFound


def row_at_desk(meeting: Meeting, pk: int) -> Attendance:
    found = Attendance.objects.select_related("seat", "meeting").filter(pk=pk, meeting=meeting).first()
    if found is None:
        raise NotFound
    found.meeting = meeting
    return found


def series_choices() -> list[tuple[int, str]]:
    goes_on = Q(ended_on__isnull=True) | Q(ended_on__gte=clock.today())
    found = Series.objects.filter(goes_on).select_related("body")
    return [(one.pk, one.title) for one in found.order_by("title", "pk")]


def series_at_desk(pk: int) -> Series:
    found = Series.objects.select_related("body", "tenant").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def series_of(body_id: int) -> list[Series]:
    return list(Series.objects.filter(body=body_id).order_by("title", "pk"))


def minutes_to_approve(meeting: Meeting) -> list[Meeting]:
    """Earlier meetings of the body whose minutes wait for approval, the oldest first."""
    found = Meeting.objects.filter(
        body=meeting.body, state=MeetingState.HELD, starts_at__lt=meeting.starts_at
    )
    return list(found.order_by("starts_at"))


def put_off(meeting: Meeting) -> list[AgendaItem]:
    """Items of earlier meetings of the body that were put off, or are to come again by the day of this meeting."""
    day = clock.local(meeting.starts_at).date()
    again = Q(state=ItemState.DEFERRED, again_on__isnull=True) | Q(again_on__lte=day)
    found = AgendaItem.objects.filter(
        again, meeting__body=meeting.body, meeting__starts_at__lt=meeting.starts_at
    )
    return list(found.select_related("paper").order_by("again_on", "pk")[:20])


def due_tasks(meeting: Meeting) -> list[Task]:
    """Open tasks of the body that are due by the day of the meeting."""
    day = clock.local(meeting.starts_at).date()
    found = Task.objects.filter(body=meeting.body, state=TaskState.OPEN, due_on__lte=day)
    return list(found.order_by("due_on", "pk")[:20])


def same_topic(user: Any, topic: str, body_id: int | None, *, everything: bool) -> list[AgendaItem]:
    """All items on one topic over the meetings of a body or of all, the oldest first: the run of a matter."""
    found = items_for(user, everything=everything).filter(topic=topic).exclude(topic="")
    if body_id:
        found = found.filter(meeting__body=body_id)
    found = found.select_related("meeting__body").prefetch_related("decisions", "meeting__body__names")
    return list(found.order_by("meeting__starts_at", "position")[:200])


def topics_for(user: Any, *, everything: bool) -> list[str]:
    """Topics in use among the items this person may see."""
    found = items_for(user, everything=everything).exclude(topic="").order_by("topic")
    return list(found.values_list("topic", flat=True).distinct()[:200])


def paper_of(pk: int) -> Paper:
    """A released paper of the tenant. Raises NotFound."""
    found = Paper.objects.filter(pk=pk, state=PaperState.RELEASED).first()
    if found is None:
        raise NotFound
    return found


def waiting_papers(meeting: Meeting) -> list[Referral]:
    """Steps of released papers that lead to this body and that no agenda of it has taken up yet."""
    taken = AgendaItem.objects.filter(meeting__body=meeting.body, paper__isnull=False).values("paper")
    found = Referral.objects.filter(body=meeting.body, paper__state=PaperState.RELEASED)
    found = found.exclude(paper__in=taken).exclude(planned_on__lt=clock.local(meeting.starts_at).date())
    return list(found.select_related("paper").order_by("planned_on", "pk")[:20])


def paper_choices(meeting: Meeting) -> list[tuple[int, str]]:
    """Papers that may stand on the agenda: released ones on their way to this body, then the newest of all."""
    own = Referral.objects.filter(body=meeting.body, paper__state=PaperState.RELEASED).values("paper")
    first = Paper.objects.filter(pk__in=own).order_by("-dated", "-pk")[:100]
    rest = Paper.objects.filter(state=PaperState.RELEASED).order_by("-dated", "-pk")[:100]
    return list({one.pk: f"{one.number}, {one.subject}"[:120] for one in (*first, *rest)}.items())
