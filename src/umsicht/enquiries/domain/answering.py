"""A provider answers: yes with a proposal, no, or a question; by its signed link (actor None) or at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.text import clean, one_line
from umsicht.enquiries.domain import telling
from umsicht.enquiries.domain.closing import close_if_nobody_can
from umsicht.enquiries.domain.holding import hold_reply, move
from umsicht.enquiries.enums import DeclineReason, RemarkKind
from umsicht.enquiries.models import Remark, Reply
from umsicht.offers.models import Offer

MAX_REMARKS = 10
"""Questions and answers with one provider: what needs more needs a telephone."""


@transaction.atomic
def propose(
    *,
    reply: Reply,
    actor: Any,
    starts_at: dt.datetime,
    ends_at: dt.datetime | None = None,
    place: str = "",
    price: str = "",
    note: str = "",
    offer: Offer | None = None,
) -> Reply:
    """Yes, with date, place and price. Raises BadInput, NotAllowed, TransitionDenied (somebody was faster, or it is over)."""
    require(actor, "enquiries.reply.answer", reply)
    reply = hold_reply(reply)
    if starts_at <= clock.now():
        raise BadInput(_("The date lies in the past."))
    if ends_at is not None and ends_at <= starts_at:
        raise BadInput(_("The end lies before the beginning."))
    asked = list(reply.offers.all())
    chosen = offer or (asked[0] if len(asked) == 1 else reply.offer)
    if chosen is None or chosen not in asked:
        raise BadInput(_("Please say which of the offers the proposal is about."))
    reply.offer, reply.starts_at, reply.ends_at = chosen, starts_at, ends_at
    reply.place, reply.price, reply.note = one_line(place), one_line(price), clean(note)
    _save(reply, "offer", "starts_at", "ends_at", "place", "price", "note")
    move(reply, "propose", actor=actor)
    telling.tell_reply(reply)
    return reply


@transaction.atomic
def decline(*, reply: Reply, actor: Any, reason: str, note: str = "") -> Reply:
    """No. When nobody is left who could say yes, the enquiry ends. Raises BadInput, NotAllowed, TransitionDenied."""
    require(actor, "enquiries.reply.answer", reply)
    reply = hold_reply(reply)
    if reason not in DeclineReason.values:
        raise BadInput(_("Please choose a reason."))
    reply.note = clean(note)
    _save(reply, "note")
    move(reply, "decline", actor=actor, decline_reason=reason)
    telling.tell_reply(reply)
    close_if_nobody_can(reply.enquiry)
    return reply


@transaction.atomic
def ask_back(*, reply: Reply, actor: Any, text: str) -> Reply:
    """A question to the enquirer, who answers on the private page. Raises BadInput, NotAllowed, TransitionDenied, Conflict."""
    require(actor, "enquiries.reply.answer", reply)
    reply = hold_reply(reply)
    move(reply, "ask", actor=actor)
    add_remark(reply, RemarkKind.QUESTION, text)
    telling.tell_reply(reply)
    return reply


@transaction.atomic
def take_back(*, reply: Reply, actor: Any, reason: str) -> Reply:
    """A proposal or a no is taken back and can be given anew, as long as the enquiry is open."""
    require(actor, "enquiries.reply.answer", reply)
    reply = hold_reply(reply)
    if reply.enquiry.state != "open":
        raise Conflict(_("This enquiry is over; nothing can be changed any more."))
    move(reply, "take_back", actor=actor, reason=reason)
    telling.tell_reply(reply)
    return reply


def add_remark(reply: Reply, kind: RemarkKind, text: str) -> Remark:
    words = clean(text)
    if not words or len(words) > 1000:
        raise BadInput(_("Please write at most 1000 characters."))
    if reply.enquiry.remarks.filter(reply=reply).count() >= MAX_REMARKS:
        raise Conflict(_("There are many questions and answers already. Please talk by telephone."))
    remark = Remark(
        tenant=reply.tenant,
        enquiry=reply.enquiry,
        reply=reply,
        kind=kind,
        text=words,
        created_at=clock.now(),
    )
    remark.save(force_insert=True)
    return remark


def _save(reply: Reply, *fields: str) -> None:
    try:
        reply.clean_fields(exclude=[f.name for f in reply._meta.fields if f.name not in fields])  # noqa: SLF001
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error
    reply.save(update_fields=fields)
