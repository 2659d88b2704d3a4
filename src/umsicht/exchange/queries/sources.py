"""Reads of sources, their records, words and questions; and where a record here comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.exchange.enums import LinkState, QuestionState, RecordKind, SourceKind, SourceState
from umsicht.exchange.models import Link, Question, Source, TermMapping


@dataclass(frozen=True)
class Provenance:
    """ "Owned by": who keeps the record, under which licence, and whether edits here last."""

    source: str
    owner: str
    licence: str
    location: str
    tags: list[str]
    conflict_rule: str
    source_id: int


def provenance_of(offer_ids: Iterable[int]) -> dict[int, Provenance]:
    """Offer → where it comes from, for those that come from a source; one query, in the scope of the tenant."""
    rows = Link.objects.filter(
        offer_id__in=list(offer_ids), kind=RecordKind.OFFER, state__in=[LinkState.LINKED, LinkState.VANISHED]
    )
    found: dict[int, Provenance] = {}
    for link in rows.select_related("source").order_by("pk"):
        source = link.source
        if link.offer_id is not None:
            found.setdefault(
                link.offer_id,
                Provenance(
                    source.name,
                    source.owner or source.name,
                    source.licence,
                    source.location,
                    link.tags,
                    source.conflict_rule,
                    source.pk,
                ),
            )
    return found


def source_by_pk(pk: int) -> Source | None:
    # unscoped: tasks know the source before they know its tenant
    return (
        Source.objects.with_scopes_disabled().select_related("tenant__parent__parent").filter(pk=pk).first()
    )


def person(pk: int | None) -> Any:
    """In whose name a task works; None is the system itself."""
    return get_user_model().objects.filter(pk=pk).first() if pk else None


def sources(*, state: str = "") -> QuerySet[Source]:
    """With how many records each has, how many are missing, and how many questions are open."""
    rows = Source.objects.annotate(
        records=Count(
            "links", filter=Q(links__kind=RecordKind.OFFER, links__state=LinkState.LINKED), distinct=True
        ),
        gone=Count("links", filter=Q(links__state=LinkState.VANISHED), distinct=True),
        asked=Count("questions", filter=Q(questions__state=QuestionState.OPEN), distinct=True),
    )
    return rows.filter(state=state) if state in SourceState.values else rows


def source_at_desk(pk: int) -> Source:
    found = Source.objects.select_related("tenant__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("This source does not exist."))
    return found


def named(name: str) -> Source | None:
    return Source.objects.filter(name=name).first()


def questions(*, state: str = "open", kind: str = "", source: int | None = None) -> QuerySet[Question]:
    rows = Question.objects.select_related("source", "offer", "offer__provider")
    rows = (
        rows.filter(state=QuestionState.OPEN) if state == "open" else rows.exclude(state=QuestionState.OPEN)
    )
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(source_id=source) if source else rows


def question_at_desk(pk: int) -> Question:
    rows = Question.objects.select_related(
        "source", "run", "tenant__parent", "offer__provider", "offer__contact_point"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("This question does not exist."))
    found.source.tenant = found.offer.tenant = found.tenant
    if found.run is not None:
        found.run.tenant, found.run.source = found.tenant, found.source
    return found


def open_questions() -> int:
    return Question.objects.filter(state=QuestionState.OPEN).count()


def question_figures() -> Tally:
    """How many decisions wait, and since when the oldest does."""
    return count_since(Question.objects.filter(state=QuestionState.OPEN), "created_at")


def oldest_questions(most: int) -> list[Question]:
    return list(questions().order_by("created_at", "pk")[:most])


def gone_figures() -> Tally:
    """How many offers are gone at their source, and since when the first of them is."""
    return count_since(Link.objects.filter(state=LinkState.VANISHED), "changed_at")


def gone(source: int | None = None) -> QuerySet[Link]:
    rows = Link.objects.filter(state=LinkState.VANISHED).select_related("source", "offer")
    return rows.filter(source_id=source) if source else rows


def oldest_gone(most: int) -> list[Link]:
    return list(gone().order_by("changed_at", "pk")[:most])


def link_at_desk(pk: int) -> Link:
    found = Link.objects.select_related("source", "offer", "tenant__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("This record does not exist."))
    if found.offer is not None:
        found.offer.tenant = found.tenant
    return found


def gone_count() -> int:
    return Link.objects.filter(state=LinkState.VANISHED).count()


def records_of(source: Source, *, state: str = "", search: str = "") -> QuerySet[Link]:
    rows = Link.objects.filter(source=source, kind=RecordKind.OFFER).select_related("offer")
    if state in LinkState.values:
        rows = rows.filter(state=state)
    return rows.filter(title__icontains=search) if search else rows


def terms_of(source: Source, *, undecided: bool = False) -> QuerySet[TermMapping]:
    rows = TermMapping.objects.filter(source=source)
    return rows.filter(decided=False) if undecided else rows


def term_at_desk(source: Source, pk: int) -> TermMapping:
    found = TermMapping.objects.filter(source=source, pk=pk).select_related("tenant__parent").first()
    if found is None:
        raise NotFound(_("This word does not exist."))
    return found


def decisions_open() -> int:
    return open_questions() + gone_count()


def table_sources() -> list[Source]:
    """What an upload may belong to."""
    return list(Source.objects.filter(kind=SourceKind.TABLE, state=SourceState.ACTIVE))
