"""What the office can do for an enquiry: a note to the enquirer, one more provider, an end."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.text import clean
from umsicht.enquiries.domain import closing, telling
from umsicht.enquiries.domain.asking import MAX_PROVIDERS, add_replies, is_public, send
from umsicht.enquiries.domain.holding import hold
from umsicht.enquiries.enums import EnquiryState, RemarkKind
from umsicht.enquiries.models import Enquiry, Remark, Reply
from umsicht.offers.models import Offer


@transaction.atomic
def write_note(*, enquiry: Enquiry, actor: Any, text: str) -> Remark:
    """A word to the enquirer: it stands on the private page and goes by mail. Raises BadInput, NotAllowed, Conflict."""
    require(actor, "enquiries.enquiry.help", enquiry)
    enquiry = hold(enquiry)
    words = clean(text)
    if not words or len(words) > 1000:
        raise BadInput(_("Please write at most 1000 characters."))
    if not enquiry.email:
        raise Conflict(_("The personal data of this enquiry are deleted; nobody could read the note."))
    remark = Remark(
        tenant=enquiry.tenant, enquiry=enquiry, kind=RemarkKind.NOTE, text=words, created_at=clock.now()
    )
    remark.save(force_insert=True)
    journal.record("enquiries.enquiry.note", enquiry, actor=actor)
    telling.tell_note(enquiry, words)
    return remark


@transaction.atomic
def add_provider(*, enquiry: Enquiry, offer: Offer, actor: Any) -> Reply:
    """Ask one more provider on the enquirer's behalf. Raises BadInput, NotAllowed, Conflict."""
    require(actor, "enquiries.enquiry.help", enquiry)
    enquiry = hold(enquiry)
    if enquiry.state != EnquiryState.OPEN:
        raise Conflict(_("This enquiry is over; nothing can be changed any more."))
    if offer.tenant_id != enquiry.tenant_id or not is_public(offer):
        raise BadInput(_("This offer is not public."))
    asked = set(enquiry.replies.values_list("provider_id", flat=True))
    if offer.provider_id in asked:
        raise BadInput(_("This provider was asked already."))
    if len(asked) >= 2 * MAX_PROVIDERS:
        raise Conflict(_("This enquiry went to many providers already."))
    reply = add_replies(enquiry, [offer], by_office=True)[0]
    reply.enquiry = enquiry
    send(reply)
    journal.record("enquiries.enquiry.add", enquiry, actor=actor, after={"provider": offer.provider_id})
    telling.tell_note(
        enquiry,
        _("We have asked one more provider for you: %(provider)s (%(offer)s).")
        % {"provider": offer.provider.name, "offer": offer.title},
    )
    return reply


@transaction.atomic
def close_enquiry(*, enquiry: Enquiry, actor: Any, reason: str) -> Enquiry:
    """The office ends it without a date. Raises TransitionDenied."""
    enquiry = hold(enquiry)
    closing.close(enquiry, actor=actor, reason=reason)
    return enquiry
