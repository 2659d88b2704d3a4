"""Offers of the town that fit a plan, found by the search index."""

from __future__ import annotations

from dataclasses import dataclass

from umsicht.offers.interfaces import search_index as names
from umsicht.planning.models import SchoolPlan
from umsicht.search import Request, search

LIMIT = 20


@dataclass(frozen=True)
class Found:
    """Ids in the order of fit; none without an index."""

    ids: list[int]
    total: int


def fitting(plan: SchoolPlan, text: str = "", *, limit: int = LIMIT) -> Found:
    """For the plan's grade and, if given, about what is typed. No query."""
    filters = {names.GRADE: [str(plan.grade)]} if plan.grade is not None else {}
    request = Request(names.OFFER, text=text, tenants={plan.tenant_id}, filters=filters, limit=limit)
    result = search(request)
    return Found(list(result.ids), result.total)
