"""Reads of tenants. Tenant itself is not scoped: who exists is public; what they own is not."""

from __future__ import annotations

from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant


def state_office() -> Tenant:
    """The tenant of the state office; made by the first migration, so it always exists."""
    return Tenant.objects.get(kind=TenantKind.STATE)


def by_slug(slug: str) -> Tenant | None:
    return Tenant.objects.select_related("parent").filter(slug=slug).first()
