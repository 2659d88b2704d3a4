"""Roles of providers, as far as they follow the organisation: helpers, hand-over, merging, closing.

Who may do so is asked by the directory, which knows the organisations; here only their number counts.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from umsicht.accounts.models import User
from umsicht.core import clock, journal
from umsicht.core.errors import Conflict
from umsicht.tenancy.domain.invitations import write_invitation
from umsicht.tenancy.domain.memberships import close_membership, write_membership
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Invitation, Membership, Tenant
from umsicht.tenancy.queries.memberships import forget, running_on


def _running(tenant: Tenant, organisation_id: int) -> QuerySet[Membership]:
    return (
        Membership.objects.with_scope(tenant=tenant)
        .filter(running_on(clock.today()), role=Role.PROVIDER, organisation_id=organisation_id)
        .select_related("user")
        .order_by("pk")
    )


def invite_provider(
    *, actor: Any, tenant: Tenant, email: str, organisation_id: int, is_delegate: bool = False
) -> tuple[Invitation, str]:
    """Offer the provider role for one organisation by mail; the caller has asked the permission."""
    return write_invitation(
        actor=actor,
        tenant=tenant,
        email=email,
        role=Role.PROVIDER,
        organisation_id=organisation_id,
        is_delegate=is_delegate,
    )


def give_provider_role(
    *, actor: Any, tenant: Tenant, user: User, organisation_id: int, reason: str, is_delegate: bool = False
) -> Membership:
    """The role at once, for a person whose address is proved; whoever helps already becomes the main person."""
    held = _running(tenant, organisation_id).filter(user=user).first()
    if held is not None and held.is_delegate == is_delegate:
        return held
    if held is not None:
        close_membership(actor=actor, membership=held, reason=reason)
    return write_membership(
        actor=actor,
        tenant=tenant,
        user=user,
        role=Role.PROVIDER,
        organisation_id=organisation_id,
        is_delegate=is_delegate,
        reason=reason,
    )


@transaction.atomic
def end_provider_role(*, actor: Any, membership: Membership, reason: str) -> Membership:
    """One keeper less. Raises BadInput without a reason, Conflict if the role is over or no provider's."""
    if membership.role != Role.PROVIDER or membership.organisation_id is None:
        raise Conflict(_("This person keeps no organisation."))
    return close_membership(actor=actor, membership=membership, reason=reason)


@transaction.atomic
def end_provider_roles(
    *, actor: Any, tenant: Tenant, organisation_id: int, reason: str, mains_only: bool = False
) -> int:
    """All keepers' roles, or only the main persons'; open invitations to the organisation are withdrawn too."""
    held = _running(tenant, organisation_id)
    ended = list(held.filter(is_delegate=False) if mains_only else held)
    for membership in ended:
        close_membership(actor=actor, membership=membership, reason=reason)
    if not mains_only:
        _revoke_invitations(actor, tenant, organisation_id, reason)
    return len(ended)


@transaction.atomic
def rebind_provider_roles(
    *, actor: Any, tenant: Tenant, organisation_id: int, to_id: int, reason: str
) -> int:
    """The keepers of one organisation keep another from now on; open invitations follow."""
    moved = 0
    for membership in list(_running(tenant, organisation_id)):
        user, is_delegate = membership.user, membership.is_delegate
        close_membership(actor=actor, membership=membership, reason=reason)
        if user.is_active and not _running(tenant, to_id).filter(user=user).exists():
            give_provider_role(
                actor=actor,
                tenant=tenant,
                user=user,
                organisation_id=to_id,
                is_delegate=is_delegate,
                reason=reason,
            )
            moved += 1
        forget(user)
    _revoke_invitations(actor, tenant, organisation_id, reason)
    return moved


def _revoke_invitations(actor: Any, tenant: Tenant, organisation_id: int, reason: str) -> None:
    waiting = Invitation.objects.with_scope(tenant=tenant).filter(
        organisation_id=organisation_id, accepted_at__isnull=True, revoked_at__isnull=True
    )
    for invitation in waiting:
        invitation.revoked_at = clock.now()
        invitation.save(update_fields=["revoked_at"])
        journal.record("tenancy.invitation.revoke", invitation, actor=actor, reason=reason)
