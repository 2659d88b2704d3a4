"""One confirmation: of some groups of one offer, by the provider's word. It ends the asking and undoes what the asking did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.transitions import apply
from umsicht.offers.domain.offers import confirm_offer
from umsicht.offers.domain.upkeep import rank_normally
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.upkeep.domain.groups import confirm_groups, overdue
from umsicht.upkeep.models import Confirmation, Reminder, Round
from umsicht.upkeep.policy import Policy
from umsicht.upkeep.queries.policies import policy_of

_busy: ContextVar[bool] = ContextVar("upkeep_busy", default=False)


@contextmanager
def by_ourselves() -> Iterator[None]:
    """What the offers say of changes made in here is known: it is stored by whoever makes them."""
    token = _busy.set(True)
    try:
        yield
    finally:
        _busy.reset(token)


def is_busy() -> bool:
    return _busy.get()


@transaction.atomic
def confirm(
    *,
    offer: Offer,
    groups: Sequence[str],
    by: str,
    actor: Any,
    how: str = "",
    on: dt.date | None = None,
    corrected: Sequence[str] = (),
    reminder: Reminder | None = None,
    policy: Policy | None = None,
    clock_is_set: bool = False,
) -> bool:
    """Store the provider's word for these groups. Once nothing is overdue any more, the whole offer counts as confirmed:
    its clock is set, it ranks normally again, and is shown again if it was hidden for want of this.

    Whether the actor may do this is asked by the callers (domain.answers, the offers' own confirm_offer).
    `clock_is_set`: the offers did so themselves. False when a later confirmation is known already.
    """
    today = clock.today()
    policy = policy or policy_of(offer.tenant)
    moved = confirm_groups(offer, groups, by=by, on=on or today, policy=policy)
    if not moved:
        return False
    row = Confirmation(
        tenant=offer.tenant,
        offer=offer,
        groups=moved,
        corrected=list(corrected),
        by=by,
        how=how[:300],
        person=actor,
        reminder=reminder,
        on=on or today,
        created_at=clock.now(),
    )
    row.save(force_insert=True)
    journal.record("upkeep.offer.confirm", offer, actor=actor, after={"groups": moved, "by": by}, reason=how)
    if not overdue(offer, today):
        with by_ourselves():
            if not clock_is_set:
                confirm_offer(offer=offer, actor=actor, how=how, on=on)
            end_round(offer, actor=actor, reason=how or _("Confirmed by the provider"))
    return True


def end_round(offer: Offer, *, actor: Any, reason: str) -> bool:
    """Nobody needs to be asked any more; what the asking did is undone. In the caller's transaction."""
    rounds = Round.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
    held = rounds.select_for_update().first()
    if held is None:
        return False
    rank_normally(offer=offer, actor=actor, reason=reason)
    if held.hidden_on is not None and offer.state == OfferState.PAUSED:
        apply(offer, "come_back", actor=None, reason=reason)
    held.delete()
    return True
