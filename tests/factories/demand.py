"""Saved searches and counts of unmet demand for tests. Rows are written straight, without journal and rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from umsicht.core import clock
from umsicht.demand.models import GapCount, SavedSearch, Subscriber
from umsicht.tenancy.models import Tenant


def make_search(
    tenant: Tenant, query: str = "", *, email: str = "jemand@example.org", **fields: Any
) -> SavedSearch:
    """Confirmed a week ago and not looked at since; give confirmed_at=None for one that waits."""
    owner, _made = Subscriber.objects.get_or_create(email=email)
    week_ago = clock.now() - dt.timedelta(days=7)
    defaults: dict[str, Any] = {
        "title": query or "alles",
        "created_at": week_ago,
        "confirmed_at": week_ago,
        "keep_until": clock.today() + dt.timedelta(days=358),
        "checked_on": clock.today() - dt.timedelta(days=1),
    }
    if "confirmed_at" in fields and fields["confirmed_at"] is None:
        defaults |= {"keep_until": None, "checked_on": None}
    search = SavedSearch(tenant=tenant, subscriber=owner, query=query, **(defaults | fields))
    search.save()
    return search


def make_gap(tenant: Tenant, count: int = 5, **fields: Any) -> GapCount:
    defaults: dict[str, Any] = {
        "day": clock.today() - dt.timedelta(days=3),
        "channel": "search",
        "outcome": "none",
        "topic": "sucht",
        "audience": "eltern",
    }
    gap = GapCount(tenant=tenant, count=count, **(defaults | fields))
    gap.save()
    return gap
