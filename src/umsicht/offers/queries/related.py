"""Offers that go with one: same problem, same factors, same people."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from umsicht.offers.models import Offer
from umsicht.offers.queries.offers import Row, hits
from umsicht.search import Request, search

KIND = "offer"
_LOOK_AT = 12
_FIELDS = (
    *("id", "slug", "title", "is_demo", "provider_id", "formats", "duration_minutes", "costs"),
    *("problem_fields", "topics", "audiences", "school_types", "tenant_id", "tenant__slug", "tenant__name"),
)
"""What a related offer shows, and what kinship is counted from."""
_WEIGHTS = {"problem_fields": 3, "topics": 3, "audiences": 2, "school_types": 1}


def related(offer: Offer, tenants: Collection[int] | None = None, *, limit: int = 3) -> list[Row]:
    """Up to `limit` other offers of the tenant (or of `tenants`), closest first; one search and one query.

    Candidates come from the index by topic, or by risk and protective factor where there is none; without an index
    there are none. Kinship counts shared topics first, then shared people; another provider breaks a tie, so that a
    reader sees alternatives.
    """
    wanted = _filters(offer)
    if not wanted:
        return []
    request = Request(
        kind=KIND,
        tenants=frozenset(tenants if tenants is not None else [offer.tenant_id]),
        filters=wanted,
        limit=_LOOK_AT,
    )
    ids = [pk for pk in search(request).ids if pk != offer.pk]
    rows = hits(ids, tenants, fields=_FIELDS)
    return sorted(rows, key=lambda row: _rank(offer, row))[:limit]


def _filters(offer: Offer) -> dict[str, list[str]]:
    for facet, codes in (
        ("problem_field", offer.problem_fields),
        ("topic", offer.topics),
        ("factor", offer.factors),
    ):
        if codes:
            return {facet: list(codes)}
    return {}


def _rank(offer: Offer, row: Row) -> tuple[Any, ...]:
    shared = sum(
        weight * len(set(getattr(offer, name)) & set(row[name])) for name, weight in _WEIGHTS.items()
    )
    return -shared, row["provider_id"] == offer.provider_id, row["title"], row["id"]
