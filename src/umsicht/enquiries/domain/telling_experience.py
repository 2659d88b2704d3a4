"""Mails about experience from practice."""

from __future__ import annotations

from umsicht.directory.queries.keeping import people_keeping
from umsicht.enquiries.models import Experience
from umsicht.notify.domain.sending import notify_each
from umsicht.tenancy.queries.memberships import office_of


def desk_url(experience: Experience) -> str:
    return f"/desk/{experience.tenant.slug}/erfahrungen/{experience.pk}"


def tell_office(experience: Experience) -> None:
    """Words wait for the check."""
    notify_each(
        office_of(experience.tenant),
        message="enquiries.experience_waiting",
        tenant=experience.tenant,
        context={"offer": experience.offer.title, "url": desk_url(experience)},
    )


def tell_provider(experience: Experience) -> None:
    """Words are shown now and may be answered."""
    notify_each(
        people_keeping(experience.provider),
        message="enquiries.experience_shown",
        tenant=experience.tenant,
        context={"offer": experience.offer.title, "text": experience.text, "url": desk_url(experience)},
    )
