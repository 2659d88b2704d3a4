"""What those invited are told by mail: invitation, changes, cancellation, circular votes. Each with a link of their own.

Also the private address of a calendar, for those without an account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from umsicht.core import clock, signing
from umsicht.council.calendar import calendar_of
from umsicht.council.enums import Deputising, HolderKind
from umsicht.council.models import (
    Attendance,
    CalendarLink,
    CircularBallot,
    CircularVote,
    Meeting,
    SeatHolder,
)
from umsicht.council.queries.attendance import holders_of, rules_of, seats_on
from umsicht.council.queries.bodies import title_of
from umsicht.notify.domain import links
from umsicht.notify.domain.sending import Recipient, notify

REPLY = "council.reply"
BALLOT = "council.ballot"
CALENDAR = "council.calendar"


def _recipient(person: SeatHolder) -> Recipient | None:
    if person.user is not None:
        return Recipient.person(person.user)
    return Recipient(person.email) if person.email else None


def people_of(meeting: Meeting) -> Iterator[tuple[Attendance, Recipient]]:
    """Everybody with an address who holds or deputises for an invited seat."""
    day = clock.local(meeting.starts_at).date()
    rows = {row.seat_id: row for row in meeting.attendances.filter(seat__isnull=False)}
    held = holders_of(seats_on(meeting.body, day), day)
    for seat_id, people in held.items():
        for person in people:
            found = _recipient(person)
            if found is not None and seat_id in rows:
                yield rows[seat_id], found


def _context(meeting: Meeting, kind: str, reason: str) -> dict[str, Any]:
    start = clock.local(meeting.starts_at)
    return {
        "kind": kind,
        "body": title_of(meeting.body),
        "title": meeting.title,
        "starts_at": start.isoformat(),
        "place": meeting.place,
        "online_url": meeting.online_url,
        "note": meeting.note,
        "reason": reason,
        "demo": meeting.is_demo,
    }


def tell_meeting(meeting: Meeting, kind: str, *, reason: str = "") -> int:
    """`kind` is invited, changed or cancelled; returns how many mails were queued. The agenda stands behind the link."""
    sent = 0
    method = "CANCEL" if kind == "cancelled" else "REQUEST"
    for row, to in people_of(meeting):
        token = links.issue(
            purpose=REPLY, tenant=meeting.tenant, subject=row.pk, lifetime=_until(meeting.starts_at)
        )
        url = f"/{meeting.tenant.slug}/sitzung/antwort/{token}"
        title = f"{title_of(meeting.body)}: {meeting.title}"
        content = calendar_of([(meeting, title, settings.SITE_URL + url)], method=method, inside=True)
        told = notify(
            message="council.meeting",
            to=to,
            tenant=meeting.tenant,
            context=_context(meeting, kind, reason) | {"url": url},
            calendar=content.decode(),
        )
        sent += told.mail is not None
    return sent


def _until(moment: dt.datetime) -> dt.timedelta:
    return max(moment - clock.now(), dt.timedelta(hours=1))


def tell_circular(vote: CircularVote, ballots: Iterable[CircularBallot], kind: str) -> int:
    """A link for each seat without an answer, to all who hold it; the first answer counts.

    Deputies get one only where the rules know deputies.
    """
    rows = {ballot.seat_id: ballot for ballot in ballots}
    held = holders_of([ballot.seat for ballot in rows.values()], clock.today())
    rules = rules_of(vote.body)
    alone = rules is not None and rules.deputising == Deputising.NONE
    sent = 0
    for seat_id, people in held.items():
        for person in people:
            to = _recipient(person)
            if to is None or (alone and person.kind == HolderKind.DEPUTY):
                continue
            token = links.issue(
                purpose=BALLOT, tenant=vote.tenant, subject=rows[seat_id].pk, lifetime=_until(vote.deadline)
            )
            context = {
                "kind": kind,
                "body": title_of(vote.body),
                "subject": vote.subject,
                "deadline": clock.local(vote.deadline).isoformat(),
                "url": f"/{vote.tenant.slug}/umlauf/{token}",
                "demo": vote.is_demo,
            }
            told = notify(message="council.circular", to=to, tenant=vote.tenant, context=context)
            sent += told.mail is not None
    return sent


def calendar_path(link: CalendarLink) -> str:
    """The address to subscribe to; the same until it is renewed."""
    return f"/{link.tenant.slug}/sitzung/kalender/{signing.lasting(CALENDAR, link.uid.hex)}.ics"


def tell_calendar(link: CalendarLink, holder: SeatHolder) -> None:
    """The private address by mail, for somebody without an account."""
    context = {
        "body": title_of(holder.seat.body),
        "address": settings.SITE_URL + calendar_path(link),
        "demo": holder.seat.is_demo,
    }
    notify(message="council.calendar", to=Recipient(holder.email), tenant=link.tenant, context=context)
