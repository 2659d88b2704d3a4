"""Answers to an invitation: by the person signed in, by the office for somebody, or by the link in the mail."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict, NotFound
from umsicht.core.meanwhile import hold
from umsicht.council.enums import Deputising, MeetingState, Reply
from umsicht.council.models import Attendance
from umsicht.council.queries.attendance import rules_of
from umsicht.council.telling import REPLY
from umsicht.notify.domain import links


@transaction.atomic
def answer(*, row: Attendance, actor: Any, reply: str, deputy: str = "") -> None:
    """Raises BadInput, Conflict once the meeting runs or is called off, NotAllowed."""
    require(actor, "council.meeting.reply", row)
    _answer(row, actor, reply, deputy)


@transaction.atomic
def answer_by_link(*, token: str, reply: str, deputy: str = "") -> Attendance:
    """The same by the link of the mail, which may be used again until the meeting: plans change. Raises BadToken."""
    row = row_of(token)
    _answer(row, None, reply, deputy)
    return row


def row_of(token: str) -> Attendance:
    """The seat's row that a link is for, in the scope of its tenant. Raises BadToken, ExpiredToken, NotFound."""
    link = links.look(REPLY, token)
    found = Attendance.objects.select_related("meeting__body", "meeting__tenant", "seat").filter(
        pk=link.subject
    )
    row = found.first()
    if row is None:
        raise NotFound
    return row


def _answer(row: Attendance, actor: Any, reply: str, deputy: str) -> None:
    meeting = row.meeting
    if meeting.state not in (MeetingState.INVITED, MeetingState.RUNNING):
        raise Conflict(_("Answers are taken from the invitation until the end of the meeting."))
    if reply not in Reply.values or not reply:
        raise BadInput(_("Please choose an answer."))
    hold(row)
    if reply == Reply.DEPUTY:
        rules = rules_of(meeting.body, clock.local(meeting.starts_at).date())
        if rules is not None and rules.deputising == Deputising.NONE:
            raise BadInput(_("The rules of this body know no deputies."))
        if not deputy.strip():
            raise BadInput(_("Please say who comes instead, for example by office."))
    row.reply, row.deputy = reply, deputy.strip() if reply == Reply.DEPUTY else ""
    row.replied_at = clock.now()
    row.clean_fields(exclude={"tenant"})
    row.save(update_fields=["reply", "deputy", "replied_at"])
    journal.record("council.reply.give", row, actor=actor, after={"reply": reply, "meeting": meeting.pk})
