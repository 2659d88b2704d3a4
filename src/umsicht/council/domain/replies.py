"""Answers to an invitation: by the person signed in, by the office for somebody, or by the link in the mail."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict, NotFound
from umsicht.core.meanwhile import hold
from umsicht.council.domain.deputies import deputy_of
from umsicht.council.enums import MeetingState, Reply
from umsicht.council.models import Attendance
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
        deputy = deputy_of(row, deputy)
    row.reply, row.deputy = reply, deputy if reply == Reply.DEPUTY else ""
    row.replied_at = clock.now()
    row.clean_fields(exclude={"tenant"})
    row.save(update_fields=["reply", "deputy", "replied_at"])
    journal.record("council.reply.give", row, actor=actor, after={"reply": reply, "meeting": meeting.pk})
