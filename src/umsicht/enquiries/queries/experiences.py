"""Experiences at the desk. All need the tenant's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.enquiries.enums import ShownState
from umsicht.enquiries.models import Experience, ExperienceComment
from umsicht.enquiries.queries.figures import FEWEST
from umsicht.enquiries.rules import speaks_for_ids
from umsicht.tenancy.models import Tenant

SORTS = {"eingang": ("created_at",), "angebot": ("offer__title",)}


def experiences(
    user: Any, tenant: Tenant, *, state: str = "", sort: str = "-eingang"
) -> QuerySet[Experience]:
    """All for the office; a provider reads what is shown of its offers, where three answers are there."""
    found = Experience.objects.select_related("offer", "provider", "comment")
    if not user.has_perm("enquiries.experience.check", tenant):
        enough = (
            Experience.objects.order_by().values("offer_id").annotate(n=Count("pk")).filter(n__gte=FEWEST)
        )
        found = found.filter(
            provider_id__in=speaks_for_ids(user, tenant.pk),
            state=ShownState.SHOWN,
            offer_id__in=enough.values("offer_id"),
        )
    if state == "waiting":
        found = found.filter(Q(state=ShownState.WAITING) | Q(comment__state=ShownState.WAITING))
    elif state in ShownState.values:
        found = found.filter(state=state)
    return found.order_by(*order_by(sort, SORTS, "-eingang"))


def experience_at_desk(pk: int) -> Experience:
    """Raises NotFound."""
    rows = Experience.objects.select_related("offer", "provider", "tenant", "comment", "comment__tenant")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def seen_by(user: Any, tenant: Tenant, told: Experience) -> Experience:
    """The same, if this person's list holds it. Raises NotFound."""
    if not experiences(user, tenant).filter(pk=told.pk).exists():
        raise NotFound
    return told


def waiting_words() -> QuerySet[Experience]:
    """Experiences with words, of the institution or of the provider, that wait for the office's check; oldest first."""
    waits = Q(state=ShownState.WAITING) | Q(comment__state=ShownState.WAITING)
    return Experience.objects.filter(waits).select_related("offer", "comment").order_by("created_at", "pk")


def waiting_figures() -> Tally:
    """How many of these wait, and since when the oldest does. One query."""
    return count_since(waiting_words(), "created_at")


def unread(model: type[Experience | ExperienceComment]) -> QuerySet[Any]:
    """Words of one of the two kinds that wait for a look, oldest first, with what they are about."""
    about = ("offer", "tenant") if model is Experience else ("experience__offer", "tenant")
    rows = model.objects.filter(state=ShownState.WAITING)
    return rows.select_related(*about).order_by("created_at", "pk")


def unread_figures(model: type[Experience | ExperienceComment]) -> Tally:
    return count_since(unread(model), "created_at")


def unread_at_desk(model: type[Experience | ExperienceComment], pk: int) -> Any:
    """Raises NotFound."""
    found = unread(model).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def oldest_unread(model: type[Experience | ExperienceComment], most: int) -> list[Any]:
    return list(unread(model)[:most])


def comment_of(experience: Experience) -> ExperienceComment | None:
    found: ExperienceComment | None = getattr(experience, "comment", None)
    return found
