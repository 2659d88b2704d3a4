"""Who votes in a body, who is here, and whether that is enough. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock
from umsicht.council.enums import Presence, Quorum, SeatRole, Vote
from umsicht.council.models import (
    AgendaItem,
    Attendance,
    Body,
    Meeting,
    Recusal,
    RulesOfProcedure,
    Seat,
    SeatHolder,
)
from umsicht.council.queries.bodies import running
from umsicht.council.voting import Order, Quorate, quorate

HERE = (Presence.PRESENT, Presence.DEPUTY)


def votes(seat: Seat) -> bool:
    """Where no source says whether a seat votes, chairs and members count as voting."""
    if seat.vote == Vote.UNKNOWN:
        return seat.role in (SeatRole.CHAIR, SeatRole.CO_CHAIR, SeatRole.MEMBER)
    return seat.vote == Vote.YES


def rules_of(body: Body, day: dt.date | None = None) -> RulesOfProcedure | None:
    """The rules of procedure that hold that day."""
    found = RulesOfProcedure.objects.filter(running(day or clock.today()), body=body)
    return found.order_by("-valid_from", "-pk").first()


def order_of(body: Body, day: dt.date | None = None) -> Order:
    """Without rules on record: half of the seats, majority of the votes cast, a tie rejects."""
    rules = rules_of(body, day)
    return rules.order() if rules is not None else Order()


def seats_on(body: Body, day: dt.date) -> list[Seat]:
    return list(Seat.objects.filter(running(day), body=body).order_by("pk"))


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Seats first, the chair on top, then guests."""
    found = meeting.attendances.select_related("seat", "item")
    order = {role: number for number, role in enumerate(SeatRole.values)}
    return sorted(
        found,
        key=lambda one: (one.seat is None, order.get(one.seat.role, 9) if one.seat else 9, one.label, one.pk),
    )


def able_seats(rows: Iterable[Attendance], recused: Iterable[int] = ()) -> list[Seat]:
    """Seats that may vote now: they vote at all, are here, have not left and have no interest in the item."""
    out = set(recused)
    return [
        row.seat
        for row in rows
        if row.seat is not None
        and votes(row.seat)
        and row.presence in HERE
        and row.left_at is None
        and row.seat.pk not in out
    ]


def recused_of(item: AgendaItem) -> list[int]:
    """Seats that have an interest in the item; always asked anew, since a vote depends on it."""
    return list(Recusal.objects.filter(item=item).values_list("seat_id", flat=True))


def quorum_of(meeting: Meeting, item: AgendaItem | None = None) -> Quorate:
    """Whether the body may decide with those who are here now, for an item without those who have an interest."""
    day = clock.local(meeting.starts_at).date()
    rows = attendances_of(meeting)
    out = [] if item is None else recused_of(item)
    seats = sum(1 for row in rows if row.seat is not None and votes(row.seat))
    here = able_seats(rows)
    gone = sum(1 for seat in here if seat.pk in out)
    return quorate(order_of(meeting.body, day), seats=seats, present=len(here), recused=gone)


def quorum_text(found: Quorate, order: Order, *, in_writing: bool = False) -> str:
    """One sentence with the reason, as the minutes say it. `in_writing`: who is there are those who have answered."""
    if order.quorum == Quorum.NONE:
        return _("The rules ask for no quorum.")
    here = found.able + found.recused
    if in_writing:
        there = ngettext(
            "%(n)s of %(seats)s with a vote has answered",
            "%(n)s of %(seats)s with a vote have answered",
            here,
        )
    else:
        there = ngettext(
            "%(n)s of %(seats)s with a vote is present", "%(n)s of %(seats)s with a vote are present", here
        )
    needed = ngettext("%(n)s is needed", "%(n)s are needed", found.needed) % {"n": found.needed}
    text = f"{there % {'n': here, 'seats': found.seats}}, {needed}."
    if found.recused:
        out = ngettext(
            "%(n)s of them does not count because of an interest.",
            "%(n)s of them do not count because of an interest.",
            found.recused,
        )
        text += " " + out % {"n": found.recused}
    if found.relieved:
        text += " " + _("More than half have an interest, so a quarter is enough.")
    return text


def holders_of(seats: Iterable[Seat], day: dt.date) -> dict[int, list[SeatHolder]]:
    """People on seats that day, holders before deputies; one query."""
    found: dict[int, list[SeatHolder]] = {}
    rows = SeatHolder.objects.filter(running(day), seat__in=list(seats)).select_related("user")
    for row in rows.order_by("-kind", "pk"):
        found.setdefault(row.seat_id, []).append(row)
    return found


def vacant_seats(day: dt.date) -> list[Seat]:
    """Running seats of running bodies on which nobody sits, where the body's other seats have people."""
    held = SeatHolder.objects.filter(running(day)).values("seat__body")
    found = Seat.objects.filter(running(day), body__in=held).exclude(
        pk__in=SeatHolder.objects.filter(running(day), kind="holder").values("seat")
    )
    return list(found.filter(body__ended_on__isnull=True).select_related("body").order_by("body", "pk"))
