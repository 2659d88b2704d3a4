"""What upkeep does when an offer is changed elsewhere: a provider that sets a field has confirmed it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from umsicht.directory.rules import speaks_for
from umsicht.offers.models import Offer
from umsicht.offers.signals import offer_kept
from umsicht.upkeep.domain.confirming import confirm, is_busy
from umsicht.upkeep.enums import ConfirmedBy
from umsicht.upkeep.policy import groups_of


@receiver(offer_kept, dispatch_uid="upkeep.follow_offer")
def follow_offer(
    sender: Any, offer: Offer, actor: Any, fields: frozenset[str] | None, on: dt.date, how: str, **kwargs: Any
) -> None:
    """The provider's own changes confirm their groups. An office's edit confirms nothing, a confirmation it notes does.

    An import confirms only when it brings a day of confirmation along.
    """
    if is_busy() or offer.published_at is None:
        return
    by = _by(offer, actor, whole=fields is None)
    groups = groups_of(fields)
    if by and groups:
        confirm(offer=offer, groups=groups, by=by, actor=actor, how=how, on=on, clock_is_set=fields is None)


def _by(offer: Offer, actor: Any, *, whole: bool) -> str:
    if actor is not None and speaks_for(actor, offer):
        return ConfirmedBy.DESK
    if not whole:
        return ""
    return ConfirmedBy.IMPORT if actor is None else ConfirmedBy.PHONE
