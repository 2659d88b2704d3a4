"""An enquiry begins: taken in unconfirmed, and sent once the mail address was confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.errors import BadInput
from umsicht.core.text import clean, one_line
from umsicht.core.transitions import apply
from umsicht.enquiries.domain import telling
from umsicht.enquiries.domain.holding import hold, move
from umsicht.enquiries.enums import AgeBand, EnquiryState, ReplyState
from umsicht.enquiries.errors import NotSentNow
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

MAX_PROVIDERS = 6
MAX_OPEN = 5
"""Open enquiries of one mail address in one town: nobody asks a whole town."""
MAX_DAYS = 3
ANSWER_DAYS = 7
UNCONFIRMED_FOR = dt.timedelta(days=3)
OFFERS = ("offers__provider", "offers__tenant", "offers__contact_point")
FIELDS = frozenset(
    {
        "what", "audience", "grade", "group", "group_size", "days", "day_from", "day_to", "time_note", "place", "district",
        "district_name", "institution", "email", "phone", "message",
    }
)  # fmt: skip


@transaction.atomic
def start_enquiry(
    *,
    tenant: Tenant,
    offers: Sequence[Offer],
    values: Mapping[str, Any],
    actor: None = None,
    is_demo: bool = False,
) -> Enquiry:
    """Take an enquiry in and mail the link that confirms it. No provider hears of it yet. Anybody may do this.

    Raises BadInput: no offer, too many providers, an offer of another town or not public, too many open enquiries,
    wished days in the past or too many, fields that don't fit.
    """
    _check_offers(tenant, offers)
    enquiry = Enquiry(
        tenant=tenant,
        created_at=clock.now(),
        language=(get_language() or "de")[:2],
        topics=_topics(offers),
        is_demo=is_demo,
        **_values(values),
    )
    if enquiry.grade:
        enquiry.age_band = AgeBand.of_grade(enquiry.grade)
    _check(enquiry)
    enquiry.save(force_insert=True)
    add_replies(enquiry, offers)
    journal.record("enquiries.enquiry.start", enquiry, actor=actor, after={"topics": enquiry.topics})
    telling.ask_for_confirmation(enquiry)
    return enquiry


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - FIELDS
    if unknown:
        raise TypeError(f"An enquiry takes no {', '.join(sorted(unknown))}.")
    tidy = {key: one_line(value) if isinstance(value, str) else value for key, value in values.items()}
    tidy["message"] = clean(str(values.get("message", "")))
    tidy["days"] = sorted({day.isoformat() for day in values.get("days", ())})
    return tidy


def _topics(offers: Sequence[Offer]) -> list[str]:
    return list(dict.fromkeys(code for offer in offers for code in (*offer.problem_fields, *offer.topics)))


def _check_offers(tenant: Tenant, offers: Sequence[Offer]) -> None:
    if not offers:
        raise BadInput(_("Please choose at least one offer."))
    for offer in offers:
        if offer.tenant_id != tenant.pk or not is_public(offer):
            raise BadInput(_("One of the offers is not public here any more. Please choose again."))
    if len({offer.provider_id for offer in offers}) > MAX_PROVIDERS:
        message = ngettext(
            "You can ask at most %(most)s provider at once.",
            "You can ask at most %(most)s providers at once.",
            MAX_PROVIDERS,
        )
        raise BadInput(message % {"most": MAX_PROVIDERS})


def is_public(offer: Offer) -> bool:
    return bool(offer.state == OfferState.PUBLISHED and offer.provider.is_public and offer.tenant.is_active)


def _check(enquiry: Enquiry) -> None:
    today = clock.today()
    wished = enquiry.wished
    if len(wished) > MAX_DAYS:
        raise BadInput(_("Please name at most three days."))
    spans = [day for day in (enquiry.day_from, enquiry.day_to) if day is not None]
    if not wished and len(spans) < 2:
        raise BadInput(_("Please name up to three days, or a span from one day to another."))
    if any(day < today for day in [*wished, *spans[-1:]]):
        raise BadInput(_("The wished days lie in the past."))
    if any(day > today + dt.timedelta(days=730) for day in [*wished, *spans]):
        raise BadInput(_("The wished days lie more than two years ahead."))
    if not (enquiry.what and enquiry.institution and enquiry.email):
        raise BadInput(_("Please say what it is about, who asks, and where the answer goes."))
    try:
        enquiry.full_clean(exclude=["tenant"])
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error
    held = Enquiry.objects.filter(email__iexact=enquiry.email, state=EnquiryState.OPEN).count()
    if held >= MAX_OPEN:
        raise BadInput(
            _("From this address %(count)s enquiries are still open. Please wait for the answers first.")
            % {"count": held}
        )


def add_replies(enquiry: Enquiry, offers: Sequence[Offer], *, by_office: bool = False) -> list[Reply]:
    """One reply per provider, with the offers asked for, in the order of the offers."""
    by_provider: dict[int, list[Offer]] = {}
    for offer in offers:
        by_provider.setdefault(offer.provider_id, []).append(offer)
    made = []
    for provider_id, asked in by_provider.items():
        reply = Reply(
            tenant=enquiry.tenant,
            enquiry=enquiry,
            provider_id=provider_id,
            offer=asked[0] if len(asked) == 1 else None,
            by_office=by_office,
        )
        reply.save(force_insert=True)
        reply.offers.add(*asked)
        made.append(reply)
    return made


@transaction.atomic
def confirm_enquiry(*, enquiry: Enquiry, actor: None = None) -> Enquiry:
    """The address is right: ask the providers now, each that is still public with at least one of its offers.

    Raises TransitionDenied when it was confirmed before; NotSentNow (nothing changed) when no offer is public any more.
    """
    enquiry = hold(enquiry)
    answer_by = clock.today() + dt.timedelta(days=ANSWER_DAYS)
    apply(enquiry, "confirm", actor=actor, answer_by=answer_by)
    waiting = enquiry.replies.filter(state=ReplyState.WAITING).select_related("provider", "tenant")
    sent = [send(reply) for reply in waiting.prefetch_related(*OFFERS)]
    if not any(sent):
        raise NotSentNow(_("None of the offers is public any more. Please choose others."))
    if not all(reply.in_hand for reply in enquiry.replies.filter(state=ReplyState.ASKED)):
        telling.tell_office(enquiry, "unreachable")
    return enquiry


def send(reply: Reply) -> bool:
    """Ask one provider, for what is public of its offers at this moment; else its part lapses unasked."""
    offers = list(reply.offers.all())
    hidden = [offer for offer in offers if not is_public(offer)]
    if len(hidden) == len(offers):
        move(reply, "lapse", actor=None)
        return False
    if hidden:
        reply.offers.remove(*hidden)
    move(reply, "send", actor=None)
    telling.tell_provider(reply, "new")
    return True


@transaction.atomic
def drop_unconfirmed(now: dt.datetime | None = None) -> int:
    """Delete what nobody confirmed within three days, with everything in it; run daily by the worker."""
    # unscoped: the same rule for every tenant
    rows = Enquiry.objects.with_scopes_disabled().filter(
        state=EnquiryState.UNCONFIRMED, created_at__lt=(now or clock.now()) - UNCONFIRMED_FOR
    )
    count = rows.count()
    rows.delete()
    return count
