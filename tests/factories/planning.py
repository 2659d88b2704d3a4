"""Year plans for tests, made as people make them; entries may be placed straight."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from umsicht.core import clock
from umsicht.offers.models import Offer
from umsicht.planning.domain.plans import Facts, Made, create_plan
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.tenancy.models import Tenant

_count = itertools.count(1001)
FACTS: dict[str, Any] = {
    "institution": "oberschule",
    "school_year": 2026,
    "people": 24,
    "grade": 8,
    "class_name": "8b",
}


def facts(**fields: Any) -> Facts:
    return Facts(**(FACTS | fields))


def make_plan(tenant: Tenant, offers: Sequence[Offer] = (), **fields: Any) -> Made:
    """A plan for class 8b in 2026/27 and its key; the tenant's scope must be open. Needs the term "oberschule"."""
    return create_plan(
        tenant=tenant, facts=facts(**fields), offers=offers, key=f"schluessel-{next(_count)}-0123456789"
    )


def make_entry(plan: SchoolPlan, offer: Offer | None, day: dt.date | None = None, **fields: Any) -> PlanEntry:
    """An entry on a day (or none), written without rules; give `span` for a week."""
    defaults: dict[str, Any] = {
        "tenant": plan.tenant,
        "plan": plan,
        "offer": offer,
        "title": offer.title if offer is not None else "Altes Angebot",
        "span": "day" if day is not None else "open",
        "day": day,
        "created_at": clock.now(),
    }
    entry = PlanEntry(**(defaults | fields))
    entry.save()
    return entry
