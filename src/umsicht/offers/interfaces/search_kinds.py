"""Hands the kinds, words and changes of this package to search. Called once when the apps are ready."""

from __future__ import annotations

from umsicht.offers.interfaces import search_index as names
from umsicht.offers.interfaces.search_documents import offer_documents
from umsicht.offers.interfaces.search_providers import provider_documents
from umsicht.offers.interfaces.search_words import concepts, filters
from umsicht.search.registry import Facet, Kind, register, register_concepts, register_filters

OFFER = Kind(
    name=names.OFFER,
    ids=names.offer_ids,
    fetch=offer_documents,
    facets=(
        Facet(names.PROBLEM_FIELD, size=24),
        Facet(names.TOPIC, size=16),
        Facet(names.AUDIENCE, size=32),
        Facet(names.AGE, size=8),
        Facet(names.GRADE, size=13),
        Facet(names.FORMAT, size=24),
        Facet(names.LEVEL, size=4, many=False),
        Facet(names.COST, size=8),
        Facet(names.DISTRICT, size=256, many=False),
        Facet(names.LANGUAGE, size=32),
        Facet(names.AVAILABILITY, size=8, many=False),
        Facet(names.CHECKED, size=4),
        Facet(names.PLACE, size=4),
        Facet(names.SCHOOL_TYPE, size=8),
        Facet(names.FACTOR, size=48),
    ),
    numbers=(names.CENTS, names.AGE_FROM, names.AGE_TO, names.CONFIRMED, names.NEXT_DATE, names.NEWEST),
)
PROVIDER = Kind(
    name=names.PROVIDER,
    ids=names.provider_ids,
    fetch=provider_documents,
    facets=(
        Facet(names.SECTOR, size=12, many=False),
        Facet(names.LANGUAGE, size=32),
        Facet(names.DISTRICT, size=256),
    ),
)


def register_all() -> None:
    register(OFFER)
    register(PROVIDER)
    register_concepts("vocabulary", concepts)
    register_filters("offers", filters)
