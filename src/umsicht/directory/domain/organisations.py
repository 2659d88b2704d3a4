"""Writes to organisations. Search learns of changes through the signal `directory_changed`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold, merge
from umsicht.core.text import slugify
from umsicht.directory import validators
from umsicht.directory.domain.writing import checked, free_slug, only_known, shown_changed, take_over
from umsicht.directory.models import Organisation
from umsicht.directory.signals import organisation_changed
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme

FIELDS = frozenset(
    {
        "name", "sector", "legal_form", "about", "email", "phone", "website", "languages", "areas_served",
        "is_provider", "is_public", "is_demo", "contact_is_demo", "source", "licence",
    }
)  # fmt: skip
"""What create and change may set; `code`, `slug` and the dates have their own arguments."""
RESERVED = frozenset({"werden", "uebergabe"})
"""Words that stand behind /anbieter/ for pages of their own."""


@transaction.atomic
def create_organisation(
    *,
    tenant: Tenant,
    actor: Any,
    code: str = "",
    slug: str = "",
    edited_on: dt.date | None = None,
    confirmed_on: dt.date | None = None,
    **values: Any,
) -> Organisation:
    """A new organisation of the tenant. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    organisation = Organisation(
        tenant=tenant,
        code=code,
        slug=slug or _free_slug(tenant, str(values.get("name", ""))),
        edited_on=edited_on or clock.today(),
        confirmed_on=confirmed_on,
        **values,
    )
    require(actor, "directory.organisation.create", organisation)
    _check(organisation)
    organisation.save(force_insert=True)
    journal.record(
        "directory.organisation.create",
        organisation,
        actor=actor,
        after={"name": organisation.name, "sector": organisation.sector, "is_public": organisation.is_public},
    )
    _tell(organisation)
    return organisation


@transaction.atomic
def change_organisation(
    *,
    organisation: Organisation,
    actor: Any,
    reason: str = "",
    stamp: str = "",
    edited_on: dt.date | None = None,
    confirmed_on: dt.date | None = None,
    **values: Any,
) -> bool:
    """Set what differs; False when nothing does. Showing and hiding need the right to publish.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too.
    """
    only_known(values, FIELDS)
    require(actor, "directory.organisation.change", organisation)
    if stamp:
        hold(organisation)
        values = merge(values, {name: getattr(organisation, name) for name in values}, stamp=stamp)
    if values.get("is_public", organisation.is_public) != organisation.is_public:
        require(actor, "directory.organisation.publish", organisation)
    before, after = take_over(organisation, values)
    dates = {"edited_on": edited_on or (clock.today() if after else None), "confirmed_on": confirmed_on}
    dated = take_over(organisation, {name: value for name, value in dates.items() if value is not None})
    if not after and not dated[1]:
        return False
    _check(organisation)
    organisation.save(update_fields=[*after, *dated[1], "updated_at"])
    journal.record(
        "directory.organisation.change",
        organisation,
        actor=actor,
        before=before | dated[0],
        after=after | dated[1],
        reason=reason,
    )
    _tell(organisation)
    return True


@transaction.atomic
def publish_organisation(*, organisation: Organisation, actor: Any, public: bool, reason: str = "") -> bool:
    """Show or hide an organisation with all its contact points and offers. Hiding needs a reason."""
    require(actor, "directory.organisation.publish", organisation)
    if not public and not reason.strip():
        raise BadInput(_("Please give a reason."), code="reason_missing")
    if organisation.is_public == public:
        return False
    if organisation.closed_on is not None:
        raise Conflict(_("This organisation is closed. Please open its entry again first."))
    before, after = take_over(organisation, {"is_public": public})
    organisation.save(update_fields=["is_public", "updated_at"])
    action = "directory.organisation.publish" if public else "directory.organisation.hide"
    journal.record(action, organisation, actor=actor, before=before, after=after, reason=reason.strip())
    _tell(organisation)
    return True


@transaction.atomic
def confirm_organisation(*, organisation: Organisation, actor: Any, on: dt.date | None = None) -> None:
    """The organisation's own word that its entry is right. Raises BadInput for a day to come."""
    require(actor, "directory.organisation.confirm", organisation)
    day = on or clock.today()
    if day > clock.today():
        raise BadInput(_("The day of confirmation can't lie in the future."))
    before, after = take_over(organisation, {"confirmed_on": day})
    organisation.save(update_fields=["confirmed_on", "updated_at"])
    journal.record("directory.organisation.confirm", organisation, actor=actor, before=before, after=after)
    _tell(organisation)


def _check(organisation: Organisation) -> None:
    tenant = organisation.tenant
    checked(
        organisation,
        {
            "phone": validators.phone_validator,
            "website": validators.website_validator,
            "sector": lambda code: validators.codes_validator(Scheme.SECTOR, [code], tenant),
            "languages": lambda codes: validators.codes_validator(Scheme.LANGUAGE, codes, tenant),
        },
    )


def _free_slug(tenant: Tenant, name: str) -> str:
    slugs = Organisation.objects.with_scope(tenant=tenant)
    return free_slug(
        slugify(name, max_length=90) or "organisation",
        lambda slug: slug in RESERVED or slugs.filter(slug=slug).exists(),
    )


def _tell(organisation: Organisation) -> None:
    shown_changed(organisation.tenant)
    organisation_changed.send(Organisation, organisation=organisation)
