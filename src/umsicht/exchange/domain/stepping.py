"""What an offer needs besides its fields: its dates, and the steps of its procedure to where it shall stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.exchange.domain.decisions import Decision
from umsicht.exchange.domain.records import series_from
from umsicht.exchange.enums import Landing, Plan
from umsicht.exchange.items import Item
from umsicht.exchange.models import ImportRow, Source
from umsicht.offers.domain.sessions import set_sessions
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.transitions import complete

_STEPS: dict[str, tuple[str, ...]] = {
    OfferState.DRAFT: (),
    OfferState.SUBMITTED: ("submit",),
    OfferState.PUBLISHED: ("submit", "publish"),
    OfferState.PAUSED: ("submit", "publish", "pause"),
}


def take_steps(
    source: Source, good: Sequence[tuple[ImportRow, Decision]], *, actor: Any, reason: str
) -> None:
    for row, decision in good:
        offer, item = decision.offer, decision.item
        if offer is None:
            continue
        if item.sessions is not None and (row.plan == Plan.NEW or decision.diffs.get("dates")):
            set_sessions(offer=offer, actor=actor, sessions=series_from(item.sessions), reason=reason)
        if row.plan == Plan.NEW:
            row.reason = (
                _("Came in as a draft: its provider was here before this source.")
                if "organisation" in decision.ours
                else _publish(source, offer, item, actor, reason)[:300]
            )


def _publish(source: Source, offer: Offer, item: Item, actor: Any, reason: str) -> str:
    """Take a new offer as far as it shall go; says why it stays a draft."""
    landing = OfferState.PUBLISHED if source.landing == Landing.PUBLIC else OfferState.DRAFT
    wanted = OfferState(item.standing or landing)
    if wanted == OfferState.ARCHIVED:
        steps: tuple[str, ...] = ("submit", "publish", "archive") if item.published_at else ("archive",)
    else:
        steps = _STEPS[wanted]
    objection = complete(offer) if steps[:1] == ("submit",) else None
    if objection:
        return _("Came in as a draft. %(why)s") % {"why": objection}
    for name in steps:
        dated = name == "publish" and item.published_at
        data = {"at": clock.parse_moment(item.published_at)} if dated else {}
        apply(offer, name, actor=actor, reason=reason, **data)
    return ""
