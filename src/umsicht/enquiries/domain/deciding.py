"""What the enquirer does on the private page. The signed address is the right to it, so there is no actor."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.text import clean
from umsicht.core.transitions import apply
from umsicht.enquiries.domain import telling
from umsicht.enquiries.domain.answering import add_remark
from umsicht.enquiries.domain.closing import lapse, open_replies
from umsicht.enquiries.domain.holding import hold, hold_reply, move
from umsicht.enquiries.enums import RemarkKind, ReplyState
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.notify.domain import links


@transaction.atomic
def accept(*, reply: Reply, actor: None = None) -> Enquiry:
    """Take one proposal: its provider gets the contact, the others a polite word. Of two clicks at once one counts.

    Raises TransitionDenied (over, or taken back meanwhile), Conflict when the proposed date has passed.
    """
    reply = hold_reply(reply)
    enquiry = reply.enquiry
    if reply.starts_at is not None and reply.starts_at <= clock.now():
        raise Conflict(_("The proposed date has passed. Please ask for another one."))
    apply(enquiry, "agree", actor=actor, agreed_for=reply.starts_at)
    move(reply, "accept", actor=actor)
    telling.tell_outcome(reply, "accepted")
    others = [other for other in open_replies(enquiry) if other.pk != reply.pk]
    for other in others:
        if other.state == ReplyState.PROPOSED:
            move(other, "pass_over", actor=actor)
            telling.tell_outcome(other, "other")
    lapse([other for other in others if other.state != ReplyState.NOT_CHOSEN], "other")
    telling.tell_end_to_enquirer(enquiry, "agreed")
    return enquiry


@transaction.atomic
def answer_question(*, reply: Reply, text: str, actor: None = None) -> Reply:
    """The provider that asked gets the answer with a fresh link. Raises BadInput, TransitionDenied, Conflict."""
    reply = hold_reply(reply)
    move(reply, "hear", actor=actor)
    add_remark(reply, RemarkKind.ANSWER, text)
    telling.tell_provider(reply, "answer")
    return reply


@transaction.atomic
def withdraw(*, enquiry: Enquiry, actor: None = None) -> Enquiry:
    """The enquirer needs nothing any more: all providers are told, the personal data go after the usual time."""
    enquiry = hold(enquiry)
    apply(enquiry, "withdraw", actor=actor)
    lapse(open_replies(enquiry), "withdrawn")
    telling.tell_end_to_enquirer(enquiry, "withdrawn")
    return enquiry


@transaction.atomic
def call_off(*, enquiry: Enquiry, reason: str, actor: object = None) -> Enquiry:
    """An agreed date falls out: told to both sides. By the enquirer (actor None), the provider or the office.

    What an enquirer writes goes by mail only, the journal names the side. Raises TransitionDenied, BadInput.
    """
    enquiry = hold(enquiry)
    reason = clean(reason)
    if not reason or len(reason) > 500:
        raise BadInput(_("Please give a reason."))
    kept = _("Called off by the enquirer.") if actor is None else reason
    apply(enquiry, "call_off", actor=actor, reason=kept)
    accepted = enquiry.replies.select_related("provider", "tenant").get(state=ReplyState.ACCEPTED)
    accepted.enquiry = enquiry
    telling.tell_outcome(accepted, "called_off", reason=reason)
    telling.tell_end_to_enquirer(enquiry, "called_off", reason=reason)
    return enquiry


@transaction.atomic
def renew_page(*, enquiry: Enquiry, actor: None = None) -> None:
    """All addresses of the private page stop working; a new one goes to the mail address."""
    enquiry = hold(enquiry)
    links.revoke(purpose=telling.PAGE, subject=enquiry.pk)
    telling.send_page_again(enquiry)
