"""Reads of offers for the portal, the desk and exports. A page costs one query here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django_scopes import get_scope

from umsicht.core.errors import NotFound
from umsicht.core.prepared import Prepared
from umsicht.directory.models import Organisation
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer, Programme
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office

Row = dict[str, Any]
HIT_FIELDS = (
    *("id", "public_id", "slug", "title", "summary", "tenant_id", "tenant__slug", "tenant__name", "is_demo"),
    *(
        "provider_id",
        "provider__slug",
        "provider__name",
        "programme_id",
        "programme__evidence_tier",
        "fidelity",
    ),
    *(
        "problem_fields",
        "topics",
        "audiences",
        "formats",
        "settings",
        "languages",
        "accessibility",
        "level",
        "school_types",
    ),
    *("age_from", "age_to", "grade_from", "grade_to", "duration_minutes", "group_min", "group_max"),
    *("place_modes", "venue", "area_key", "area_name", "lat", "lon", "radius_km", "booking"),
    *("costs", "cost_from_cents", "curriculum", "availability", "availability_as_of", "has_files"),
    *("edited_on", "confirmed_on", "reviewed_on", "stale_on", "next_date", "published_at", "updated_at"),
)
"""What lists, maps, feeds and exports show of an offer; plain columns, so that a row costs microseconds."""
EXPORT_FIELDS = (
    *HIT_FIELDS,
    *(
        "description",
        "eligibility",
        "preparation",
        "contact_role",
        "contact_point__name",
        "contact_point__street",
    ),
    *("contact_point__postal_code", "contact_point__city", "contact_point__phone", "contact_point__email"),
    *("provider__phone", "provider__email", "provider__website", "programme__name"),
)


def published(tenants: Collection[int] | None = None) -> QuerySet[Offer]:
    """Published offers of public providers: of the tenant in scope or the named ones, as far as they take part."""
    found = Offer.objects.all() if tenants is None else Offer.objects.with_scope(tenant=sorted(tenants)).all()
    return found.filter(state=OfferState.PUBLISHED, provider__is_public=True, tenant__is_active=True)


def offer_page(slug: str) -> Offer:
    """One published offer of the tenant in scope with provider, programme and contact point; one query.

    A contact point that was hidden meanwhile is left out. Raises NotFound.
    """
    offer = published().select_related("provider", "programme", "contact_point").filter(slug=slug).first()
    if offer is None:
        raise NotFound
    if offer.contact_point is not None and not offer.contact_point.is_public:
        offer.contact_point = None
    return offer


@dataclass(frozen=True)
class Withdrawn:
    """What may still be said of an offer that was public once."""

    title: str
    provider_name: str
    provider_slug: str
    paused: bool


def withdrawn(slug: str) -> Withdrawn | None:
    """A paused or archived offer of the tenant in scope: its address stays known, its content is gone."""
    row = (
        Offer.objects.filter(
            slug=slug,
            state__in=(OfferState.PAUSED, OfferState.ARCHIVED),
            published_at__isnull=False,
            provider__is_public=True,
            tenant__is_active=True,
        )
        .values_list("title", "provider__name", "provider__slug", "state")
        .first()
    )
    if row is None:
        return None
    title, name, provider_slug, state = row
    return Withdrawn(title, name, provider_slug, state == OfferState.PAUSED)


@cache
def _shown_rows(fields: tuple[str, ...]) -> Prepared:
    """The rows behind a search result in the tenant in scope, compiled once."""

    def build(tenant: int, ids: list[int]) -> QuerySet[Offer, Any]:
        return (
            Offer.objects.with_scope(tenant=tenant)
            .filter(state=OfferState.PUBLISHED, provider__is_public=True, tenant__is_active=True, pk__in=ids)
            .order_by()
            .values_list(*fields)
        )

    return Prepared(build)


@cache
def _shown_rows_across(fields: tuple[str, ...]) -> Prepared:
    """The same of all municipalities that take part; the caller drops those it did not ask for."""

    def build(ids: list[int]) -> QuerySet[Offer, Any]:
        # unscoped: naming four hundred tenants in the query costs more than the rest of it; _rows_of() compares them
        return (
            Offer.objects.with_scopes_disabled()
            .filter(state=OfferState.PUBLISHED, provider__is_public=True, tenant__is_active=True, pk__in=ids)
            .order_by()
            .values_list(*fields)
        )

    return Prepared(build)


def _tenant_in_scope() -> int | None:
    """The one tenant whose scope is open; None with no or a wider scope, which Django's own query then judges."""
    held = get_scope()
    tenant = held.get("tenant") if held.get("_enabled", True) else None
    return tenant.pk if isinstance(tenant, Tenant) else None


_AT_ONCE = 64


def hits(
    ids: Iterable[int],
    tenants: Collection[int] | None = None,
    *,
    export: bool = False,
    fields: tuple[str, ...] = HIT_FIELDS,
) -> list[Row]:
    """Search results re-read from the database, in their order; what is no longer public here is left out. One query.

    `fields` must begin with "id" and hold "tenant_id".
    """
    wanted = list(ids)
    fields = EXPORT_FIELDS if export else fields
    if not wanted:
        return []
    rows = _rows_of(wanted, tenants, fields)
    return [rows[pk] for pk in wanted if pk in rows]


def _rows_of(wanted: list[int], tenants: Collection[int] | None, fields: tuple[str, ...]) -> dict[int, Row]:
    here = _tenant_in_scope() if tenants is None else None
    if len(wanted) > _AT_ONCE or (tenants is None and here is None):
        return {row["id"]: row for row in published(tenants).filter(pk__in=wanted).values(*fields)}
    # The list is filled up by its last entry, so that few lengths are compiled.
    ids = (*wanted, *[wanted[-1]] * (-len(wanted) % 8))
    if here is not None:
        found = _shown_rows(fields).rows(tenant=here, ids=ids)
        return {row[0]: dict(zip(fields, row, strict=True)) for row in found}
    allowed, place = frozenset(tenants or ()), fields.index("tenant_id")
    found = _shown_rows_across(fields).rows(ids=ids)
    return {row[0]: dict(zip(fields, row, strict=True)) for row in found if row[place] in allowed}


TITLE_FIELDS = ("id", "title", "slug", "provider__name", "tenant__slug", "tenant_id")


def titles(ids: Iterable[int], tenants: Collection[int] | None = None) -> list[Row]:
    """Like hits(), with no more than a suggestion shows."""
    return hits(ids, tenants, fields=TITLE_FIELDS)


def by_ids(ids: Iterable[int], tenants: Collection[int] | None = None) -> list[Offer]:
    """Like hits(), as records with provider, programme and contact point (compare, print, watch list)."""
    wanted = list(ids)
    if not wanted:
        return []
    found = (
        published(tenants).select_related("provider", "programme", "contact_point", "tenant").in_bulk(wanted)
    )
    return [found[pk] for pk in wanted if pk in found]


def by_slugs(slugs: Iterable[str]) -> list[Offer]:
    """Published offers of the tenant in scope in the order of the addresses; unknown ones are left out."""
    wanted = list(dict.fromkeys(slugs))
    found = {
        offer.slug: offer
        for offer in published()
        .select_related("provider", "programme", "contact_point", "tenant")
        .filter(slug__in=wanted)
    }
    return [found[slug] for slug in wanted if slug in found]


def of_provider(organisation: Organisation) -> list[Row]:
    """The published offers of one provider, by title."""
    return list(published().filter(provider=organisation).order_by("title", "pk").values(*HIT_FIELDS))


def newest(limit: int, tenants: Collection[int] | None = None) -> list[Row]:
    """Published most recently first."""
    return list(published(tenants).order_by("-published_at", "-pk").values(*HIT_FIELDS)[:limit])


def addresses(tenants: Collection[int] | None = None) -> QuerySet[Any, tuple[str, str, dt.datetime]]:
    """(tenant's slug, offer's slug, changed at) of everything published, for sitemaps."""
    return published(tenants).order_by("pk").values_list("tenant__slug", "slug", "updated_at")


def at_desk(*, text: str = "", state: str = "", provider: int | None = None) -> QuerySet[Offer]:
    """The desk's list of the tenant in scope, drafts included."""
    found = Offer.objects.select_related("provider").order_by("title", "pk")
    for word in text.split()[:5]:
        found = found.filter(title__icontains=word)
    if state in OfferState.values:
        found = found.filter(state=state)
    return found.filter(provider_id=provider) if provider is not None else found


def offer_at_desk(pk: int) -> Offer:
    """One offer of the tenant in scope in any state. Raises NotFound."""
    found = (
        Offer.objects.select_related("provider", "programme", "contact_point", "tenant").filter(pk=pk).first()
    )
    if found is None:
        raise NotFound
    return found


def programmes() -> QuerySet[Programme]:
    """All programmes of the state office, by name."""
    return Programme.objects.with_scope(tenant=state_office()).order_by("name", "pk")
