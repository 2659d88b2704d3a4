"""Offers that might be the same one entered twice."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from umsicht.core.text import fold
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.places.geo import distance_km

LOOK_AT = 300
NEAR_KM = 5.0
ENOUGH = 0.5
_SHORT = 4
_FIELDS = (
    "id",
    "title",
    "slug",
    "state",
    "provider_id",
    "provider__name",
    "problem_fields",
    "topics",
    "lat",
    "lon",
)


@dataclass(frozen=True)
class Twin:
    """An offer that resembles; `likeness` from 0 to 1."""

    pk: int
    title: str
    slug: str
    state: str
    provider: str
    likeness: float


def twins(offer: Offer, *, limit: int = 3) -> list[Twin]:
    """Offers of the tenant in scope that resemble this one by title, provider, topic and place; the closest first.

    One query over at most LOOK_AT candidates, which share a long word of the title or the provider.
    """
    wanted = _words(offer.title)
    if not wanted:
        return []
    shares = Q(provider=offer.provider_id)
    for word in sorted(_raw_words(offer.title), key=len, reverse=True)[:4]:
        shares |= Q(title__icontains=word)
    rows = (
        Offer.objects.filter(shares)
        .exclude(pk=offer.pk)
        .exclude(state=OfferState.ARCHIVED)
        .order_by("-updated_at", "-pk")
        .values(*_FIELDS)[:LOOK_AT]
    )
    found = [
        Twin(row["id"], row["title"], row["slug"], row["state"], row["provider__name"], likeness)
        for row in rows
        if (likeness := _likeness(offer, wanted, row)) >= ENOUGH
    ]
    return sorted(found, key=lambda twin: (-twin.likeness, twin.title, twin.pk))[:limit]


def _raw_words(title: str) -> set[str]:
    return {word for word in "".join(c if c.isalnum() else " " for c in title).split() if len(word) >= _SHORT}


def _words(title: str) -> set[str]:
    return {fold(word).casefold() for word in _raw_words(title)}


def _likeness(offer: Offer, wanted: set[str], row: dict[str, object]) -> float:
    """Six tenths for the title, the rest for provider, topic and place; without a like title it is none."""
    other = _words(str(row["title"]))
    union = wanted | other
    title = len(wanted & other) / len(union) if union else 0.0
    if title < 1 / 3:
        return 0.0
    own, theirs = {*offer.problem_fields, *offer.topics}, {*row["problem_fields"], *row["topics"]}  # type: ignore[misc]
    return (
        0.6 * title
        + (0.2 if row["provider_id"] == offer.provider_id else 0.0)
        + (0.1 if own & theirs else 0.0)
        + (0.1 if _near(offer, row["lat"], row["lon"]) else 0.0)
    )


def _near(offer: Offer, lat: object, lon: object) -> bool:
    if offer.lat is None or offer.lon is None or not isinstance(lat, float) or not isinstance(lon, float):
        return False
    return distance_km(offer.lat, offer.lon, lat, lon) <= NEAR_KM
