"""Which figures belong to a tenant. Police statistics end at the district: a town inside one gets its district's, and is told so."""

from __future__ import annotations

from dataclasses import dataclass

from umsicht.situation.enums import RegionKind
from umsicht.situation.models import Region
from umsicht.situation.queries.reference import reference
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant


@dataclass(frozen=True)
class Place:
    """`region` holds the figures; `is_own` is False where the tenant is only a part of it."""

    region: Region
    is_own: bool


def place_of(tenant: Tenant) -> Place | None:
    """By the official key; None for groups, sandboxes and keys we have no region for."""
    key = tenant.key if tenant.kind != TenantKind.GROUP and not tenant.is_sandbox else ""
    region = reference().regions.get(key[:5]) if key else None
    if region is None:
        return None
    return Place(region, is_own=len(key) < 8 or region.kind == RegionKind.CITY)
