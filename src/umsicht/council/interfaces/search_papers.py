"""Papers as search sees them, found by subject, text and number. Two kinds, so that neither can answer for the other:
what the public may read for the portal; all of them for the desk, whose list narrows to what the person may see.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from umsicht.core import markdown
from umsicht.council.enums import PaperState
from umsicht.council.models import Paper
from umsicht.council.queries.visibility import public_items, public_papers, public_steps
from umsicht.search.registry import Document, Facet, Kind, register

PAPER, AT_DESK = "paper", "paper_at_desk"
KIND, YEAR, BODY = "paper_kind", "paper_year", "paper_body"
NEWEST = "paper_newest"
UNDATED = -40_000
_SERIAL = 10_000_000
_EPOCH = dt.date(1970, 1, 1)
_FIELDS = (
    "pk", "tenant_id", "number", "kind", "subject", "submitter", "department", "dated", "text", "motion", "questions",
)  # fmt: skip


def paper_ids() -> Iterable[int]:
    """Released papers; what of them the public may not read is sorted out when they are read."""
    found = Paper.objects.filter(state=PaperState.RELEASED).order_by("pk")
    return found.values_list("pk", flat=True).iterator(chunk_size=10_000)


def paper_documents(ids: Sequence[int]) -> Iterator[Document]:
    """Documents of the public papers among `ids`, with the bodies of their public steps and items; three queries."""
    found = list(public_papers().filter(pk__in=list(ids)).order_by().values(*_FIELDS))
    wanted = [row["pk"] for row in found]
    bodies: dict[int, set[str]] = {pk: set() for pk in wanted}
    for pk, code in public_steps().filter(paper__in=wanted).order_by().values_list("paper_id", "body__code"):
        bodies[pk].add(code)
    items = public_items().filter(paper__in=wanted).order_by()
    for pk, code in items.values_list("paper_id", "meeting__body__code"):
        bodies[pk].add(code)
    labels = dict(Paper.kind.field.flatchoices)
    for row in found:
        yield _document(row, sorted(bodies[row["pk"]]), str(labels.get(row["kind"], "")))


def all_ids() -> Iterable[int]:
    return Paper.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)


def desk_documents(ids: Sequence[int]) -> Iterator[Document]:
    """Documents of all papers among `ids`, drafts and closed ones too; one query."""
    labels = dict(Paper.kind.field.flatchoices)
    for row in Paper.objects.filter(pk__in=list(ids)).order_by().values(*_FIELDS):
        made = _document(row, [], str(labels.get(row["kind"], "")))
        yield replace(made, facets={}, numbers={})


def _document(row: dict[str, Any], bodies: list[str], kind: str) -> Document:
    day: dt.date | None = row["dated"]
    texts = [row["text"], row["motion"], *(str(one.get("text", "")) for one in row["questions"])]
    return Document(
        id=row["pk"],
        tenants=[row["tenant_id"]],
        title=row["subject"],
        terms=[one for one in (*spellings(row["number"]), kind, row["submitter"], row["department"]) if one],
        body="\n".join(markdown.plain(text) for text in texts if text),
        facets={KIND: [row["kind"]], YEAR: [str(day.year)] if day else [], BODY: bodies},
        numbers={
            NEWEST: ((day - _EPOCH).days if day else UNDATED) * _SERIAL + row["pk"] % _SERIAL,
        },
    )


def spellings(number: str) -> list[str]:
    """How people write a number: "BA-044/2020", "BA 44/2020"; the words of a search are taken apart at the signs."""
    short = re.sub(r"(?<![0-9])0+(?=[0-9])", "", number)
    return list(dict.fromkeys([number, short]))


KIND_OF_PAPERS = Kind(
    name=PAPER,
    ids=paper_ids,
    fetch=paper_documents,
    facets=(Facet(KIND, size=8, many=False), Facet(YEAR, size=64, many=False), Facet(BODY, size=128)),
    numbers=(NEWEST,),
    suggest=False,
)
KIND_AT_DESK = Kind(name=AT_DESK, ids=all_ids, fetch=desk_documents, suggest=False)


def register_all() -> None:
    register(KIND_OF_PAPERS)
    register(KIND_AT_DESK)
