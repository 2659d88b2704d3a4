"""Finding plans: by the key in a private address, or by the office, which sees those that were released to it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from django.db.models import QuerySet

from umsicht.core.errors import NotFound
from umsicht.offers.models import Offer
from umsicht.offers.queries.offers import by_ids
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.tenancy.queries.participating import participating
from umsicht.tenancy.queries.tenants import state_office

KEY = re.compile(r"[A-Za-z0-9_-]{20,40}")


def digest_of(key: str) -> str:
    """What is kept of the key; keys are random and long, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


def plan_for_editing(key: str) -> SchoolPlan:
    """The plan of the town in scope whose private address this is. Raises NotFound."""
    if not KEY.fullmatch(key):
        raise NotFound
    return _one(SchoolPlan.objects.filter(edit_digest=digest_of(key)))


def plan_for_reading(share_key: str) -> SchoolPlan:
    """By the key that may be passed on. Raises NotFound."""
    if not KEY.fullmatch(share_key):
        raise NotFound
    return _one(SchoolPlan.objects.filter(share_key=share_key))


def _one(found: QuerySet[SchoolPlan]) -> SchoolPlan:
    plan = found.select_related("tenant").first()
    if plan is None:
        raise NotFound
    return plan


def entry_of(plan: SchoolPlan, pk: int) -> PlanEntry:
    """Raises NotFound for an entry of another plan."""
    entry = (
        PlanEntry.objects.select_related("offer__provider", "offer__tenant").filter(plan=plan, pk=pk).first()
    )
    if entry is None:
        raise NotFound
    return entry


def offers_to_add(ids: Iterable[int]) -> list[Offer]:
    """Published offers of any town that takes part, in the order given; others fall away. Two queries at most."""
    wanted = list(ids)
    return by_ids(wanted, participating(state_office())) if wanted else []


def released(*, school_year: int | None = None) -> QuerySet[SchoolPlan]:
    """Plans of the town in scope that its office may see."""
    found = SchoolPlan.objects.filter(released_at__isnull=False).order_by(
        "-school_year", "institution", "grade", "class_name", "pk"
    )
    return found.filter(school_year=school_year) if school_year is not None else found


def released_plan(pk: int) -> SchoolPlan:
    """Raises NotFound, also for a plan that was not released or no longer is."""
    plan = released().select_related("tenant").filter(pk=pk).first()
    if plan is None:
        raise NotFound
    return plan
