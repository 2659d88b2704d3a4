"""Providers as search sees them, and on whose portals a record appears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.interfaces import search_index as names
from umsicht.search.registry import Document
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import whole_catalogue

_FIELDS = ("id", "tenant_id", "name", "about", "sector", "languages")


def provider_documents(ids: Sequence[int]) -> Iterator[Document]:
    """Documents of the public providers among `ids`; three queries. The place is that of the first contact point."""
    # unscoped: the index holds the whole instance
    rows = list(
        Organisation.objects.with_scopes_disabled()
        .filter(pk__in=list(ids), is_provider=True, is_public=True, tenant__is_active=True)
        .values(*_FIELDS)
    )
    if not rows:
        return
    # unscoped: as above
    points = (
        ContactPoint.objects.with_scopes_disabled()
        .filter(organisation_id__in=[row["id"] for row in rows], is_public=True)
        .order_by("-pk")
        .values("organisation_id", "lat", "lon", "area_key", "area_name")
    )
    first = {point["organisation_id"]: point for point in points}
    tenants = shown_by({row["tenant_id"] for row in rows})
    sectors = whole_catalogue().labels(Scheme.SECTOR, "de")
    for row in rows:
        yield _document(row, first.get(row["id"], {}), tenants, sectors)


def _document(
    row: dict[str, Any],
    point: Mapping[str, Any],
    tenants: Mapping[int, tuple[int, ...]],
    sectors: Mapping[str, str],
) -> Document:
    terms = [sectors.get(row["sector"], ""), point.get("area_name", "")]
    return Document(
        id=row["id"],
        tenants=tenants.get(row["tenant_id"], (row["tenant_id"],)),
        title=row["name"],
        terms=[text for text in terms if text],
        summary=row["about"],
        facets={
            names.SECTOR: [row["sector"]],
            names.LANGUAGE: row["languages"],
            names.DISTRICT: [point["area_key"]] if point.get("area_key") else [],
        },
        point=(point["lat"], point["lon"]) if point.get("lat") is not None else None,
    )


def shown_by(tenant_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Tenant → those on whose portals its records appear: itself, its district, the state, its groups.

    A sandbox appears nowhere but on its own portal.
    """
    found: dict[int, tuple[int, ...]] = {}
    rows = Tenant.objects.filter(pk__in=set(tenant_ids)).values_list(
        "pk", "parent_id", "parent__parent_id", "is_sandbox"
    )
    for pk, parent, above, is_sandbox in rows:
        found[pk] = (pk,) if is_sandbox else tuple(n for n in (pk, parent, above) if n is not None)
    for group, member in Tenant.members.through.objects.filter(to_tenant_id__in=found).values_list(
        "from_tenant_id", "to_tenant_id"
    ):
        found[member] = (*found[member], group)
    return found
