"""Where a region's figures stand on a portal."""

from __future__ import annotations

from collections.abc import Iterable

from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant


def addresses(codes: Iterable[str]) -> dict[str, str]:
    """Slugs by region: of the city, or of the district where it has a tenant of its own. One query."""
    keys = {code: code for code in codes} | {f"{code}000": code for code in codes}
    rows = Tenant.objects.filter(key__in=keys, kind__in=[TenantKind.DISTRICT, TenantKind.MUNICIPALITY])
    found = rows.order_by("kind").values_list(
        "key", "slug"
    )  # "district" first, so that a city's own replaces it
    return {keys[key]: slug for key, slug in found}


def regions_shown() -> list[str]:
    """Codes of the regions that portals of towns taking part show, the state's first."""
    rows = Tenant.objects.filter(is_active=True, is_sandbox=False).exclude(key="").order_by("key")
    return sorted({key[:5] for key in rows.values_list("key", flat=True)})
