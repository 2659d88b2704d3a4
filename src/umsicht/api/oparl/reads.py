"""Records that OParl shows, beginning with council.queries.visibility and only narrowing it.

All need the scope of the tenant or tenants.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from umsicht.core import clock
from umsicht.council.enums import PaperState
from umsicht.council.models import AgendaItem, PaperFile, Referral, Seat
from umsicht.council.queries import visibility
from umsicht.files.enums import FileState


def seats() -> QuerySet[Seat]:
    """Seats of public bodies, past ones too; one that begins later isn't there yet."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=clock.today())
    return Seat.objects.filter(begun, body__in=visibility.public_bodies())


def items_with_paper() -> QuerySet[AgendaItem]:
    """Public items whose paper is public too: a released one is, by this very item."""
    return visibility.public_items().filter(paper__state=PaperState.RELEASED)


def meetings(ids: Iterable[int]) -> list[Any]:
    """With their public items (`shown`) in order, each with its public decisions (`resolved`); three queries."""
    found: list[Any] = list(
        visibility.public_meetings().filter(pk__in=ids).select_related("tenant").order_by("pk")
    )
    by_meeting: dict[int, list[Any]] = {meeting.pk: [] for meeting in found}
    by_item: dict[int, Any] = {}
    for item in visibility.public_items().filter(meeting__in=by_meeting).order_by("position", "pk"):
        by_meeting[item.meeting_id].append(item)
        by_item[item.pk] = item
    for item in by_item.values():
        item.resolved = []
    if by_item:
        decided = visibility.public_decisions().filter(item__in=by_item).order_by("decided_on", "pk")
        for decision in decided:
            by_item[decision.item_id or 0].resolved.append(decision)
    for meeting in found:
        meeting.shown = by_meeting[meeting.pk]
    return found


def attachments() -> QuerySet[PaperFile]:
    """Attachments of public papers that have been checked."""
    paper = visibility.public_papers().filter(pk=OuterRef("paper"))
    return PaperFile.objects.filter(Exists(paper), file__state=FileState.CLEAN)


def papers(ids: Iterable[int]) -> list[Any]:
    """With attachments (`attached`), and what they answer and what answers them, as far as that is public (ids)."""
    attached = Prefetch(
        "files",
        queryset=attachments().select_related("file").order_by("position", "pk"),
        to_attr="attached",
    )
    found: list[Any] = list(
        visibility.public_papers()
        .filter(pk__in=ids)
        .select_related("tenant")
        .prefetch_related(attached)
        .order_by("pk")
    )
    asked = {paper.answers_id for paper in found if paper.answers_id is not None}
    public = (
        set(visibility.public_papers().filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    )
    answers: dict[int, list[int]] = {}
    answering = visibility.public_papers().filter(answers__in=[paper.pk for paper in found]).order_by("pk")
    for pk, question in answering.values_list("pk", "answers_id"):
        answers.setdefault(question, []).append(pk)
    for paper in found:
        paper.asked = [paper.answers_id] if paper.answers_id in public else []
        paper.answering = answers.get(paper.pk, [])
    return found


@dataclass
class Advice:
    """A paper in one body: a step of its way, an item of a meeting, or a step that has come to its meeting."""

    paper_id: int
    step: Referral | None = None
    item: Any = None


def advices(paper_ids: Iterable[int]) -> dict[int, list[Advice]]:
    """Where public papers are dealt with, in order; two queries. A step takes the first item of its body."""
    wanted = list(paper_ids)
    found: dict[int, list[Advice]] = {}
    if not wanted:
        return found
    for step in visibility.public_steps().filter(paper__in=wanted).order_by("paper_id", "position", "pk"):
        found.setdefault(step.paper_id, []).append(Advice(step.paper_id, step=step))
    items = items_with_paper().filter(paper__in=wanted).order_by("meeting__starts_at", "pk")
    for item in items.values("pk", "paper_id", "meeting_id", "meeting__body_id", "meeting__starts_at"):
        route = found.setdefault(item["paper_id"], [])
        free = (
            one
            for one in route
            if one.step is not None and one.item is None and one.step.body_id == item["meeting__body_id"]
        )
        taken = next(free, None)
        if taken is not None:
            taken.item = item
        else:
            route.append(Advice(item["paper_id"], item=item))
    return found
