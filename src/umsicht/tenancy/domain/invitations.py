"""Offering a role by mail: invite, send again, withdraw, accept.

The link carries a random token; only its SHA-256 is stored, so a copy of the database opens no door. It works once,
for 14 days. The mail itself is sent by a floor above, which listens to signals.invitation_created.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from umsicht.accounts.domain.people import create_person
from umsicht.accounts.models import User
from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict, NotFound
from umsicht.tenancy.domain.memberships import write_membership
from umsicht.tenancy.enums import InvitationState, Role
from umsicht.tenancy.models import Invitation, Membership, Tenant
from umsicht.tenancy.signals import invitation_created

LIFETIME = dt.timedelta(days=14)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *, actor: Any, tenant: Tenant, email: str, role: str, organisation_id: int | None = None
) -> tuple[Invitation, str]:
    """Offer a role; returns the invitation and its token, which is known to nobody afterwards.

    Raises NotAllowed, BadInput for a bad address or role, Conflict if such an offer is open or the person has the role.
    """
    require(actor, "tenancy.member.manage", tenant)
    return write_invitation(
        actor=actor, tenant=tenant, email=email, role=role, organisation_id=organisation_id
    )


@transaction.atomic
def write_invitation(
    *,
    actor: Any,
    tenant: Tenant,
    email: str,
    role: str,
    organisation_id: int | None = None,
    is_delegate: bool = False,
) -> tuple[Invitation, str]:
    """The write of invite() without its question; for floors above with a permission of their own."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(_("This is not an e-mail address.")) from error
    if role not in Role.values:
        raise BadInput(_("This role does not exist."))
    organisation_id = organisation_id if role == Role.PROVIDER else None
    if (
        Membership.objects.with_scope(tenant=tenant)
        .filter(
            user__email__iexact=email,
            role=role,
            organisation_id=organisation_id,
            valid_to__isnull=True,
        )
        .exists()
    ):
        raise Conflict(_("This person has this role already."))
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        tenant=tenant,
        email=email,
        role=role,
        organisation_id=organisation_id,
        is_delegate=is_delegate and role == Role.PROVIDER,
        token_hash=hash_of(token),
        invited_by=actor,
        expires_at=clock.now() + LIFETIME,
    )
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("This address is invited to this role already. You can send the invitation again.")
        ) from error
    journal.record("tenancy.invitation.create", invitation, actor=actor, after={"email": email, "role": role})
    _announce(invitation, token, resent=False)
    return invitation, token


@transaction.atomic
def resend(*, actor: Any, invitation: Invitation) -> str:
    """Send a fresh link, again for 14 days; the old one stops working. Returns the new token.

    Raises NotAllowed, Conflict if the offer was taken or withdrawn.
    """
    require(actor, "tenancy.member.manage", invitation)
    row = _open(invitation)
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_of(token)
    row.expires_at = clock.now() + LIFETIME
    row.save(update_fields=["token_hash", "expires_at"])
    journal.record("tenancy.invitation.resend", row, actor=actor, after={"email": row.email})
    _announce(row, token, resent=True)
    return token


@transaction.atomic
def revoke(*, actor: Any, invitation: Invitation, reason: str = "") -> Invitation:
    """Withdraw an offer: its link stops working. Raises NotAllowed, Conflict if it was taken or withdrawn."""
    require(actor, "tenancy.member.manage", invitation)
    return withdraw(actor=actor, invitation=invitation, reason=reason)


@transaction.atomic
def withdraw(*, actor: Any, invitation: Invitation, reason: str = "") -> Invitation:
    """The write of revoke() without its question."""
    row = _open(invitation)
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    journal.record(
        "tenancy.invitation.revoke", row, actor=actor, after={"email": row.email}, reason=reason.strip()
    )
    return row


def by_token(token: str) -> Invitation:
    """The invitation of a link, still to be taken. Raises NotFound for any link that does not work (any more)."""
    with scopes_disabled():  # unscoped: the token is the key, the tenant follows from it
        found = (
            Invitation.objects.select_related("tenant", "invited_by")
            .filter(token_hash=hash_of(token))
            .first()
        )
    if found is None or found.state_at(clock.now()) != InvitationState.OPEN:
        raise NotFound(
            _("This invitation does not work any more. Please ask for a new one."), code="invitation"
        )
    return found


@transaction.atomic
def accept(*, actor: User, token: str) -> Membership:
    """Take up an offer. The link is the proof; the account may have another address than the one invited.

    Works once: of two simultaneous clicks one finds the offer taken. Raises NotFound, Conflict.
    """
    invitation = by_token(token)
    with scope(tenant=invitation.tenant):
        row = _open(invitation)
        row.accepted_at = clock.now()
        row.accepted_by = actor
        row.save(update_fields=["accepted_at", "accepted_by"])
        membership = write_membership(
            actor=actor,
            tenant=invitation.tenant,
            user=actor,
            role=row.role,
            organisation_id=row.organisation_id,
            is_delegate=row.is_delegate,
            reason=_("invitation accepted"),
        )
        journal.record("tenancy.invitation.accept", row, actor=actor, after={"role": row.role})
    return membership


@transaction.atomic
def accept_as_new_person(*, token: str, display_name: str, password: str, language: str = "de") -> Membership:
    """Open an account for the invited address and take up the offer. The link proves that the mailbox is hers.

    Raises NotFound, Conflict if the address has an account (then sign in first), BadInput for a weak password.
    """
    invitation = by_token(token)
    person = create_person(
        actor=None, email=invitation.email, display_name=display_name, password=password, language=language
    )
    return accept(actor=person, token=token)


def _open(invitation: Invitation) -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).select_related("tenant").get(pk=invitation.pk)
    if row.accepted_at is not None or row.revoked_at is not None:
        raise Conflict(_("This invitation was already taken or withdrawn."))
    return row


def _announce(invitation: Invitation, token: str, *, resent: bool) -> None:
    transaction.on_commit(
        partial(invitation_created.send_robust, Invitation, invitation=invitation, token=token, resent=resent)
    )
