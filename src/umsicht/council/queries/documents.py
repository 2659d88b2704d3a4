"""Documents of a body with their versions, and which of what bodies rest on ends soon. In the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from umsicht.core.errors import NotFound
from umsicht.council.enums import DocumentState
from umsicht.council.models import Body, BodyDocument, Decision, DocumentVersion, Paper
from umsicht.council.queries.bodies import SOON, alive, titled
from umsicht.council.queries.visibility import public_bodies
from umsicht.council.values import runs_on
from umsicht.files.enums import FileState


@dataclass(frozen=True)
class Version:
    """A version with what of its paper and decision this reader may know."""

    row: DocumentVersion
    paper: Paper | None
    decision: Decision | None

    @property
    def readable(self) -> bool:
        return self.row.file is not None and self.row.file.state == FileState.CLEAN


@dataclass(frozen=True)
class Shown:
    """A document: the version that holds that day (else the newest one), and all the others, the newest first."""

    document: BodyDocument
    version: Version
    others: list[Version]


def documents_of(
    body: Body,
    day: dt.date,
    *,
    papers: QuerySet[Paper] | None,
    decisions: QuerySet[Decision] | None,
    public_only: bool = False,
) -> list[Shown]:
    """All documents, by kind and title; `papers` and `decisions` are those that the reader may see; None means none.

    Five queries at most.
    """
    found = BodyDocument.objects.filter(body=body)
    if public_only:
        found = found.filter(is_public=True, state=DocumentState.KEPT)
    documents = sorted(
        found.prefetch_related("versions__file"),
        key=lambda one: (one.state == DocumentState.WITHDRAWN, _ORDER[one.kind], one.title, one.pk),
    )
    rows = [row for one in documents for row in one.versions.all()]
    paper_ids = [row.paper_id for row in rows if row.paper_id]
    decision_ids = [row.decision_id for row in rows if row.decision_id]
    shown_papers = {} if papers is None else papers.in_bulk(paper_ids)
    shown_decisions = {} if decisions is None else decisions.select_related("item").in_bulk(decision_ids)
    made = []
    for document in documents:
        versions = [
            Version(row, shown_papers.get(row.paper_id or 0), shown_decisions.get(row.decision_id or 0))
            for row in document.versions.all()
        ]
        if versions:
            held = in_force([one.row for one in versions], day)
            current = next(one for one in versions if one.row is held)
            made.append(Shown(document, current, [one for one in versions if one is not current]))
    return made


_ORDER = {"founding": 0, "agreement": 1, "rules": 2, "other": 3}


def in_force(versions: list[DocumentVersion], day: dt.date) -> DocumentVersion:
    """The newest version that holds that day; where none does, the newest of all."""
    newest_first = sorted(versions, key=lambda one: -one.number)
    return next(
        (one for one in newest_first if runs_on(day, one.valid_from, one.valid_until)), newest_first[0]
    )


def document_at_desk(body: Body, pk: int) -> BodyDocument:
    """Raises NotFound, also when the document is another body's."""
    found = BodyDocument.objects.select_related("tenant").filter(pk=pk, body=body).first()
    if found is None:
        raise NotFound
    found.body = body
    return found


def version_at_desk(body: Body, document_id: int, pk: int) -> DocumentVersion:
    """Raises NotFound, also when the version is another document's."""
    document = document_at_desk(body, document_id)
    found = DocumentVersion.objects.select_related("tenant", "file__tenant", "paper", "decision")
    version = found.filter(pk=pk, document=document).first()
    if version is None:
        raise NotFound
    version.document = document
    return version


def public_version(code: str, pk: int) -> DocumentVersion:
    """A version of a document on the portal, by the address of its body. Raises NotFound."""
    found = DocumentVersion.objects.filter(
        pk=pk,
        document__is_public=True,
        document__state=DocumentState.KEPT,
        document__body__in=public_bodies().filter(code=code),
    )
    version = found.select_related("document", "file__tenant").first()
    if version is None:
        raise NotFound
    return version


@dataclass(frozen=True)
class Ending:
    """What a body rests on or works by, and the last day on which it holds."""

    body: Body
    title: str
    what: str
    until: dt.date
    is_demo: bool


def ending(day: dt.date, body: Body | None = None) -> list[Ending]:
    """What has ended or ends within half a year, one for each body: its earliest. Three queries.

    A document says it by its newest version. Where a document of the body has or had a term, what was typed at the body as
    its basis no longer counts.
    """
    bodies = titled(day).filter(alive(day))
    known = {one.pk: one for one in (bodies.filter(pk=body.pk) if body is not None else bodies)}
    terms = _terms(known)
    found = []
    for pk, one in known.items():
        typed = [(one.basis_until, one.basis, one.is_demo)] if one.basis_until else []
        ends = terms.get(pk, typed)
        found += [Ending(one, one.title, what, until, demo) for until, what, demo in sorted(ends)[:1]]
    return sorted((one for one in found if one.until <= day + SOON), key=lambda one: (one.until, one.body.pk))


def _terms(bodies: Iterable[int]) -> dict[int, list[tuple[dt.date, str, bool]]]:
    """Body → end, title and whether demo of each document in its file that ends by its newest version.

    A body is also in it, with nothing, when a document had a term and its newest version holds without end.
    """
    found: dict[int, list[tuple[dt.date, str, bool]]] = {}
    kept = BodyDocument.objects.filter(body__in=list(bodies), state=DocumentState.KEPT)
    for one in kept.prefetch_related("versions"):
        versions = sorted(one.versions.all(), key=lambda row: row.number)
        if any(row.valid_until for row in versions):
            ends, until = found.setdefault(one.body_id, []), versions[-1].valid_until
            ends += [(until, one.title, one.is_demo)] if until else []
    return found
