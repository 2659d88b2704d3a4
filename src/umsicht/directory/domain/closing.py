"""Ending an organisation's entry: closed, merged as a duplicate, opened again. Nothing is deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.directory.domain.writing import shown_changed, take_over
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.signals import organisation_changed, organisation_merged
from umsicht.tenancy.domain.providers import end_provider_roles, rebind_provider_roles

FILLED = ("legal_form", "about", "email", "phone", "website", "languages", "areas_served")
"""What a merged entry leaves behind where the kept one says nothing."""


def _needs(reason: str) -> str:
    if not reason.strip():
        raise BadInput(_("Please give a reason."), code="reason_missing")
    return reason.strip()


def _tell(organisation: Organisation) -> None:
    shown_changed(organisation.tenant)
    organisation_changed.send(Organisation, organisation=organisation)


@transaction.atomic
def close_organisation(
    *, organisation: Organisation, actor: Any, reason: str, successor: Organisation | None = None
) -> None:
    """Take an organisation that no longer takes part from the portal, with points and offers; its keepers' roles end.

    Raises NotAllowed, BadInput without a reason, Conflict if it is closed already.
    """
    require(actor, "directory.organisation.publish", organisation)
    why = _needs(reason)
    if organisation.closed_on is not None:
        raise Conflict(_("This organisation is closed already."))
    values = {"is_public": False, "closed_on": clock.today(), "successor": successor}
    before, after = take_over(organisation, values)
    organisation.save(update_fields=["is_public", "closed_on", "successor", "updated_at"])
    journal.record(
        "directory.organisation.close", organisation, actor=actor, before=before, after=after, reason=why
    )
    end_provider_roles(
        actor=actor, tenant=organisation.tenant, organisation_id=organisation.pk, reason=_("entry closed")
    )
    _tell(organisation)


@transaction.atomic
def reopen_organisation(*, organisation: Organisation, actor: Any, reason: str) -> None:
    """A closed entry comes back, still hidden; keepers have to be invited anew."""
    require(actor, "directory.organisation.publish", organisation)
    why = _needs(reason)
    if organisation.closed_on is None:
        raise Conflict(_("This organisation is not closed."))
    before, after = take_over(organisation, {"closed_on": None, "successor": None})
    organisation.save(update_fields=["closed_on", "successor", "updated_at"])
    journal.record(
        "directory.organisation.reopen", organisation, actor=actor, before=before, after=after, reason=why
    )
    _tell(organisation)


@transaction.atomic
def merge_organisations(*, duplicate: Organisation, into: Organisation, actor: Any, reason: str) -> None:
    """`into` gets points, offers and keepers of the duplicate, and its facts where it says nothing itself.

    The duplicate is closed; its address leads to `into`. Raises NotAllowed, BadInput for different portals or itself,
    Conflict if one of both is closed.
    """
    require(actor, "directory.organisation.publish", into)
    require(actor, "directory.organisation.publish", duplicate)
    if duplicate.pk == into.pk or duplicate.tenant_id != into.tenant_id:
        raise BadInput(_("Please choose another organisation of your portal."))
    if duplicate.closed_on is not None or into.closed_on is not None:
        raise Conflict(_("One of the two is closed already."))
    why = _needs(reason)
    _fill(duplicate, into, actor, why)
    _move_points(duplicate, into)
    rebind_provider_roles(
        actor=actor, tenant=into.tenant, organisation_id=duplicate.pk, to_id=into.pk, reason=why
    )
    organisation_merged.send(Organisation, source=duplicate, target=into, actor=actor)
    close_organisation(organisation=duplicate, actor=actor, reason=why, successor=into)
    _tell(into)


def _fill(duplicate: Organisation, into: Organisation, actor: Any, reason: str) -> None:
    values = {name: getattr(duplicate, name) for name in FILLED if not getattr(into, name)}
    values = {name: value for name, value in values.items() if value}
    if duplicate.is_provider and not into.is_provider:
        values["is_provider"] = True
    before, after = take_over(into, values | {"edited_on": clock.today()})
    into.save()
    after["merged"] = str(duplicate)
    journal.record(
        "directory.organisation.merge", into, actor=actor, before=before, after=after, reason=reason
    )


def _move_points(duplicate: Organisation, into: Organisation) -> None:
    points = ContactPoint.objects.with_scope(tenant=into.tenant).filter(organisation=duplicate)
    points.update(organisation=into, updated_at=clock.now())
