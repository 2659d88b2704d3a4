"""Measures as search sees them: those shown on the portal, found by the words that the portal shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch

from umsicht.measures.models import Goal, Measure, Milestone
from umsicht.search.registry import Document, Kind, register

MEASURE = "measure"


def measure_ids() -> Iterable[int]:
    found = Measure.objects.filter(is_public=True).order_by("pk")
    return found.values_list("pk", flat=True).iterator(chunk_size=10_000)


def measure_documents(ids: Sequence[int]) -> Iterator[Document]:
    """Three queries. Where a measure came from is left out, since that may be a closed decision."""
    goals = Prefetch("goals", queryset=Goal.objects.order_by("pk"))
    milestones = Prefetch("milestones", queryset=Milestone.objects.order_by("pk"))
    found = Measure.objects.filter(pk__in=list(ids), is_public=True).order_by()
    for one in found.prefetch_related(goals, milestones):
        parts = [*(goal.text for goal in one.goals.all()), *(step.title for step in one.milestones.all())]
        yield Document(
            id=one.pk,
            tenants=[one.tenant_id],
            title=one.title,
            terms=[one.lead_text] if one.lead_text else [],
            summary=one.summary,
            body="\n".join(text for text in (one.cause, one.evidence_text, one.result, *parts) if text),
            concepts=one.problem_fields,
        )


def register_all() -> None:
    register(Kind(name=MEASURE, ids=measure_ids, fetch=measure_documents, suggest=False))
