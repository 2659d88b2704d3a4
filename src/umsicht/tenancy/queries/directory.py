"""The list of those who take part, for the state office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.tenancy.enums import Role, TenantKind
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import running_on


@dataclass(frozen=True)
class TenantFilter:
    """Empty values mean everything. `state` is "active", "inactive" or "without" (active, but without coordinator)."""

    text: str = ""
    kind: str = ""
    district: str = ""
    state: str = ""


def tenants(chosen: TenantFilter = TenantFilter()) -> QuerySet[Tenant]:
    """All tenants but the state office, active ones first, then by name."""
    found = Tenant.objects.exclude(kind=TenantKind.STATE).select_related("parent")
    for word in chosen.text.split()[:5]:
        found = found.filter(
            Q(name__icontains=word) | Q(second_name__icontains=word) | Q(key__startswith=word)
        )
    if chosen.kind in TenantKind.values:
        found = found.filter(kind=chosen.kind)
    if chosen.district:
        found = found.filter(Q(parent__slug=chosen.district) | Q(slug=chosen.district))
    if chosen.state == "inactive":
        found = found.filter(is_active=False)
    elif chosen.state:
        found = found.filter(is_active=True)
    if chosen.state == "without":
        # unscoped: asks over all tenants who has a coordinator; answers tenant ids only
        held = Membership.objects.with_scopes_disabled().filter(
            running_on(clock.today()), role=Role.COORDINATOR
        )
        found = found.exclude(pk__in=held.values("tenant_id"))
    return found.order_by("-is_active", "name", "pk")


def coordinators_per_tenant(tenant_ids: Iterable[int]) -> Counter[int]:
    """How many coordinators each of these tenants has today."""
    # unscoped: counts over several tenants for the state office; no person is named
    held = Membership.objects.with_scopes_disabled().filter(
        running_on(clock.today()), role=Role.COORDINATOR, tenant_id__in=list(tenant_ids)
    )
    return Counter(held.values_list("tenant_id", flat=True))


def districts() -> list[Tenant]:
    return list(Tenant.objects.filter(kind=TenantKind.DISTRICT).order_by("name", "pk"))


def groups() -> QuerySet[Tenant]:
    return Tenant.objects.filter(kind=TenantKind.GROUP).prefetch_related("members").order_by("name", "pk")


def tenant_at_desk(slug: str, *kinds: str) -> Tenant:
    """A tenant below the state office by its address, of one of these kinds (default: any). Raises NotFound."""
    found = Tenant.objects.exclude(kind=TenantKind.STATE).select_related("parent").filter(slug=slug)
    tenant = (found.filter(kind__in=kinds) if kinds else found).first()
    if tenant is None:
        raise NotFound
    return tenant


def possible_members() -> QuerySet[Tenant]:
    """Who may belong to a group."""
    kinds = (TenantKind.MUNICIPALITY, TenantKind.DISTRICT)
    return Tenant.objects.filter(kind__in=kinds).order_by("name", "pk")


def by_slugs(slugs: Iterable[str]) -> list[Tenant]:
    return list(possible_members().filter(slug__in=list(slugs)))


def member_slugs(group: Tenant) -> list[str]:
    return list(group.members.values_list("slug", flat=True))
