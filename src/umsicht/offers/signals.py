"""What the offers tell the floors above and the caches, inside the transaction of the write."""

from __future__ import annotations

from collections.abc import Iterable

from django.dispatch import Signal

from umsicht.offers.models import Offer
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.models import Tenant

offers_changed = Signal()
"""tenant=, ids=: something the portal shows of these offers is different now (also: published, hidden)."""


offer_kept = Signal()
"""offer=, actor=, fields=, on=, how=: somebody set these fields (names of Offer, `sessions`) on that day, or confirmed the
whole entry (`fields` None). Sent also when the value stayed the same, since saying it again is a statement too."""


def tell(tenant: Tenant, ids: Iterable[int]) -> None:
    """Raise the content version once and name the offers to whoever listens."""
    bump_content_version(tenant)
    offers_changed.send(Offer, tenant=tenant, ids=list(ids))


def tell_if_public(offer: Offer) -> None:
    """Drafts are nobody's business but the desk's; an offer that was published once is everybody's."""
    if offer.published_at is not None:
        tell(offer.tenant, [offer.pk])
