"""Who keeps an organisation: the main person brings in helpers and lets them go; the office may do both too."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.directory.models import Organisation
from umsicht.tenancy.domain.invitations import withdraw
from umsicht.tenancy.domain.providers import end_provider_role, invite_provider
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Invitation, Membership
from umsicht.tenancy.queries.memberships import open_invitations, roles_in

MOST_HELPERS = 20


@transaction.atomic
def invite_keeper(
    *, organisation: Organisation, actor: Any, email: str, is_delegate: bool = True
) -> tuple[Invitation, str]:
    """Invite somebody by mail; accepting binds the person to the organisation. Only the office names a main person.

    Raises NotAllowed, BadInput for a bad address, Conflict if the person is invited or keeps it already.
    """
    require(actor, "directory.keeper.manage", organisation)
    if not is_delegate:
        require(actor, "directory.organisation.publish", organisation)
    if organisation.closed_on is not None:
        raise Conflict(_("This organisation is closed."))
    held = Membership.objects.with_scope(tenant=organisation.tenant).filter(
        role=Role.PROVIDER, organisation_id=organisation.pk, ended_at__isnull=True
    )
    if held.count() >= MOST_HELPERS:
        raise BadInput(_("At most %(most)s people keep an organisation.") % {"most": MOST_HELPERS})
    return invite_provider(
        actor=actor,
        tenant=organisation.tenant,
        email=email,
        organisation_id=organisation.pk,
        is_delegate=is_delegate,
    )


@transaction.atomic
def remove_keeper(*, organisation: Organisation, membership: Membership, actor: Any, reason: str) -> None:
    """The person keeps it no longer, at once. A main person removes helpers; main persons are the office's business.

    Raises NotAllowed, BadInput without a reason, Conflict for somebody of another organisation.
    """
    require(actor, "directory.keeper.manage", organisation)
    if membership.organisation_id != organisation.pk or membership.tenant_id != organisation.tenant_id:
        raise Conflict(_("This person does not keep this organisation."))
    if not membership.is_delegate and actor is not None:
        office = Role.COORDINATOR in roles_in(actor, organisation.tenant_id)
        if not office and membership.user_id != actor.pk:
            raise Conflict(_("Only the office can end the role of a main person."))
    end_provider_role(actor=actor, membership=membership, reason=reason)
    invited = open_invitations(organisation.tenant).filter(
        invited_by=membership.user_id, organisation_id=organisation.pk
    )
    for invitation in invited:  # what she began on behalf of the organisation ends with her role
        withdraw(actor=actor, invitation=invitation, reason=reason)


@transaction.atomic
def withdraw_invitation(*, organisation: Organisation, invitation: Invitation, actor: Any) -> None:
    """An open invitation to this organisation stops working."""
    require(actor, "directory.keeper.manage", organisation)
    if invitation.organisation_id != organisation.pk or invitation.tenant_id != organisation.tenant_id:
        raise Conflict(_("This invitation is for another organisation."))
    withdraw(actor=actor, invitation=invitation)
