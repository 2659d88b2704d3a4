"""From a measure back to what it came from, and from a decision or paper on to what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from umsicht.council.queries.numbers import decision_by_number, paper_by_number
from umsicht.measures.models import Measure
from umsicht.measures.queries.public import from_origins


def origin_url(measure: Measure, *, desk: bool = False) -> str:
    """The page of the decision or paper that `origin_ref` names; "" while that has no page here.

    On the portal only what is public has one; `measure` is then read with its public parts. At the desk the page itself
    asks who may see it.
    """
    slug = measure.tenant.slug
    if decision := decision_by_number(measure.origin_ref, public=not desk):
        if desk:
            return reverse("desk_decision", kwargs={"tenant": slug, "decision_id": decision.pk})
        place = f"sitzungen/{decision.item.meeting_id}" if decision.item else "beschluesse"
        return f"/{slug}/praeventionsrat/{place}"
    if paper := paper_by_number(measure.origin_ref, public=not desk):
        if desk:
            return reverse("desk_paper", kwargs={"tenant": slug, "paper_id": paper.pk})
        return f"/{slug}/praeventionsrat/vorlagen/{paper.slug}"
    return ""


def with_measures(found: Iterable[Any]) -> list[Any]:
    """Public decisions or papers, each with `measures`: the public ones that name its number. One query."""
    rows = list(found)
    became = from_origins(row.number for row in rows)
    for row in rows:
        row.measures = became.get(row.number, [])
    return rows
