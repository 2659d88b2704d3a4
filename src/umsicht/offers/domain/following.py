"""What happens to offers when their provider is merged into another entry or goes on in another municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from umsicht.core import journal
from umsicht.directory.domain.writing import take_over
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.domain.offers import FIELDS, create_offer
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.signals import tell_if_public
from umsicht.offers.validators import TERM_FIELDS, TERM_LISTS
from umsicht.vocabulary.queries.catalogue import catalogue


def offers_change_provider(*, source: Organisation, target: Organisation, actor: Any) -> int:
    """All offers of `source` are offers of `target` from now on; states and addresses stay. Returns how many."""
    found = list(Offer.objects.with_scope(tenant=source.tenant).filter(provider=source).order_by("pk"))
    for offer in found:
        before, after = take_over(offer, {"provider": target})
        offer.save(update_fields=["provider", "updated_at"])
        journal.record("offers.offer.change", offer, actor=actor, before=before, after=after)
        tell_if_public(offer)
    return len(found)


def offers_go_along(
    *, source: Organisation, target: Organisation, points: Mapping[int, ContactPoint], actor: Any
) -> int:
    """Offers that are not archived become drafts of `target`, for its office to check; the old ones stay behind hidden.

    What only the old municipality's vocabulary knows, and its districts, are left out. Returns how many.
    """
    found = Offer.objects.with_scope(tenant=source.tenant).filter(provider=source).order_by("pk")
    live = list(found.exclude(state=OfferState.ARCHIVED))
    for offer in live:
        create_offer(provider=target, actor=actor, **_values(offer, target, points))
    return len(live)


def _values(offer: Offer, target: Organisation, points: Mapping[int, ContactPoint]) -> dict[str, Any]:
    words = catalogue(target.tenant)
    values = {name: getattr(offer, name) for name in FIELDS}
    for name, scheme in TERM_LISTS.items():
        if name in values:
            values[name] = [code for code in values[name] if code in words.scheme(scheme)]
    for name, scheme in TERM_FIELDS.items():
        if values.get(name) and values[name] not in words.scheme(scheme):
            values.pop(name)
    point = points.get(offer.contact_point_id or 0)
    return values | {"contact_point": point, "area_key": "", "area_name": ""}
