"""How an enquiry ends without a date, and what happens to the replies that are still open then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.transitions import apply
from umsicht.enquiries.domain import telling
from umsicht.enquiries.domain.holding import move
from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.models import Enquiry, Reply

OPEN_REPLIES = (ReplyState.WAITING, ReplyState.ASKED, ReplyState.QUESTION)


def open_replies(enquiry: Enquiry) -> list[Reply]:
    """What has not come to an end, proposals included, by id: locks are taken in this order."""
    states = (*OPEN_REPLIES, ReplyState.PROPOSED)
    found = (
        enquiry.replies.filter(state__in=states).select_related("provider", "offer", "tenant").order_by("pk")
    )
    replies = list(found.prefetch_related("offers__contact_point"))
    for reply in replies:
        reply.enquiry = enquiry
    return replies


def lapse(replies: Iterable[Reply], kind: str) -> None:
    """End what is open; providers that were asked are told why (`kind`, see telling.tell_outcome)."""
    for reply in replies:
        was_asked = reply.asked_at is not None
        move(reply, "lapse", actor=None)
        if was_asked:
            telling.tell_outcome(reply, kind)


def close(enquiry: Enquiry, *, actor: Any, reason: str) -> None:
    """End the held enquiry without a date: all are told, the office too when the system closes it."""
    apply(enquiry, "close", actor=actor, reason=reason)
    lapse(open_replies(enquiry), "ended")
    telling.tell_end_to_enquirer(enquiry, "unmet")
    if actor is None:
        telling.tell_office(enquiry, "unmet")


def close_if_nobody_can(enquiry: Enquiry) -> bool:
    """After a no: is anybody left who may still say yes?"""
    if enquiry.state != EnquiryState.OPEN or open_replies(enquiry):
        return False
    close(enquiry, actor=None, reason=_("Every provider has declined."))
    return True
