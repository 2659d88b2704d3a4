"""Experience from practice: told once per date, checked by the office where it holds words, answered by the provider."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.text import clean
from umsicht.core.transitions import apply
from umsicht.enquiries.domain import telling_experience as telling
from umsicht.enquiries.domain.holding import hold
from umsicht.enquiries.enums import EnquiryState, Rating, ReplyState, ShownState
from umsicht.enquiries.models import Enquiry, Experience, ExperienceComment
from umsicht.enquiries.models.experience import RATINGS
from umsicht.tenancy.domain.content import bump_content_version

MAX_TEXT = 500


@transaction.atomic
def tell_experience(
    *, enquiry: Enquiry, ratings: Mapping[str, int], text: str = "", actor: None = None
) -> Experience:
    """Take the five answers of one date. The record keeps offer and month, no way back to the enquiry.

    Raises BadInput (an answer missing or off the scale), Conflict (told already, or it did not take place).
    """
    enquiry = hold(enquiry)
    if enquiry.experience_given_at is not None:
        raise Conflict(_("You have told us already. Thank you!"))
    reply = enquiry.replies.select_related("offer").filter(state=ReplyState.ACCEPTED).first()
    if enquiry.state != EnquiryState.HELD or reply is None or reply.offer is None or not enquiry.agreed_for:
        raise Conflict(_("For this date no experience can be told."))
    words = clean(text)
    if set(ratings) != set(RATINGS) or any(value not in Rating.values for value in ratings.values()):
        raise BadInput(_("Please answer all four questions."))
    if len(words) > MAX_TEXT:
        raise BadInput(_("Please write at most %(most)s characters.") % {"most": MAX_TEXT})
    experience = Experience(
        tenant=enquiry.tenant,
        offer=reply.offer,
        provider_id=reply.provider_id,
        held_in=clock.local(enquiry.agreed_for).date().replace(day=1),
        text=words,
        created_at=clock.now(),
        is_demo=enquiry.is_demo,
        **ratings,
    )
    experience.save(force_insert=True)
    enquiry.experience_given_at = clock.now()
    enquiry.save(update_fields=["experience_given_at"])
    journal.record("enquiries.experience.tell", experience, actor=actor)
    if words:
        apply(experience, "submit", actor=None)
        telling.tell_office(experience)
    bump_content_version(enquiry.tenant)
    return experience


@transaction.atomic
def check_words(*, item: Experience | ExperienceComment, step: str, actor: Any, reason: str = "") -> None:
    """Show, hide or reconsider words; the offer's page changes at once. Raises TransitionDenied."""
    apply(item, step, actor=actor, reason=reason)
    if isinstance(item, Experience) and item.state == ShownState.SHOWN:
        telling.tell_provider(item)
    bump_content_version(item.tenant)


@transaction.atomic
def comment(*, experience: Experience, actor: Any, text: str) -> ExperienceComment:
    """The provider's word on an experience that is shown; one each. Raises BadInput, NotAllowed, Conflict."""
    require(actor, "enquiries.experience.comment", experience)
    words = clean(text)
    if not words or len(words) > MAX_TEXT:
        raise BadInput(_("Please write at most %(most)s characters.") % {"most": MAX_TEXT})
    if experience.state != ShownState.SHOWN:
        raise Conflict(_("This experience is not shown at present."))
    if ExperienceComment.objects.filter(experience=experience).exists():
        raise Conflict(_("There is a reply already."))
    made = ExperienceComment(
        tenant=experience.tenant, experience=experience, text=words, created_at=clock.now()
    )
    made.save(force_insert=True)
    journal.record("enquiries.comment.write", made, actor=actor)
    apply(made, "submit", actor=None)
    telling.tell_office(experience)
    return made
