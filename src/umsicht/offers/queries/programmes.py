"""Programmes at the desk: the list, and where each is delivered. They belong to the state office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer, Programme
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office

SORTS = {"name": ("name",), "stufe": ("evidence_tier", "name"), "stand": ("updated_at",)}


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything."""

    text: str = ""
    tier: str = ""
    incomplete: bool = False
    sort: str = "name"


def incomplete() -> Q:
    """Without evidence or without a word on how it works."""
    return Q(outcomes=[]) | Q(concept="") | Q(theory="")


def listing(wanted: Wanted = Wanted()) -> QuerySet[Programme]:
    found = Programme.objects.with_scope(tenant=state_office())
    for word in wanted.text.split()[:5]:
        found = found.filter(
            Q(name__icontains=word) | Q(organisation_name__icontains=word) | Q(aim__icontains=word)
        )
    if wanted.tier:
        found = found.filter(evidence_tier=wanted.tier)
    if wanted.incomplete:
        found = found.filter(incomplete())
    return found.order_by(*order_by(wanted.sort, SORTS, "name"))


def published_count(programmes: Iterable[Programme]) -> dict[int, int]:
    """Programme id → published offers in all municipalities; one query."""
    # unscoped: a programme of the state office is delivered in many municipalities; only numbers are read
    offers = Offer.objects.with_scopes_disabled().filter(
        programme__in=[programme.pk for programme in programmes],
        state=OfferState.PUBLISHED,
        provider__is_public=True,
        tenant__is_active=True,
    )
    return dict(offers.order_by().values_list("programme").annotate(Count("pk")))


def programme_at_desk(slug: str) -> Programme:
    """Raises NotFound."""
    found = listing().select_related("tenant").filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def delivered(programme: Programme, here: Tenant) -> list[Offer]:
    """Offers that deliver it: public ones everywhere, and all of this tenant; by municipality."""
    # unscoped: see above; of other municipalities only what their portals show
    offers = Offer.objects.with_scopes_disabled().filter(programme=programme)
    shown = Q(state=OfferState.PUBLISHED, provider__is_public=True, tenant__is_active=True)
    found = offers.filter(shown | Q(tenant=here)).select_related("tenant", "provider")
    return list(found.order_by("tenant__name", "title", "pk"))
