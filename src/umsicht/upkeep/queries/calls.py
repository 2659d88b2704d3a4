"""Providers whom somebody should telephone: mails don't reach them, or have brought no answer and hiding is near."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from umsicht.core import clock
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.models import Round
from umsicht.upkeep.policy import Policy, hides_on
from umsicht.upkeep.queries.history import without_address

SOON = dt.timedelta(days=28)


@dataclass(frozen=True)
class Call:
    provider_id: int
    name: str
    demo: bool
    since: dt.date
    hides_on: dt.date | None
    unreached: bool


def calls(tenant: Tenant, policy: Policy, today: dt.date | None = None) -> list[Call]:
    """One entry per provider, the longest waiting first; three queries."""
    today = today or clock.today()
    unreached = without_address(tenant)
    rounds = (
        Round.objects.with_scope(tenant=tenant)
        .filter(hidden_on__isnull=True, offer__provider__is_public=True)
        .select_related("offer__provider")
        .order_by("asked_on", "pk")
    )
    found: dict[int, Call] = {}
    for row in rounds:
        provider, hides = row.offer.provider, hides_on(row.standing, policy)
        lost = provider.pk in unreached
        if provider.pk not in found and (lost or (hides is not None and hides <= today + SOON)):
            since = row.asked_on if lost else row.lowered_on or row.asked_on
            found[provider.pk] = Call(provider.pk, provider.name, provider.is_demo, since, hides, lost)
    return sorted(found.values(), key=lambda call: (call.since, call.provider_id))
