"""A provider's answer: this is right, this is different, this has ended. By the link of a mail, at the desk, or noted by
the office after a telephone call. All of it in one transaction; what was corrected and what was confirmed is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.signing import BadToken
from umsicht.core.transitions import apply
from umsicht.directory.domain.contact_points import change_contact_point
from umsicht.directory.domain.organisations import change_organisation
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.notify.domain import links
from umsicht.notify.domain.sending import notify_each
from umsicht.notify.models import MailLink
from umsicht.offers.domain.offers import change_offer, set_availability
from umsicht.offers.domain.reports import report_error
from umsicht.offers.domain.sessions import set_sessions
from umsicht.offers.enums import Availability, OfferState, ReportField
from umsicht.offers.models import Offer
from umsicht.offers.series import Series
from umsicht.tenancy.queries.memberships import office_of
from umsicht.upkeep.domain.confirming import by_ourselves, confirm
from umsicht.upkeep.domain.reminding import PURPOSE
from umsicht.upkeep.enums import ConfirmedBy, FieldGroup
from umsicht.upkeep.models import Reminder, Round
from umsicht.upkeep.policy import Policy
from umsicht.upkeep.queries.due import due_of
from umsicht.upkeep.queries.history import reminder_of
from umsicht.upkeep.queries.policies import policy_of
from umsicht.upkeep.queries.recipients import is_still_theirs
from umsicht.upkeep.queries.seen import fingerprint


@dataclass(frozen=True)
class OfferAnswer:
    """What is said of one offer. None: as it stands. `note` says what is wrong with the content; the office reads it."""

    offer: Offer
    groups: Sequence[str]
    ended: bool = False
    availability: str | None = None
    sessions: Sequence[Series] | None = None
    costs: Sequence[Mapping[str, Any]] | None = None
    note: str = ""


@dataclass(frozen=True)
class ContactAnswer:
    """New values of a contact point, or of the provider where offers have none of their own."""

    record: ContactPoint | Organisation
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """`seen` is the fingerprint of what the page showed; skipped offers are left out."""

    seen: str
    offers: Sequence[OfferAnswer] = ()
    contacts: Sequence[ContactAnswer] = ()


@dataclass
class Answered:
    confirmed: int = 0
    ended: int = 0
    corrected: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Voice:
    """Who speaks, and how it came."""

    by: str
    actor: Any
    how: str
    policy: Policy
    reminder: Reminder | None = None


def of_link(link: MailLink) -> Reminder:
    """The reminder whose mail held the link. Raises BadToken when the mail went to an address that is theirs no longer."""
    reminder = reminder_of(link.tenant, link.subject)
    if reminder.to_email and not is_still_theirs(reminder.provider, reminder.to_email):
        raise BadToken(_("This link went to an address that the provider does not use any more."))
    return reminder


@transaction.atomic
def answer_by_link(*, token: str, answer: Answer, actor: None = None) -> Answered:
    """The answer of whoever got the mail; uses the link up. Of two at once one gets UsedLink and changes nothing.

    Raises BadToken, ExpiredToken, UsedLink; Conflict when other values stand there meanwhile (the link stays good);
    BadInput.
    """
    reminder = of_link(links.use(PURPOSE, token))
    how = _("By the link in the mail of %(day)s") % {"day": f"{reminder.sent_on:%d.%m.%Y}"}
    voice = _Voice(ConfirmedBy.LINK, None, how, policy_of(reminder.tenant), reminder)
    done = _take(reminder.provider, answer, voice)
    _settle(reminder.provider, ConfirmedBy.LINK)
    return done


@transaction.atomic
def answer_at_desk(*, provider: Organisation, answer: Answer, actor: Any) -> Answered:
    """The provider's keeper answers after signing in. Raises NotAllowed, Conflict, BadInput."""
    require(actor, "upkeep.answer.give", provider)
    voice = _Voice(ConfirmedBy.DESK, actor, "", policy_of(provider.tenant))
    done = _take(provider, answer, voice)
    _settle(provider, ConfirmedBy.DESK)
    return done


@transaction.atomic
def note_answer(*, provider: Organisation, answer: Answer, how: str, actor: Any) -> Answered:
    """The office notes what the provider said, and how it asked. Raises NotAllowed, Conflict, BadInput."""
    require(actor, "upkeep.answer.note", provider)
    if not how.strip():
        raise BadInput(_("Please say how the provider confirmed the entry."), code="reason_missing")
    voice = _Voice(ConfirmedBy.PHONE, actor, how.strip(), policy_of(provider.tenant))
    done = _take(provider, answer, voice)
    _settle(provider, ConfirmedBy.PHONE)
    return done


def _settle(provider: Organisation, by: str) -> None:
    """Reminders that still wait have their answer now: mails not yet sent stay here, and links show what is left."""
    Reminder.objects.with_scope(tenant=provider.tenant).filter(
        provider=provider, answered_at__isnull=True
    ).update(answered_at=clock.now(), answered_by=by)


def _take(provider: Organisation, answer: Answer, voice: _Voice) -> Answered:
    shown = due_of(provider, voice.policy)
    if fingerprint(shown) != answer.seen:
        raise Conflict(
            _("Something was changed meanwhile. Please look at the new values."), code="changed_meanwhile"
        )
    ours = {item.offer.pk for item in shown}
    done = Answered()
    with by_ourselves():
        moved = [contact for contact in answer.contacts if _contact(provider, contact, voice)]
    for given in answer.offers:
        if given.offer.pk not in ours:
            raise Conflict
        if given.ended:
            _end(given.offer, voice)
            done.ended += 1
            continue
        corrected = _correct(given, voice)
        if FieldGroup.PRICE_CONTACT in given.groups and any(_answers_for(c, given.offer) for c in moved):
            corrected.append("contact")
        _confirm(given, corrected, voice)
        done.confirmed += 1
        done.corrected += corrected
    return done


def _answers_for(contact: ContactAnswer, offer: Offer) -> bool:
    return contact.record == (offer.contact_point or offer.provider)


def _contact(provider: Organisation, contact: ContactAnswer, voice: _Voice) -> bool:
    record, reason = contact.record, voice.how
    if isinstance(record, ContactPoint):
        if record.organisation_id != provider.pk:
            raise Conflict
        return change_contact_point(point=record, actor=voice.actor, reason=reason, **contact.values)
    return change_organisation(organisation=record, actor=voice.actor, reason=reason, **contact.values)


def _correct(given: OfferAnswer, voice: _Voice) -> list[str]:
    """Write what is different; the names of what was. Free places are stated anew even when they stay the same."""
    offer, corrected = given.offer, []
    with by_ourselves():
        if given.availability is not None:
            if given.availability != offer.availability:
                corrected.append("availability")
            if given.availability != Availability.UNKNOWN or corrected:
                set_availability(offer=offer, actor=voice.actor, state=given.availability)
        if given.sessions is not None and set_sessions(
            offer=offer, actor=voice.actor, sessions=given.sessions, reason=voice.how
        ):
            corrected.append("sessions")
        if given.costs is not None and change_offer(
            offer=offer, actor=voice.actor, reason=voice.how, costs=[dict(cost) for cost in given.costs]
        ):
            corrected.append("costs")
        if given.note and offer.state == OfferState.PUBLISHED:
            report_error(offer=offer, field=ReportField.CONTENT, text_sent=given.note)
    return corrected


def _confirm(given: OfferAnswer, corrected: Sequence[str], voice: _Voice) -> None:
    """All groups that were shown; the content only if nothing was found wrong with it."""
    groups = [group for group in given.groups if not (given.note and group == FieldGroup.CONCEPT)]
    confirm(
        offer=given.offer,
        groups=groups,
        by=voice.by,
        actor=voice.actor,
        how=voice.how,
        corrected=corrected,
        reminder=voice.reminder,
        policy=voice.policy,
    )


def _end(offer: Offer, voice: _Voice) -> None:
    """It leaves the portal at once; the office is told, and can bring it back."""
    reason = voice.how or _("The provider says that the offer has ended")
    Round.objects.with_scope(tenant=offer.tenant).filter(offer=offer).delete()
    journal.record(
        "upkeep.offer.report_ended", offer, actor=voice.actor, after={"by": voice.by}, reason=reason
    )
    apply(offer, "archive", actor=None, reason=reason)
    notify_each(
        office_of(offer.tenant),
        message="upkeep.ended",
        tenant=offer.tenant,
        context={
            "offer": offer.title,
            "provider": offer.provider.name,
            "url": f"/desk/{offer.tenant.slug}/aktuell-halten/angebot/{offer.pk}",
        },
    )
