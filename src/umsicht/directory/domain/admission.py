"""What follows when a registration is confirmed, admitted or refused; effects of its transition table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.transitions import Step
from umsicht.directory.domain.contact_points import create_contact_point
from umsicht.directory.domain.organisations import change_organisation, create_organisation
from umsicht.directory.models import Organisation, Registration
from umsicht.notify.domain.sending import Recipient, notify, notify_each
from umsicht.places.queries.atlas import Place, atlas
from umsicht.tenancy.domain.providers import invite_provider
from umsicht.tenancy.queries.memberships import office_of


def was_confirmed(registration: Registration) -> str | None:
    if registration.confirmed_at is None:
        return _("Its address was never confirmed, so the organisation has to register anew.")
    return None


def tell_office(step: Step[Any]) -> None:
    registration: Registration = step.obj
    notify_each(
        office_of(registration.tenant),
        message="directory.registration_received",
        tenant=registration.tenant,
        context={
            "name": registration.name,
            "url": f"/desk/{registration.tenant.slug}/anmeldungen/{registration.pk}",
        },
    )


def take_in(step: Step[Any]) -> None:
    """Make the entry or take the known one (`known`, an Organisation of the same portal), and invite its main person."""
    registration: Registration = step.obj
    known: Organisation | None = step.data.get("known")
    organisation = known or _entry(registration, step.actor)
    if organisation.tenant_id != registration.tenant_id or organisation.closed_on is not None:
        raise BadInput(_("Please choose an open organisation of your portal."))
    if known is not None and not known.is_provider:
        change_organisation(organisation=known, actor=step.actor, is_provider=True)
    registration.organisation = organisation
    registration.save(update_fields=["organisation"])
    invite_provider(
        actor=step.actor,
        tenant=registration.tenant,
        email=registration.email,
        organisation_id=organisation.pk,
    )
    notify(
        message="directory.registration_admitted",
        to=Recipient(registration.email, registration.language),
        tenant=registration.tenant,
        context={
            "name": organisation.name,
            "town": registration.tenant.name,
            "answer": registration.answer,
            "url": f"/{registration.tenant.slug}/anbieter/{organisation.slug}",
        },
    )


def place_of(registration: Registration) -> Place | None:
    known = atlas(registration.tenant)
    return known.district(registration.area_key) if registration.area_key else known.municipality


def _entry(registration: Registration, actor: Any) -> Organisation:
    organisation = create_organisation(
        tenant=registration.tenant,
        actor=actor,
        name=registration.name,
        sector=registration.sector,
        legal_form=registration.legal_form,
        about=registration.about,
        email=registration.email,
        phone=registration.phone,
        website=registration.website,
        is_provider=True,
        is_public=True,
        is_demo=registration.is_demo,
        source=_("registered by the organisation"),
    )
    if registration.street or registration.city or registration.area_key:
        create_contact_point(organisation=organisation, actor=actor, **_point(registration))
    return organisation


def _point(registration: Registration) -> dict[str, Any]:
    place = place_of(registration)
    known = atlas(registration.tenant)
    at_home = registration.area_key or registration.city.casefold() in (
        "",
        registration.tenant.name.casefold(),
    )
    return {
        "name": registration.name,
        "role": registration.role,
        "street": registration.street,
        "postal_code": registration.postal_code,
        "city": registration.city or registration.tenant.name,
        "area_key": registration.area_key if known.district(registration.area_key) else "",
        "area_name": place.name if place and registration.area_key else "",
        "lat": round(place.lat, 5) if place and at_home else None,
        "lon": round(place.lon, 5) if place and at_home else None,
        "email": registration.email,
        "phone": registration.phone,
        "is_demo": registration.is_demo,
    }


def tell_refusal(step: Step[Any]) -> None:
    """Only whoever confirmed the address: a mailbox that never asked for anything gets nothing more."""
    registration: Registration = step.obj
    if registration.confirmed_at is None:
        return
    notify(
        message="directory.registration_refused",
        to=Recipient(registration.email, registration.language),
        tenant=registration.tenant,
        context={"name": registration.name, "town": registration.tenant.name, "reason": step.reason},
    )
