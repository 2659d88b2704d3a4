"""What time changes: next dates pass and statements fade (nobody did it, so nothing is journaled); what nobody confirms
ranks lower, which the journal says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from umsicht.core import clock, journal
from umsicht.offers.domain.sessions import renew_next_dates
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.queries.freshness import (
    CONFIRM_AFTER_DAYS,
    OLD_AFTER_DAYS,
    REVIEW_AFTER_DAYS,
    keeps_for,
)
from umsicht.offers.signals import tell, tell_if_public
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.queries.catalogue import whole_catalogue

_DAYS_BACK = 3
"""A worker that rested for a day or two still finds what became old meanwhile."""


def move_on(now: dt.datetime | None = None) -> int:
    """Derive the next date of every published offer whose last one has passed; returns how many."""
    total = 0
    while count := renew_next_dates(now):
        total += count
    return total


@transaction.atomic
def fade(today: dt.date | None = None) -> int:
    """Renew caches and search for offers whose confirmation, review or availability became old in these days."""
    today = today or clock.today()
    since, until = today - dt.timedelta(days=_DAYS_BACK), today

    def crossed(name: str, days: int) -> Q:
        """The day after `days` full days lies within the window."""
        step = dt.timedelta(days=days + 1)
        return Q(**{f"{name}__gt": since - step, f"{name}__lte": until - step})

    due = (
        crossed("confirmed_on", CONFIRM_AFTER_DAYS)
        | crossed("confirmed_on", OLD_AFTER_DAYS)
        | crossed("reviewed_on", REVIEW_AFTER_DAYS)
    )
    for state, days in keeps_for(whole_catalogue()).items():
        due |= Q(availability=state) & crossed("availability_as_of", days)
    # unscoped: time passes for every tenant
    rows = (
        Offer.objects.with_scopes_disabled()
        .filter(due, state=OfferState.PUBLISHED)
        .order_by("tenant_id", "pk")
        .values_list("tenant_id", "pk")
    )
    by_tenant: dict[int, list[int]] = {}
    for tenant_id, pk in rows:
        by_tenant.setdefault(tenant_id, []).append(pk)
    for tenant in Tenant.objects.filter(pk__in=by_tenant).select_related("parent__parent").order_by("pk"):
        tell(tenant, by_tenant[tenant.pk])
    return sum(map(len, by_tenant.values()))


@transaction.atomic
def rank_lower(*, offer: Offer, reason: str, on: dt.date | None = None) -> bool:
    """From now on the offer stands further down, with a note that says so. False when it does already."""
    if offer.stale_on is not None:
        return False
    _set_stale(offer, on or clock.today(), "offers.offer.rank_lower", None, reason)
    return True


@transaction.atomic
def rank_normally(*, offer: Offer, actor: Any, reason: str) -> bool:
    """It was confirmed: the offer stands where it fits again. False when it did all along."""
    if offer.stale_on is None:
        return False
    _set_stale(offer, None, "offers.offer.rank_normally", actor, reason)
    return True


def _set_stale(offer: Offer, day: dt.date | None, action: str, actor: Any, reason: str) -> None:
    before, offer.stale_on = offer.stale_on, day
    offer.save(update_fields=["stale_on", "updated_at"])
    journal.record(
        action,
        offer,
        actor=actor,
        before={"stale_on": before and before.isoformat()},
        after={"stale_on": day and day.isoformat()},
        reason=reason,
    )
    tell_if_public(offer)
