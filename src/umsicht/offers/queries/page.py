"""The offer page's own read: one offer with its dates in a single query, so that the page keeps its budget of four."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from umsicht.core.errors import NotFound
from umsicht.offers.models import Offer, OfferSession
from umsicht.offers.queries.offers import published

_FIELDS = ("pk", "starts_at", "tzid", "duration_minutes", "rrule", "exdates")
_PREFIX = "date_"


def offer_with_dates(slug: str) -> Offer:
    """One published offer of the tenant in scope with provider, programme, contact point and `sessions`; one query.

    The dates are joined on, a row each: most offers have one to three. Raises NotFound.
    """
    rows: list[Any] = list(
        published()
        .select_related("provider", "programme", "contact_point")
        .filter(slug=slug)
        .annotate(**{f"{_PREFIX}{name}": F(f"sessions__{name}") for name in _FIELDS})
        .order_by("sessions__starts_at", "sessions__pk")
    )
    if not rows:
        raise NotFound
    offer: Offer = rows[0]
    sessions = [_session(row, offer) for row in rows if getattr(row, f"{_PREFIX}pk") is not None]
    offer._prefetched_objects_cache = {"sessions": sessions}  # type: ignore[attr-defined]  # noqa: SLF001 - as prefetch_related does
    if offer.contact_point is not None and not offer.contact_point.is_public:
        offer.contact_point = None
    return offer


def _session(row: Any, offer: Offer) -> OfferSession:
    values = {name: getattr(row, f"{_PREFIX}{name}") for name in _FIELDS}
    return OfferSession(tenant_id=offer.tenant_id, offer=offer, **values)
