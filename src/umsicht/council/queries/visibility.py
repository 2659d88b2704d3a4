"""What the public may know of meetings, decisions and papers, and who at the desk may know the rest.

One place on purpose: pages, feeds, files, documents and interfaces all begin with these sets and only narrow them.
A closed item is not counted, numbered or hinted at in any of them. All need the scope of the tenant or tenants.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from umsicht.core import clock
from umsicht.council.enums import ItemVisibility, MeetingState, PaperState
from umsicht.council.models import AgendaItem, Body, Decision, Meeting, Paper, Referral, SeatHolder
from umsicht.council.queries.bodies import PUBLIC as OPEN_BODY
from umsicht.council.queries.bodies import running

S = MeetingState
OVER = (S.HELD, S.APPROVED)
PUBLIC = ItemVisibility.PUBLIC


# The same conditions over a foreign key, each with its prefix. Joins on purpose: `IN (all public meetings)` would be worked
# out anew by every query.


def announced(prefix: str = "") -> Q:
    """Meetings that more than the office know of: from the invitation on, and when called off only if somebody was invited."""
    told = Q(**{f"{prefix}state__in": (S.INVITED, S.RUNNING, *OVER)})
    return told | Q(**{f"{prefix}state": S.CANCELLED, f"{prefix}invited_at__isnull": False})


def _body(prefix: str = "") -> Q:
    return Q(**{f"{prefix}is_public": True, f"{prefix}tenant__is_active": True})


def _meeting(prefix: str = "") -> Q:
    return announced(prefix) & Q(**{f"{prefix}is_public": True}) & _body(f"{prefix}body__")


def _item(prefix: str = "") -> Q:
    return Q(**{f"{prefix}visibility": PUBLIC}) & _meeting(f"{prefix}meeting__")


def public_bodies() -> QuerySet[Body]:
    """The state office's own too, of whose meetings and papers nothing is on any portal."""
    return Body.objects.filter(OPEN_BODY)


def public_meetings() -> QuerySet[Meeting]:
    """Meetings of the calendar on the portal, from the invitation on."""
    return Meeting.objects.filter(_meeting())


def public_items() -> QuerySet[AgendaItem]:
    """Public items of public meetings, without their minutes, which are public only when approved (`minutes_of`)."""
    return AgendaItem.objects.filter(_item())


def public_decisions() -> QuerySet[Decision]:
    """Decisions of public items of meetings that are over, and public ones made in writing."""
    over = _item("item__") & Q(item__meeting__state__in=OVER)
    return Decision.objects.filter(Q(item__isnull=True) | over, _body("body__"), visibility=PUBLIC)


def public_steps() -> QuerySet[Referral]:
    """Public steps of the routes of released papers; the closed ones do not exist for the public."""
    return Referral.objects.filter(_body("body__"), visibility=PUBLIC, paper__state=PaperState.RELEASED)


def public_papers() -> QuerySet[Paper]:
    """Released papers with at least one public step or one public item."""
    step = public_steps().filter(paper=OuterRef("pk"))
    item = public_items().filter(paper=OuterRef("pk"))
    return Paper.objects.filter(
        Exists(step) | Exists(item), state=PaperState.RELEASED, tenant__is_active=True
    )


def holding(day: dt.date) -> QuerySet[SeatHolder]:
    """People on seats, deputies too, whose time there and whose seat run that day."""
    return SeatHolder.objects.filter(running(day), running(day, "seat__"))


def holds(user: Any, seat_id: int) -> bool:
    """Whether somebody holds this seat today or deputises there."""
    if not getattr(user, "is_authenticated", False):
        return False
    return holding(clock.today()).filter(user=user, seat=seat_id).exists()


def bodies_of(user: Any, day: dt.date | None = None) -> set[int]:
    """Bodies in which somebody holds a seat or deputises that day."""
    held = holding(day or clock.today()).filter(user=user)
    return set(held.values_list("seat__body_id", flat=True))


def meetings_for(user: Any, *, everything: bool) -> QuerySet[Meeting]:
    """Meetings that somebody at the desk may see: all, or the public ones and those of the own bodies once invited."""
    if everything:
        return Meeting.objects.all()
    own = Meeting.objects.filter(announced(), body__in=bodies_of(user))
    return Meeting.objects.filter(Q(pk__in=own) | Q(pk__in=public_meetings()))


def items_for(user: Any, *, everything: bool) -> QuerySet[AgendaItem]:
    """Agenda items that somebody at the desk may see; a guest of one item is no member and sees no more than the public."""
    if everything:
        return AgendaItem.objects.all()
    own = announced("meeting__") & Q(meeting__body__in=bodies_of(user))
    return AgendaItem.objects.filter(own | Q(pk__in=public_items()))


def decisions_for(user: Any, *, everything: bool) -> QuerySet[Decision]:
    if everything:
        return Decision.objects.all()
    return Decision.objects.filter(Q(body__in=bodies_of(user)) | Q(pk__in=public_decisions()))


def papers_for(user: Any, *, everything: bool) -> QuerySet[Paper]:
    """Papers that somebody at the desk may see: all, or the public ones and those on the way through the own bodies."""
    if everything:
        return Paper.objects.all()
    bodies = bodies_of(user)
    step = Referral.objects.filter(paper=OuterRef("pk"), body__in=bodies)
    item = AgendaItem.objects.filter(announced("meeting__"), paper=OuterRef("pk"), meeting__body__in=bodies)
    own = Q(Exists(step) | Exists(item), state=PaperState.RELEASED)
    return Paper.objects.filter(own | Q(pk__in=public_papers()))


def steps_for(user: Any, *, everything: bool) -> QuerySet[Referral]:
    """Steps of routes that somebody at the desk may see: all, or the public ones and those in the own bodies."""
    if everything:
        return Referral.objects.all()
    own = Q(body__in=bodies_of(user), paper__state=PaperState.RELEASED)
    return Referral.objects.filter(own | Q(pk__in=public_steps()))


def minutes_of(item: AgendaItem) -> str:
    """The minutes of a public item as the public may read them: once they are approved."""
    return item.minutes if item.meeting.state == S.APPROVED and item.visibility == PUBLIC else ""
