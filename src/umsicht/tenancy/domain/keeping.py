"""What the tenancy floor keeps about a person: export, erasure, and what stands against a deletion."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from umsicht.accounts.models import User
from umsicht.tenancy.models import Invitation, Membership
from umsicht.tenancy.queries.memberships import sole_coordinator_of


def export_roles(user: User) -> dict[str, Any]:
    # unscoped: a person's own roles and invitations span tenants
    roles = Membership.objects.with_scopes_disabled().filter(user=user)
    # unscoped: see above
    invitations = Invitation.objects.with_scopes_disabled().filter(
        Q(email__iexact=user.email) | Q(accepted_by=user)
    )
    return {
        "roles": list(roles.values("tenant__name", "role", "valid_from", "valid_to", "ended_at")),
        "invitations": list(
            invitations.values(
                "tenant__name", "email", "role", "created_at", "expires_at", "accepted_at", "revoked_at"
            )
        ),
    }


def erase_roles(user: User) -> None:
    """Roles go with the account (CASCADE); invitations are kept by address, so they are deleted here."""
    # unscoped: erasure reaches every tenant that ever invited the person
    Invitation.objects.with_scopes_disabled().filter(
        Q(email__iexact=user.email) | Q(accepted_by=user)
    ).delete()


def why_not_erase(user: User) -> list[str]:
    return [
        _("%(name)s would be left without a coordinator. Give someone else this role first.")
        % {"name": tenant.name}
        for tenant in sole_coordinator_of(user)
    ]
