"""Mails about experience from practice."""

from __future__ import annotations

from umsicht.enquiries.models import Experience
from umsicht.enquiries.queries.recipients import handlers_of, keepers_of
from umsicht.notify.domain.sending import Recipient, notify


def desk_url(experience: Experience) -> str:
    return f"/desk/{experience.tenant.slug}/erfahrungen/{experience.pk}"


def tell_office(experience: Experience) -> None:
    """Words wait for the check."""
    for person in handlers_of(experience.tenant):
        notify(
            message="enquiries.experience_waiting",
            to=Recipient.person(person),
            tenant=experience.tenant,
            context={"offer": experience.offer.title, "url": desk_url(experience)},
        )


def tell_provider(experience: Experience) -> None:
    """Words are shown now and may be answered."""
    for person in keepers_of(experience.provider):
        notify(
            message="enquiries.experience_shown",
            to=Recipient.person(person),
            tenant=experience.tenant,
            context={
                "offer": experience.offer.title,
                "text": experience.text,
                "url": desk_url(experience),
            },
        )
