"""Lists of municipalities for the public pages: who takes part, who else there is. Plain rows, one query each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.db.models import F, Q

from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant


class PortalRow(TypedDict):
    """What a list of towns shows. `district` is empty for the three cities that are their own district."""

    id: int
    key: str
    slug: str
    name: str
    second_name: str
    is_active: bool
    population: int | None
    lat: float | None
    lon: float | None
    district: str


_FIELDS = ("id", "key", "slug", "name", "second_name", "is_active", "population", "lat", "lon")


def _rows(condition: Q) -> list[PortalRow]:
    found = Tenant.objects.filter(condition, kind=TenantKind.MUNICIPALITY).order_by("name", "pk")
    return [
        PortalRow(**row)  # type: ignore[typeddict-item]
        for row in found.annotate(district=F("parent__name")).values(*_FIELDS, "district")
    ]


def participating() -> list[PortalRow]:
    """Municipalities with a portal of their own, by name; sandboxes are not shown."""
    return _rows(Q(is_active=True, is_sandbox=False))


def all_municipalities() -> list[PortalRow]:
    """Every municipality of the state, by name."""
    return _rows(Q(is_sandbox=False))


def with_keys(keys: Iterable[str]) -> list[PortalRow]:
    """Municipalities by official key, by name."""
    return _rows(Q(key__in=list(keys)))
