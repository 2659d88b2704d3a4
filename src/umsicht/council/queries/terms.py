"""Seats to see to: whose term ends, and who has missed more meetings in a row than the rules allow. In the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet

from umsicht.core import clock
from umsicht.council.enums import HolderKind, MeetingState, Presence
from umsicht.council.models import Attendance, Body, RulesOfProcedure, Seat, SeatHolder
from umsicht.council.queries.bodies import SOON, alive, running

OVER = (MeetingState.HELD, MeetingState.APPROVED)
MISSED = (Presence.EXCUSED, Presence.ABSENT)


@dataclass(frozen=True)
class Term:
    """A seat and the last day of its term, by its own dates or by the rules of procedure."""

    seat: Seat
    until: dt.date


def ending_terms(day: dt.date, body: Body | None = None) -> list[Term]:
    """Terms that have ended or end within half a year, the earliest first; four queries.

    A seat with an end ends then, unless the office has it afterwards too. Without one the term of the rules counts from
    the day on which the seat began or its holder came, whichever is later; where neither is known nothing is said.
    """
    found = [Term(seat, seat.valid_to) for seat in _with_end(day, body) if seat.valid_to is not None]
    months = _rules(day, "term_months", body)
    open_ended = _running(day, body).filter(valid_to__isnull=True, body__in=months)
    seats = list(open_ended)
    came = _came(seats, day)
    for seat in seats:
        starts = [start for start in (seat.valid_from, came.get(seat.pk)) if start is not None]
        if starts:
            until = max(starts) + relativedelta(months=months[seat.body_id], days=-1)
            found += [Term(seat, until)] if until <= day + SOON else []
    return sorted(found, key=lambda one: (one.until, one.seat.pk))


def _running(day: dt.date, body: Body | None) -> QuerySet[Seat]:
    bodies = Body.objects.filter(alive(day))
    if body is not None:
        bodies = bodies.filter(pk=body.pk)
    return Seat.objects.filter(running(day), body__in=bodies).select_related("body").order_by("pk")


def _with_end(day: dt.date, body: Body | None) -> QuerySet[Seat]:
    later = Seat.objects.filter(
        body=OuterRef("body"), office=OuterRef("office"), role=OuterRef("role")
    ).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to")))
    return _running(day, body).filter(valid_to__lte=day + SOON).exclude(Exists(later))


def _rules(day: dt.date, field: str, body: Body | None) -> dict[int, int]:
    """Body → what its rules of that day say in the field, where they say something."""
    found = RulesOfProcedure.objects.filter(running(day), **{f"{field}__isnull": False})
    if body is not None:
        found = found.filter(body=body)
    return dict(found.order_by("valid_from", "pk").values_list("body", field))


def _came(seats: Iterable[Seat], day: dt.date) -> dict[int, dt.date]:
    """Seat → since when the one who holds it today does."""
    held = SeatHolder.objects.filter(running(day), kind=HolderKind.HOLDER, seat__in=list(seats))
    return dict(held.order_by("valid_from").values_list("seat", "valid_from"))


@dataclass(frozen=True)
class Missing:
    """A seat that was taken neither by its holder nor by a deputy in the last `meetings` in a row.

    `excused` of them were excused; `allowed` is what the rules say; `since` is the first of them.
    """

    seat: Seat
    meetings: int
    excused: int
    allowed: int
    since: dt.date


def long_absences(day: dt.date, body: Body | None = None) -> list[Missing]:
    """Seats that missed as many meetings in a row as the rules of their body say, the longest first; four queries.

    Only meetings that are over count, only those where this seat's attendance was recorded, and only since its holder came.
    """
    allowed = _rules(day, "absences", body)
    seats = {seat.pk: seat for seat in _running(day, body).filter(body__in=allowed)}
    came = _came(seats.values(), day)
    runs: dict[int, list[Attendance]] = {}
    ended: set[int] = set()
    for row in _recorded(seats):
        seat_id, held = row.seat_id or 0, clock.local(row.meeting.starts_at).date()
        if held < came.get(seat_id, dt.date.min) or row.presence not in MISSED:
            ended.add(seat_id)
        elif seat_id not in ended:
            runs.setdefault(seat_id, []).append(row)
    found = [
        _missing(seats[pk], rows, allowed[seats[pk].body_id])
        for pk, rows in runs.items()
        if len(rows) >= allowed[seats[pk].body_id]
    ]
    return sorted(found, key=lambda one: (-one.meetings, one.seat.pk))


def _recorded(seats: Iterable[int]) -> QuerySet[Attendance]:
    """The newest meeting first."""
    rows = Attendance.objects.filter(seat__in=list(seats), meeting__state__in=OVER)
    return (
        rows.exclude(presence=Presence.UNKNOWN)
        .select_related("meeting")
        .order_by("-meeting__starts_at", "-pk")
    )


def _missing(seat: Seat, rows: list[Attendance], allowed: int) -> Missing:
    excused = sum(row.presence == Presence.EXCUSED for row in rows)
    return Missing(seat, len(rows), excused, allowed, clock.local(rows[-1].meeting.starts_at).date())
