"""Records that OParl shows, beginning with council.queries.visibility and only narrowing it.

All need the scope of the tenant or tenants.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from umsicht.core import clock
from umsicht.council.enums import PaperState
from umsicht.council.models import AgendaItem, Decision, Meeting, Paper, PaperFile, Referral, Seat
from umsicht.council.queries import visibility
from umsicht.files.enums import FileState
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.compiled import Columns, Records


def seats() -> QuerySet[Seat]:
    """Seats of public bodies, past ones too; one that begins later isn't there yet."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=clock.today())
    return Seat.objects.filter(begun, body__in=visibility.public_bodies())


def items_with_paper() -> QuerySet[AgendaItem]:
    """Public items whose paper is public too: a released one is, by this very item."""
    return visibility.public_items().filter(paper__state=PaperState.RELEASED)


def attachments() -> QuerySet[PaperFile]:
    """Attachments of public papers that have been checked."""
    paper = visibility.public_papers().filter(pk=OuterRef("paper"))
    return PaperFile.objects.filter(Exists(paper), file__state=FileState.CLEAN)


_MEETINGS = Records(
    lambda ids: visibility.public_meetings().filter(pk__in=ids).order_by("pk"),
    Meeting, "body_id", "title", "starts_at", "ends_at", "mode", "place", "state", "is_demo",
)  # fmt: skip
_ITEMS = Records(
    lambda ids: visibility.public_items().filter(meeting__in=ids).order_by("position", "pk"),
    AgendaItem, "meeting_id", "title", "kind", "visibility", "paper_id", "state", "minutes", "topic", "is_demo",
)  # fmt: skip
_DECISIONS = Records(
    lambda ids: visibility.public_decisions().filter(item__in=ids).order_by("decided_on", "pk"),
    Decision, "item_id", "number", "text", "outcome",
)  # fmt: skip
_PAPERS = Records(
    lambda ids: visibility.public_papers().filter(pk__in=ids).order_by("pk"),
    Paper, "number", "slug", "kind", "subject", "submitter", "department", "dated", "precision", "text", "answers_id",
    "external_url", "is_demo",
)  # fmt: skip
_KNOWN = Columns(lambda ids: visibility.public_papers().filter(pk__in=ids).order_by(), "pk")
_ANSWERS = Columns(
    lambda ids: visibility.public_papers().filter(answers__in=ids).order_by("pk"), "answers_id", "pk"
)
_FILES = Columns(
    lambda ids: attachments().filter(paper__in=ids).order_by("position", "pk"),
    "pk", "paper_id", "title", "file__original_name", "file__mime", "file__size", "file__sha256",
)  # fmt: skip
_STEPS = Records(
    lambda ids: visibility.public_steps().filter(paper__in=ids).order_by("paper_id", "position", "pk"),
    Referral, "paper_id", "body_id", "planned_on", "role", "result",
)  # fmt: skip
_DEALT_WITH = Columns(
    lambda ids: items_with_paper().filter(paper__in=ids).order_by("meeting__starts_at", "pk"),
    "pk", "paper_id", "meeting_id", "meeting__body_id",
)  # fmt: skip


def meetings(ids: Iterable[int], town: Tenant) -> list[Any]:
    """With their public items (`shown`) in order, each with its public decisions (`resolved`); three queries."""
    found = _MEETINGS.of(town, ids)
    by_meeting: dict[int, list[Any]] = {meeting.pk: [] for meeting in found}
    by_item: dict[int, Any] = {}
    for item in _ITEMS.of(town, by_meeting):
        item.resolved = []
        by_meeting[item.meeting_id].append(item)
        by_item[item.pk] = item
    for decision in _DECISIONS.of(town, by_item):
        by_item[decision.item_id].resolved.append(decision)
    for meeting in found:
        meeting.shown = by_meeting[meeting.pk]
    return found


class Attachment(NamedTuple):
    pk: int
    paper_id: int
    title: str
    original_name: str
    mime: str
    size: int
    sha256: str


def papers(ids: Iterable[int], town: Tenant) -> list[Any]:
    """With attachments (`attached`), and what they answer and what answers them, as far as that is public (ids)."""
    found = _PAPERS.of(town, ids)
    by_id = {paper.pk: paper for paper in found}
    for paper in found:
        paper.attached, paper.asked, paper.answering = [], [], []
    for row in map(Attachment._make, _FILES.rows(town, by_id)):
        by_id[row.paper_id].attached.append(row)
    for question, pk in _ANSWERS.rows(town, by_id):
        by_id[question].answering.append(pk)
    asked = {paper.answers_id: paper for paper in found if paper.answers_id is not None}
    known = {pk for (pk,) in _KNOWN.rows(town, asked)}
    for paper in found:
        if paper.answers_id in known:
            paper.asked.append(paper.answers_id)
    return found


class Item(NamedTuple):
    """A public item at which a public paper is dealt with."""

    pk: int
    paper_id: int
    meeting_id: int
    body_id: int


@dataclass
class Advice:
    """A paper in one body: a step of its way, an item of a meeting, or a step that has come to its meeting."""

    paper_id: int
    step: Referral | None = None
    item: Item | None = None


def advices(paper_ids: Iterable[int], town: Tenant) -> dict[int, list[Advice]]:
    """Where public papers are dealt with, in order; two queries. A step takes the first item of its body."""
    wanted = list(paper_ids)
    found: dict[int, list[Advice]] = {}
    for step in _STEPS.of(town, wanted):
        found.setdefault(step.paper_id, []).append(Advice(step.paper_id, step=step))
    for item in map(Item._make, _DEALT_WITH.rows(town, wanted)):
        route = found.setdefault(item.paper_id, [])
        free = (
            one
            for one in route
            if one.step is not None and one.item is None and one.step.body_id == item.body_id
        )
        taken = next(free, None)
        if taken is not None:
            taken.item = item
        else:
            route.append(Advice(item.paper_id, item=item))
    return found
