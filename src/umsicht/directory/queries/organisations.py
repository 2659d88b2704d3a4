"""Reads of organisations for portal, desk and search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from umsicht.core.errors import NotFound
from umsicht.directory.models import ContactPoint, Organisation


def shown_points() -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(is_public=True, tenant__is_active=True).order_by("name", "pk")


def public_organisations() -> QuerySet[Organisation]:
    """What the portal of the tenant in scope shows, by name."""
    return Organisation.objects.filter(is_public=True, tenant__is_active=True).order_by("name", "pk")


def public_providers() -> QuerySet[Organisation]:
    return public_organisations().filter(is_provider=True)


def addresses_of_providers() -> list[tuple[str, dt.datetime]]:
    """(slug, changed at) of the providers of the tenant in scope, for sitemaps."""
    return list(public_providers().order_by("pk").values_list("slug", "updated_at"))


def public_organisation(slug: str) -> Organisation:
    """One organisation of the tenant in scope with its public contact points in `shown`; two queries. Raises NotFound."""
    organisation = (
        public_organisations()
        .filter(slug=slug)
        .prefetch_related(Prefetch("contact_points", queryset=shown_points(), to_attr="shown"))
        .first()
    )
    if organisation is None:
        raise NotFound
    return organisation


def successor_of(slug: str) -> Organisation | None:
    """The public entry that a closed one of the tenant in scope was merged or moved into; chains are followed."""
    closed = Organisation.objects.filter(slug=slug, closed_on__isnull=False, successor__isnull=False).first()
    step, found = 0, closed.successor_id if closed else None
    while found is not None and step < 5:
        # unscoped: an organisation may go on in another municipality
        entry = Organisation.objects.with_scopes_disabled().select_related("tenant").get(pk=found)
        if entry.is_public and entry.tenant.is_active:
            return entry
        step, found = step + 1, entry.successor_id
    return None


def organisation_at_desk(pk: int) -> Organisation:
    """Also hidden ones, of the tenant in scope. Raises NotFound."""
    organisation = (
        Organisation.objects.filter(pk=pk).select_related("tenant").prefetch_related("contact_points").first()
    )
    if organisation is None:
        raise NotFound
    return organisation


def organisations_at_desk(
    *, text: str = "", sector: str = "", providers_only: bool = False
) -> QuerySet[Organisation]:
    """The desk's list, filtered by words of the name and sector."""
    found = Organisation.objects.order_by("name", "pk")
    for word in text.split()[:5]:
        found = found.filter(name__icontains=word)
    if sector:
        found = found.filter(sector=sector)
    return found.filter(is_provider=True) if providers_only else found


def by_ids(ids: Iterable[int], tenants: Iterable[int] | None = None) -> list[Organisation]:
    """Public organisations in the order of `ids`, those of other tenants and hidden ones left out.

    `tenants` None reads the tenant in scope; a set of tenant ids is for pages across municipalities.
    """
    wanted = list(ids)
    if tenants is None:
        found = public_organisations()
    else:  # named tenants instead of the page's
        found = Organisation.objects.with_scope(tenant=sorted(tenants)).filter(
            is_public=True, tenant__is_active=True
        )
    held: dict[int, Organisation] = found.select_related("tenant").in_bulk(wanted)
    return [held[pk] for pk in wanted if pk in held]
