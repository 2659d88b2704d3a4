"""Giving, changing and ending roles. A tenant that takes part always keeps a coordinator."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.accounts.models import User
from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import forget, other_coordinators
from umsicht.tenancy.signals import membership_ended, membership_granted


@transaction.atomic
def grant_membership(
    *,
    actor: Any,
    tenant: Tenant,
    user: User,
    role: str,
    organisation_id: int | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    reason: str = "",
) -> Membership:
    """Give a person a role from today, or from `valid_from`, until `valid_to` (both days count; None = open).

    Raises NotAllowed, BadInput for an unknown role or a period that ends before it starts, Conflict if the person
    holds this very role already. Groups, districts and the state office take the same roles as municipalities.
    """
    require(actor, "tenancy.member.manage", tenant)
    return write_membership(
        actor=actor,
        tenant=tenant,
        user=user,
        role=role,
        organisation_id=organisation_id,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
    )


def write_membership(
    *,
    actor: Any,
    tenant: Tenant,
    user: User,
    role: str,
    organisation_id: int | None = None,
    is_delegate: bool = False,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    reason: str = "",
) -> Membership:
    """The write of grant_membership without its question: also for a person taking up her own invitation."""
    if role not in Role.values:
        raise BadInput(_("This role does not exist."))
    start = valid_from or clock.today()
    if valid_to is not None and valid_to < start:
        raise BadInput(_("The last day lies before the first."))
    if not user.is_active:
        raise Conflict(_("This account is closed."))
    membership = Membership(
        tenant=tenant,
        user=user,
        role=role,
        organisation_id=organisation_id if role == Role.PROVIDER else None,
        is_delegate=is_delegate and role == Role.PROVIDER,
        valid_from=start,
        valid_to=valid_to,
    )
    _close_expired(tenant, user)
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("This person has this role already.")) from error
    forget(user)
    journal.record(
        "tenancy.membership.grant",
        membership,
        actor=actor,
        after={
            "role": role,
            "valid_from": start.isoformat(),
            "valid_to": valid_to and valid_to.isoformat(),
        },
        reason=reason.strip(),
    )
    transaction.on_commit(partial(membership_granted.send_robust, Membership, membership=membership))
    return membership


@transaction.atomic
def end_membership(
    *, actor: Any, membership: Membership, reason: str, last_day: dt.date | None = None
) -> Membership:
    """End a role at once, or plan its end with a `last_day` from today on. The row stays as history.

    Raises NotAllowed, BadInput without a reason or for a last day in the past, Conflict for the last coordinator or a
    role that is over.
    """
    require(actor, "tenancy.member.manage", membership)
    return _end(actor=actor, membership=membership, reason=reason, last_day=last_day)


def close_membership(*, actor: Any, membership: Membership, reason: str) -> Membership:
    """The write of end_membership without its question, at once; for floors above with a permission of their own."""
    return _end(actor=actor, membership=membership, reason=reason, last_day=None)


@transaction.atomic
def leave(*, actor: User, membership: Membership) -> Membership:
    """Give up one's own role, from outside its desk. Raises Conflict for someone else's and the last coordinator's."""
    if membership.user_id != actor.pk:
        raise Conflict(_("Only your own role can be given up here."))
    with scope(tenant=membership.tenant):
        return _end(actor=actor, membership=membership, reason=_("given up by the person"), last_day=None)


def _end(*, actor: Any, membership: Membership, reason: str, last_day: dt.date | None) -> Membership:
    if not reason.strip():
        raise BadInput(_("Please give a reason."))
    row = _locked(membership)
    today = clock.today()
    if row.ended_at is not None or (row.valid_to is not None and row.valid_to < today):
        raise Conflict(_("This role has ended already."))
    if last_day is not None and last_day < max(today, row.valid_from):
        raise BadInput(_("The last day lies in the past or before the first."))
    if row.role == Role.COORDINATOR:
        _keep_a_coordinator(row)
    before = {"valid_to": row.valid_to and row.valid_to.isoformat()}
    ends = row.valid_to = last_day or max(today, row.valid_from)
    row.ended_at = None if last_day else clock.now()
    row.save(update_fields=["valid_to", "ended_at"])
    forget(row.user)
    journal.record(
        "tenancy.membership.end",
        row,
        actor=actor,
        before=before,
        after={"role": row.role, "valid_to": ends.isoformat()},
        reason=reason.strip(),
    )
    transaction.on_commit(
        partial(membership_ended.send_robust, Membership, membership=row, reason=reason.strip())
    )
    return row


@transaction.atomic
def change_membership(
    *, actor: Any, membership: Membership, role: str, organisation_id: int | None = None, reason: str = ""
) -> Membership:
    """Give another role instead: ends the old one and starts the new one today. Raises what these two raise."""
    require(actor, "tenancy.member.manage", membership)
    if role == membership.role and organisation_id == membership.organisation_id:
        raise Conflict(_("This person has this role already."))
    why = reason.strip() or _("role changed")
    new = write_membership(
        actor=actor,
        tenant=membership.tenant,
        user=membership.user,
        role=role,
        organisation_id=organisation_id,
        reason=why,
    )
    _end(actor=actor, membership=membership, reason=why, last_day=None)
    return new


def _close_expired(tenant: Tenant, user: User) -> None:
    """A role whose last day is over must not stand in the way of giving it again."""
    for row in Membership.objects.filter(
        tenant=tenant, user=user, ended_at__isnull=True, valid_to__lt=clock.today()
    ):
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])


def _locked(membership: Membership) -> Membership:
    """The row as stored now. The tenant's row is held too, so that two coordinators can't end each other at once."""
    Tenant.objects.select_for_update().get(pk=membership.tenant_id)
    row = Membership.objects.select_for_update(of=("self",)).select_related("user", "tenant")
    return row.get(pk=membership.pk)


def _keep_a_coordinator(membership: Membership) -> None:
    if membership.tenant.is_active and not other_coordinators(membership.tenant, membership.user).exists():
        raise Conflict(
            _("%(name)s would be left without a coordinator. Give someone else this role first.")
            % {"name": membership.tenant.name},
            code="last_coordinator",
        )
