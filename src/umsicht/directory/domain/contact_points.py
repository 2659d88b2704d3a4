"""Writes to contact points."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold, merge
from umsicht.directory import validators
from umsicht.directory.domain.writing import checked, only_known, shown_changed, take_over
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.signals import organisation_changed
from umsicht.vocabulary.enums import Scheme

FIELDS = frozenset(
    {
        "kind", "name", "detail", "role", "street", "postal_code", "city", "area_key", "area_name", "lat", "lon",
        "email", "phone", "website", "opening_hours", "closed_on_holidays", "hours_note", "accessibility", "languages",
        "is_public", "is_demo", "source",
    }
)  # fmt: skip


@transaction.atomic
def create_contact_point(
    *, organisation: Organisation, actor: Any, code: str = "", **values: Any
) -> ContactPoint:
    """A new place where the organisation is found. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    point = ContactPoint(tenant=organisation.tenant, organisation=organisation, code=code, **values)
    require(actor, "directory.contact_point.change", point)
    check_contact_point(point)
    point.save(force_insert=True)
    journal.record(
        "directory.contact_point.create", point, actor=actor, after={"name": point.name, "kind": point.kind}
    )
    _tell(point)
    return point


@transaction.atomic
def change_contact_point(
    *, point: ContactPoint, actor: Any, reason: str = "", stamp: str = "", **values: Any
) -> bool:
    """Set what differs; False when nothing does.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too.
    """
    only_known(values, FIELDS | {"organisation"})
    require(actor, "directory.contact_point.change", point)
    if stamp:
        hold(point)
        values = merge(values, {name: getattr(point, name) for name in values}, stamp=stamp)
    if values.get("is_public", point.is_public) != point.is_public:
        require(actor, "directory.contact_point.remove", point)
    owner = values.get("organisation", point.organisation)
    if owner.tenant_id != point.tenant_id:
        raise BadInput(_("Organisation and contact point belong to different portals."))
    before, after = take_over(point, values)
    if not after:
        return False
    check_contact_point(point)
    point.save(update_fields=[*after, "updated_at"])
    journal.record(
        "directory.contact_point.change", point, actor=actor, before=before, after=after, reason=reason
    )
    _tell(point)
    return True


@transaction.atomic
def delete_contact_point(*, point: ContactPoint, actor: Any, reason: str) -> None:
    """Remove a contact point; offers that named it keep their own place and lose the link."""
    require(actor, "directory.contact_point.remove", point)
    kept = {"name": point.name, "organisation": point.organisation_id}
    journal.record("directory.contact_point.delete", point, actor=actor, before=kept, reason=reason)
    _tell(point)
    point.delete()


def check_contact_point(point: ContactPoint) -> None:
    """Raises writing.FieldFaults; position is both or neither."""
    tenant = point.tenant
    checked(
        point,
        {
            "phone": validators.phone_validator,
            "website": validators.website_validator,
            "postal_code": validators.postal_code_validator,
            "opening_hours": validators.hours_validator,
            "lat": lambda lat: validators.position_validator(lat, point.lon),
            "lon": lambda lon: validators.position_validator(point.lat, lon),
            "languages": lambda codes: validators.codes_validator(Scheme.LANGUAGE, codes, tenant),
            "accessibility": lambda codes: validators.codes_validator(Scheme.ACCESSIBILITY, codes, tenant),
        },
    )


def _tell(point: ContactPoint) -> None:
    shown_changed(point.tenant)
    organisation_changed.send(Organisation, organisation=point.organisation)
