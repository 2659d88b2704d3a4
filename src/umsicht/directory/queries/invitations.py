"""Open invitations to keep an organisation."""

from __future__ import annotations

from umsicht.core.errors import NotFound
from umsicht.directory.models import Organisation
from umsicht.tenancy.models import Invitation, Membership


def invitations_to(organisation: Organisation) -> list[Invitation]:
    """Those nobody has taken yet, expired ones included, newest first. Needs the scope of the tenant."""
    return list(
        Invitation.objects.filter(
            organisation_id=organisation.pk, accepted_at__isnull=True, revoked_at__isnull=True
        ).order_by("-created_at", "-pk")
    )


def invitation_to(organisation: Organisation, pk: int) -> Invitation:
    """One of them. Raises NotFound."""
    for invitation in invitations_to(organisation):
        if invitation.pk == pk:
            return invitation
    raise NotFound


def keeper(organisation: Organisation, membership_id: int) -> Membership:
    """A person's role for this organisation. Raises NotFound."""
    found = (
        Membership.objects.filter(organisation_id=organisation.pk, pk=membership_id)
        .select_related("user", "tenant")
        .first()
    )
    if found is None:
        raise NotFound
    return found
