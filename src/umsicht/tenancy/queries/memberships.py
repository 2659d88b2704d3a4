"""Who holds which role where. One query per request and person; the answer rides on the user object."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django_scopes import scopes_disabled

from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.tenancy.enums import Role, TenantKind
from umsicht.tenancy.models import Invitation, Membership, Tenant

OFFICE = (Role.COORDINATOR, Role.EDITOR)
"""Who does the daily work of a tenant's office."""
SORTS = {
    "name": ("user__display_name",),
    "adresse": ("user__email",),
    "rolle": ("role", "user__display_name"),
    "seit": ("valid_from", "user__display_name"),
    "bis": ("valid_to", "user__display_name"),
}
_CACHE = "_umsicht_memberships"
_GROUPS = "_umsicht_group_members"


def running_on(day: dt.date) -> Q:
    """Memberships whose period includes the day (both ends count) and that nobody ended."""
    return Q(ended_at__isnull=True, valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def over_on(day: dt.date) -> Q:
    return Q(ended_at__isnull=False) | Q(valid_to__lt=day)


def held_by(user: Any) -> tuple[Membership, ...]:
    """The running memberships of a person with their tenants, by tenant name; () for a visitor."""
    if not getattr(user, "is_authenticated", False):
        return ()
    held: tuple[Membership, ...] | None = getattr(user, _CACHE, None)
    if held is None:
        with scopes_disabled():  # unscoped: one's own roles span tenants
            held = tuple(
                Membership.objects.filter(running_on(clock.today()), user=user)
                .select_related("tenant")
                .order_by("tenant__name", "tenant_id", "role", "pk")
            )
        setattr(user, _CACHE, held)
    return held


def forget(user: User) -> None:
    """Drop the answer kept on the user object, after a write."""
    for name in (_CACHE, _GROUPS):
        if hasattr(user, name):
            delattr(user, name)


def roles_in(user: Any, tenant_id: int) -> frozenset[str]:
    return frozenset(membership.role for membership in held_by(user) if membership.tenant_id == tenant_id)


def roles_above(user: Any, tenant: Tenant) -> frozenset[str]:
    """Roles held in the state office, in the tenant's district or in a group that it belongs to."""
    return frozenset(
        membership.role for membership in held_by(user) if _stands_above(user, membership.tenant, tenant)
    )


def _stands_above(user: Any, above: Tenant, tenant: Tenant) -> bool:
    if above.pk == tenant.pk:
        return False
    if above.kind == TenantKind.GROUP:
        return tenant.pk in _group_members(user).get(above.pk, frozenset())
    return above.kind == TenantKind.STATE or above.pk == tenant.parent_id


def _group_members(user: Any) -> dict[int, frozenset[int]]:
    """Members of the groups in which the person has a role; asked only if there is one."""
    found: dict[int, frozenset[int]] | None = getattr(user, _GROUPS, None)
    if found is None:
        groups = {m.tenant_id for m in held_by(user) if m.tenant.kind == TenantKind.GROUP}
        pairs = Tenant.members.through.objects.filter(from_tenant_id__in=groups).values_list(
            "from_tenant_id", "to_tenant_id"
        )
        gathered: dict[int, set[int]] = {}
        for group, member in pairs:
            gathered.setdefault(group, set()).add(member)
        found = {group: frozenset(members) for group, members in gathered.items()}
        setattr(user, _GROUPS, found)
    return found


def members_of(tenant: Tenant) -> QuerySet[Membership]:
    """All memberships of a tenant, ended ones too. Needs the scope of the tenant."""
    return (
        Membership.objects.filter(tenant=tenant).select_related("user").order_by(*order_by("", SORTS, "name"))
    )


def filtered(
    memberships: QuerySet[Membership],
    *,
    text: str = "",
    role: str = "",
    state: str = "running",
    sort: str = "",
) -> QuerySet[Membership]:
    """Narrow a list: words of the name or address, a role, `running`, `ended` or anything else for all."""
    memberships = memberships.order_by(*order_by(sort, SORTS, "name"))
    for word in text.split()[:5]:
        memberships = memberships.filter(
            Q(user__display_name__icontains=word) | Q(user__email__icontains=word)
        )
    if role in Role.values:
        memberships = memberships.filter(role=role)
    today = clock.today()
    if state == "running":
        memberships = memberships.filter(running_on(today))
    elif state == "ended":
        memberships = memberships.filter(over_on(today))
    return memberships


def open_invitations(tenant: Tenant) -> QuerySet[Invitation]:
    """Offers nobody has taken yet, expired ones included, newest first. Needs the scope of the tenant."""
    return Invitation.objects.filter(
        tenant=tenant, accepted_at__isnull=True, revoked_at__isnull=True
    ).select_related("invited_by")


def expired_invitations(tenant: Tenant, count: int) -> list[Invitation]:
    """Offers that ran out unanswered, the latest first. Needs the scope of the tenant."""
    return list(open_invitations(tenant).filter(expires_at__lte=clock.now())[:count])


def expired_figures(tenant: Tenant) -> Tally:
    """How many offers ran out unanswered, and when the first of them did. One query, in the scope of the tenant."""
    expired = open_invitations(tenant).filter(expires_at__lte=clock.now())
    return count_since(expired, "expires_at")


def other_coordinators(tenant: Tenant, user: User) -> QuerySet[Membership]:
    """Running, open-ended coordinator memberships of active people other than this one."""
    with scopes_disabled():  # unscoped: the tenant is named in the filter
        return Membership.objects.filter(
            running_on(clock.today()),
            tenant=tenant,
            role=Role.COORDINATOR,
            valid_to__isnull=True,
            user__is_active=True,
        ).exclude(user=user)


def sole_coordinator_of(user: User) -> list[Tenant]:
    """Tenants that take part and would have no coordinator without this person, by name."""
    mine = [m.tenant for m in held_by(user) if m.role == Role.COORDINATOR and m.tenant.is_active]
    return [tenant for tenant in mine if not other_coordinators(tenant, user).exists()]


def own_membership(user: Any, membership_id: int) -> Membership:
    """One of the person's running memberships. Raises NotFound for any other."""
    for membership in held_by(user):
        if membership.pk == membership_id:
            return membership
    raise NotFound


def membership_at_desk(membership_id: int) -> Membership:
    """Any membership of the tenant in scope. Raises NotFound."""
    found = Membership.objects.select_related("user", "tenant").filter(pk=membership_id).first()
    if found is None:
        raise NotFound
    return found


def invitation_at_desk(invitation_id: int) -> Invitation:
    """Any invitation of the tenant in scope. Raises NotFound."""
    found = Invitation.objects.select_related("tenant").filter(pk=invitation_id).first()
    if found is None:
        raise NotFound
    return found


def records_about(user: User) -> list[tuple[str, str]]:
    """Memberships of and invitations to a person in all tenants, as pairs of model label and id."""
    # unscoped: asked when a person is erased, in every tenant
    roles = Membership.objects.with_scopes_disabled().filter(user=user)
    # unscoped: see above
    offers = Invitation.objects.with_scopes_disabled().filter(
        Q(email__iexact=user.email) | Q(accepted_by=user)
    )
    return [
        *(("tenancy.Membership", str(pk)) for pk in roles.values_list("pk", flat=True)),
        *(("tenancy.Invitation", str(pk)) for pk in offers.values_list("pk", flat=True)),
    ]


def office_of(tenant: Tenant, roles: Sequence[str] = OFFICE) -> list[User]:
    """The people who work in the tenant's office, each once; those who may not sign in are left out. One query."""
    held = (
        Membership.objects.with_scope(tenant=tenant)
        .filter(running_on(clock.today()), role__in=roles, user__is_active=True)
        .select_related("user")
        .order_by("user_id")
    )
    return list({membership.user_id: membership.user for membership in held}.values())
