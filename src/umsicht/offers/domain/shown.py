"""After a write: caches, search and the floors above learn that something the portal shows is different."""

from __future__ import annotations

from collections.abc import Iterable

from umsicht.offers.models import Offer
from umsicht.offers.signals import offers_changed
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.models import Tenant


def tell(tenant: Tenant, ids: Iterable[int]) -> None:
    """In the caller's transaction: raise the content version once and name the offers to whoever listens."""
    bump_content_version(tenant)
    offers_changed.send(Offer, tenant=tenant, ids=list(ids))


def tell_if_public(offer: Offer) -> None:
    """Drafts are nobody's business but the desk's; a published offer is everybody's."""
    if offer.published_at is not None:
        tell(offer.tenant, [offer.pk])
