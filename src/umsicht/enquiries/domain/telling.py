"""Every mail about an enquiry is queued here, in the caller's transaction.

Enquirers and providers without an account get a bare mail with a link of their own; people who speak for a provider at
the desk get mail and inbox with the way to the desk. What the words say is read when the mail is queued.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation

from umsicht.core import clock, ratelimit
from umsicht.core.errors import TooMany
from umsicht.directory.queries.keeping import people_keeping
from umsicht.enquiries.enums import DeclineReason
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.enquiries.queries import wording
from umsicht.enquiries.queries.recipients import address_of
from umsicht.notify.domain import links
from umsicht.notify.domain.sending import Recipient, notify, notify_each
from umsicht.tenancy.queries.memberships import office_of

CONFIRM, PAGE, ANSWER = "enquiries.confirm", "enquiries.page", "enquiries.answer"
CALENDAR, EXPERIENCE = "enquiries.calendar", "enquiries.experience"
CONFIRM_FOR = dt.timedelta(days=3)
PAGE_FOR = dt.timedelta(days=180)
ANSWER_FOR = dt.timedelta(days=60)
EXPERIENCE_FOR = dt.timedelta(days=30)
PER_PROVIDER = ratelimit.Limit("enquiries.provider", count=25, seconds=86_400)
"""Mails to one provider a day. Beyond it the enquiry waits at the desk, and the next reminder brings it along."""
Words = Callable[[], Mapping[str, Any]]


def link(enquiry: Enquiry, what: str, purpose: str, subject: int, lifetime: dt.timedelta) -> str:
    """The address of a public page of an enquiry with a fresh token."""
    token = links.issue(purpose=purpose, tenant=enquiry.tenant, subject=subject, lifetime=lifetime)
    return f"/{enquiry.tenant.slug}/anfrage/{what}/{token}"


def page_url(enquiry: Enquiry) -> str:
    """A new address of the enquirer's private page; earlier ones stay good until they are revoked."""
    return link(enquiry, "meine", PAGE, enquiry.pk, PAGE_FOR)


def desk_url(enquiry: Enquiry) -> str:
    return f"/desk/{enquiry.tenant.slug}/anfragen/{enquiry.pk}"


def offers_of(reply: Reply) -> list[str]:
    return sorted(offer.title for offer in reply.offers.all())


def tell_enquirer(enquiry: Enquiry, message: str, words: Words, *, dedupe_key: str = "") -> None:
    """Nothing after the personal data are gone: then there is no address."""
    if not enquiry.email:
        return
    with translation.override(enquiry.language):
        context = {"enquiry": enquiry.pk, "what": enquiry.what, "demo": enquiry.is_demo, **words()}
    notify(
        message=message,
        to=Recipient(enquiry.email, enquiry.language),
        tenant=enquiry.tenant,
        context=context,
        dedupe_key=dedupe_key,
    )


def ask_for_confirmation(enquiry: Enquiry) -> None:
    def words() -> dict[str, Any]:
        names = [reply.provider.name for reply in enquiry.replies.select_related("provider")]
        return {
            "providers": names,
            "matter": wording.matter(enquiry),
            "url": link(enquiry, "bestaetigen", CONFIRM, enquiry.pk, CONFIRM_FOR),
        }

    tell_enquirer(enquiry, "enquiries.confirm", words)


def tell_provider(reply: Reply, kind: str) -> None:
    """`kind`: new, reminder, or answer (to its question). Sets `in_hand` to whether anybody could be told."""
    enquiry, keepers = reply.enquiry, people_keeping(reply.provider)
    address = address_of(reply)
    context, guard = _asked(reply, kind), f"organisation:{reply.provider_id}"
    for person in keepers:
        notify(
            message="enquiries.asked_at_desk",
            to=Recipient.person(person),
            tenant=enquiry.tenant,
            context={**context, "url": desk_url(enquiry)},
            guard=guard,
        )
    known = {person.email.lower() for person in keepers}
    if address and address.lower() not in known and _may_write(reply):
        url = link(enquiry, "antwort", ANSWER, reply.pk, ANSWER_FOR)
        to = Recipient(address)
        notify(
            message="enquiries.asked",
            to=to,
            tenant=enquiry.tenant,
            context={**context, "url": url},
            guard=guard,
        )
    in_hand = bool(keepers or address)
    if reply.in_hand != in_hand:
        reply.in_hand = in_hand
        reply.save(update_fields=["in_hand"])


def _may_write(reply: Reply) -> bool:
    try:
        ratelimit.take(PER_PROVIDER, str(reply.provider_id))
    except TooMany:
        return False
    return True


def _asked(reply: Reply, kind: str) -> dict[str, Any]:
    enquiry = reply.enquiry
    with translation.override("de"):
        answers = enquiry.remarks.filter(reply=reply).order_by("-pk").values_list("text", flat=True)
        return {
            "kind": kind,
            "reply": reply.pk,
            "provider": reply.provider.name,
            "offers": offers_of(reply),
            "matter": wording.matter(enquiry),
            "message": enquiry.message,
            "answer": answers.first() or "" if kind == "answer" else "",
            "answer_by": enquiry.answer_by.isoformat() if enquiry.answer_by else "",
            "demo": enquiry.is_demo,
        }


def tell_reply(reply: Reply) -> None:
    """The enquirer hears of a yes, a no or a question."""

    def words() -> dict[str, Any]:
        enquiry = reply.enquiry
        question = enquiry.remarks.filter(reply=reply).order_by("-pk").values_list("text", flat=True).first()
        return {
            "state": reply.state,
            "provider": reply.provider.name,
            "proposal": wording.proposal(reply),
            "note": reply.note,
            "reason": ""
            if reply.decline_reason == DeclineReason.OTHER
            else reply.get_decline_reason_display(),
            "question": question or "",
            "url": page_url(enquiry),
        }

    tell_enquirer(reply.enquiry, "enquiries.reply", words)


def tell_outcome(reply: Reply, kind: str, *, reason: str = "") -> None:
    """A provider hears how it went on: accepted, other, withdrawn, called_off, ended."""
    enquiry = reply.enquiry
    context: dict[str, Any] = {"kind": kind, "offers": offers_of(reply), "reason": reason}
    with translation.override("de"):
        context |= {"proposal": wording.proposal(reply), "institution": enquiry.institution}
        reach = [*wording.contact(enquiry), *wording.matter(enquiry)] if kind == "accepted" else []
    keepers = people_keeping(reply.provider)
    for person in keepers:
        notify(
            message="enquiries.outcome_at_desk",
            to=Recipient.person(person),
            tenant=enquiry.tenant,
            context={**context, "url": desk_url(enquiry)},
        )
    address = address_of(reply)
    if address and address.lower() not in {person.email.lower() for person in keepers}:
        url = link(enquiry, "termin", CALENDAR, reply.pk, ANSWER_FOR) if kind == "accepted" else ""
        notify(
            message="enquiries.outcome",
            to=Recipient(address),
            tenant=enquiry.tenant,
            context={**context, "reach": reach, "calendar": url},
        )


def tell_end_to_enquirer(enquiry: Enquiry, kind: str, *, reason: str = "") -> None:
    """`kind`: agreed, unmet, called_off, withdrawn."""

    def words() -> dict[str, Any]:
        accepted = enquiry.replies.filter(state="accepted").select_related("provider", "offer").first()
        return {
            "kind": kind,
            "provider": accepted.provider.name if accepted else "",
            "proposal": wording.proposal(accepted) if accepted else [],
            "reason": reason,
            "until": enquiry.erase_on.isoformat() if enquiry.erase_on else "",
            "url": page_url(enquiry) if kind != "withdrawn" else "",
            "search": f"/{enquiry.tenant.slug}/angebote",
        }

    tell_enquirer(enquiry, "enquiries.ended", words)


def tell_note(enquiry: Enquiry, text: str) -> None:
    tell_enquirer(enquiry, "enquiries.note", lambda: {"text": text, "url": page_url(enquiry)})


def remind_to_decide(enquiry: Enquiry, until: dt.date) -> None:
    def words() -> dict[str, Any]:
        count = enquiry.replies.filter(state="proposed").count()
        return {"count": count, "until": until.isoformat(), "url": page_url(enquiry)}

    tell_enquirer(enquiry, "enquiries.decide", words)


def ask_for_experience(enquiry: Enquiry, reply: Reply) -> None:
    def words() -> dict[str, Any]:
        return {
            "offer": reply.offer.title if reply.offer else "",
            "provider": reply.provider.name,
            "day": clock.local(enquiry.agreed_for).date().isoformat() if enquiry.agreed_for else "",
            "url": link(enquiry, "erfahrung", EXPERIENCE, enquiry.pk, EXPERIENCE_FOR),
        }

    tell_enquirer(enquiry, "enquiries.experience", words)


def send_page_again(enquiry: Enquiry) -> None:
    tell_enquirer(enquiry, "enquiries.page", lambda: {"url": page_url(enquiry)})


def tell_office(enquiry: Enquiry, kind: str) -> None:
    """`kind`: overdue (providers have not answered), unreachable (nobody could be told), unmet."""
    missing = enquiry.replies.filter(state__in=["asked", "question"]).select_related("provider")
    names = [reply.provider.name for reply in missing]
    notify_each(
        office_of(enquiry.tenant),
        message="enquiries.office",
        tenant=enquiry.tenant,
        context={"kind": kind, "what": enquiry.what, "providers": names, "url": desk_url(enquiry)},
    )
