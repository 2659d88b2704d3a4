"""Who keeps which organisation. A keeper holds the provider role for it; its main person also invites helpers.

The roles themselves are rows of `tenancy.Membership`, read once per request (`held_by`), so asking costs nothing more.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.directory.models import Organisation
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import held_by, running_on


def kept_memberships(user: Any, tenant_id: int) -> list[Membership]:
    """The person's running provider roles in a tenant that are bound to an organisation."""
    return [
        membership
        for membership in held_by(user)
        if membership.tenant_id == tenant_id
        and membership.role == Role.PROVIDER
        and membership.organisation_id is not None
    ]


def kept_ids(user: Any, tenant: Tenant) -> list[int]:
    """Ids of the organisations that this person keeps in the tenant; no query of its own."""
    return sorted({int(found.organisation_id or 0) for found in kept_memberships(user, tenant.pk)})


def kept_by(user: Any, tenant: Tenant) -> QuerySet[Organisation]:
    """The organisations that this person keeps in the tenant (which is in scope), by name; hidden ones too."""
    found = Organisation.objects.filter(pk__in=kept_ids(user, tenant)).order_by("name", "pk")
    return found.prefetch_related("contact_points")


def keepers_of(organisation: Organisation) -> list[Membership]:
    """Everybody who keeps the organisation today: main persons first, then helpers, by name. One query."""
    return list(
        Membership.objects.with_scope(tenant=organisation.tenant_id)
        .filter(running_on(clock.today()), role=Role.PROVIDER, organisation_id=organisation.pk)
        .select_related("user")
        .order_by("is_delegate", "user__display_name", "pk")
    )


def people_keeping(organisation: Organisation) -> list[User]:
    """The people to tell something about the organisation, in the same order; those who may not sign in are left out."""
    return [held.user for held in keepers_of(organisation) if held.user.is_active]
