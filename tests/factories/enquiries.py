"""Enquiries and experiences for tests, made the way people make them: by the domain functions, without mail links."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from umsicht.core import clock
from umsicht.enquiries.domain import answering, asking, deciding
from umsicht.enquiries.models import Enquiry, Experience, Reply
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

VALUES: dict[str, Any] = {
    "what": "Mobbing in der Klasse",
    "audience": "jugendliche",
    "grade": 8,
    "group": "8b",
    "group_size": 24,
    "time_note": "vormittags",
    "place": "Schule am Markt",
    "institution": "Oberschule am Markt",
    "email": "schule@example.org",
    "phone": "0371 123",
    "message": "Ein Raum mit Beamer ist da.",
}


def make_offers(tenant: Tenant, count: int = 3, **fields: Any) -> list[Offer]:
    """Published offers, each of a provider of its own with a mail address."""
    return [
        make_offer(make_organisation(tenant, email=f"anbieter{number}@example.org"), **fields)
        for number in range(1, count + 1)
    ]


def next_month() -> dt.date:
    return clock.today() + dt.timedelta(days=30)


def make_unconfirmed(tenant: Tenant, offers: list[Offer] | None = None, **values: Any) -> Enquiry:
    """As after the form: nobody but the enquirer has heard of it. Needs the scope of the tenant."""
    days = {"days": [next_month()]} if "day_from" not in values else {}
    return asking.start_enquiry(
        tenant=tenant, offers=offers or make_offers(tenant), values={**VALUES, **days, **values}
    )


def make_enquiry(tenant: Tenant, offers: list[Offer] | None = None, **values: Any) -> Enquiry:
    """Confirmed: the providers are asked."""
    return asking.confirm_enquiry(enquiry=make_unconfirmed(tenant, offers, **values))


def replies_of(enquiry: Enquiry) -> list[Reply]:
    with scope(tenant=enquiry.tenant):
        return list(enquiry.replies.select_related("provider", "tenant", "enquiry__tenant").order_by("pk"))


def start_of(days: int = 30) -> dt.datetime:
    return clock.at(clock.today() + dt.timedelta(days=days), dt.time(9, 0))


def propose(reply: Reply, actor: Any = None, **values: Any) -> Reply:
    start = values.pop("starts_at", start_of())
    ends = values.pop("ends_at", start + dt.timedelta(minutes=90))
    return answering.propose(reply=reply, actor=actor, starts_at=start, ends_at=ends, **values)


def make_agreed(tenant: Tenant, offers: list[Offer] | None = None, **values: Any) -> Enquiry:
    """The first provider's proposal was accepted."""
    enquiry = make_enquiry(tenant, offers, **values)
    return deciding.accept(reply=propose(replies_of(enquiry)[0]))


def make_experience(offer: Offer, **fields: Any) -> Experience:
    defaults: dict[str, Any] = {
        "tenant": offer.tenant,
        "offer": offer,
        "provider": offer.provider,
        "held_in": dt.date(2026, 10, 1),
        "as_agreed": 4,
        "fitted": 3,
        "organised": 4,
        "again": 4,
        "created_at": clock.now(),
    }
    experience = Experience(**(defaults | fields))
    experience.save()
    return experience
