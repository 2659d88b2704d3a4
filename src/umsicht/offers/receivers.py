"""What the offers do when something below them changes."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from umsicht.directory.models import Organisation
from umsicht.directory.signals import organisation_changed
from umsicht.offers.models import Offer
from umsicht.offers.signals import tell


@receiver(organisation_changed, dispatch_uid="offers_follow_their_provider")
def offers_follow_their_provider(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    """A provider's name, place and being public stand on its offers too, also in search and feeds."""
    ids = list(
        Offer.objects.with_scope(tenant=organisation.tenant)
        .filter(provider=organisation, published_at__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if ids:
        tell(organisation.tenant, ids)
