"""The offer page's own read: one offer with its dates in a single query, so that the page keeps its budget of four."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from umsicht.core.errors import NotFound
from umsicht.core.prepared import Prepared, columns, instance
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer, OfferSession, Programme
from umsicht.tenancy.models import Tenant

_PARTS: tuple[tuple[Any, str], ...] = (
    (Offer, ""),
    (Organisation, "provider__"),
    (Programme, "programme__"),
    (ContactPoint, "contact_point__"),
    (OfferSession, "sessions__"),
)
_PAGE = Prepared(
    lambda tenant, slug: (
        Offer.objects.with_scope(tenant=tenant)
        .filter(state=OfferState.PUBLISHED, provider__is_public=True, tenant__is_active=True, slug=slug)
        .order_by("sessions__starts_at", "sessions__pk")
        .values_list(*(name for model, prefix in _PARTS for name in columns(model, prefix)))
    )
)


def offer_with_dates(tenant: Tenant, slug: str) -> Offer:
    """One published offer of the tenant with provider, programme, contact point and `sessions`; one query.

    The dates are joined on, a row each: most offers have one to three. A contact point that was hidden meanwhile is
    left out. Raises NotFound.
    """
    rows = _PAGE.rows(tenant=tenant.pk, slug=slug)
    if not rows:
        raise NotFound
    offer, provider, programme, point = list(_records(rows[0]))[:4]
    offer.tenant, offer.provider, offer.programme = tenant, provider, programme
    offer.contact_point = point if point is not None and point.is_public else None
    sessions = [session for row in rows if (session := list(_records(row))[4]) is not None]
    for session in sessions:
        session.offer = offer
    dates = OfferSession.objects.with_scope(tenant=tenant).all()
    dates._result_cache, dates._prefetch_done = sessions, True  # noqa: SLF001 - as prefetch_related does
    offer._prefetched_objects_cache = {"sessions": dates}  # noqa: SLF001
    found: Offer = offer
    return found


def _records(row: Sequence[Any]) -> Iterator[Any]:
    at = 0
    for model, _prefix in _PARTS:
        width = len(columns(model))
        yield instance(model, row[at : at + width])
        at += width
