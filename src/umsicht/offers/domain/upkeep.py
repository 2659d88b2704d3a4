"""What time alone changes: next dates pass, statements fade. Nobody did it, so nothing is journaled."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from umsicht.core import clock
from umsicht.offers.domain.sessions import renew_next_dates
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.offers.queries.freshness import (
    CONFIRM_AFTER_DAYS,
    OLD_AFTER_DAYS,
    REVIEW_AFTER_DAYS,
    keeps_for,
)
from umsicht.offers.signals import tell
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
