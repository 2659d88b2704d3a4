"""Papers as somebody at the desk may see them. Everything begins with the sets of `visibility` and only narrows them.

All need the scope of the tenant. `everything`: the office, which sees drafts and closed ones too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.council.enums import PaperKind, PaperState
from umsicht.council.models import AgendaItem, Body, Decision, Paper, PaperFile, Referral
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.visibility import (
    decisions_for,
    items_for,
    papers_for,
    public_papers,
    steps_for,
)

SORTS = {
    "nummer": ("number",),
    "betreff": ("subject",),
    "art": ("kind", "-dated"),
    "datum": ("dated",),
    "stand": ("state", "-dated"),
}


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything, unknown ones count as none."""

    text: str = ""
    kind: str = ""
    state: str = ""
    year: int = 0
    body: int = 0
    sort: str = "-datum"


def listing(
    user: Any, wanted: Wanted, *, everything: bool, ids: Sequence[int] | None = None
) -> QuerySet[Paper]:
    """Papers of the list, the newest first. A body narrows by the steps and items that the person may see.

    `ids` are papers that search found by the words of their text; here as everywhere only those come that the person
    may see. Parts of a number or subject find a paper too, also without an index.
    """
    found = papers_for(user, everything=everything)
    if wanted.text:
        named = Q()
        for word in wanted.text.split()[:5]:
            named &= Q(number__icontains=word) | Q(subject__icontains=word)
        found = found.filter(named | Q(pk__in=ids or ()))
    if wanted.kind in PaperKind.values:
        found = found.filter(kind=wanted.kind)
    if wanted.state in PaperState.values:
        found = found.filter(state=wanted.state)
    if 1900 <= wanted.year <= 2100:
        found = found.filter(dated__year=wanted.year)
    if wanted.body:
        steps = steps_for(user, everything=everything).filter(paper=OuterRef("pk"), body=wanted.body)
        items = items_for(user, everything=everything).filter(paper=OuterRef("pk"), meeting__body=wanted.body)
        found = found.filter(Exists(steps) | Exists(items))
    return found.order_by(*order_by(wanted.sort, SORTS, "-datum"))


def paper_at_desk(user: Any, pk: int, *, everything: bool) -> Paper:
    """One paper that the person may see. Raises NotFound, also for one that is closed to them."""
    known = papers_for(user, everything=everything).select_related("tenant", "answers")
    found = known.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def by_number(number: str) -> Paper | None:
    """For the office, which enters what a paper answers."""
    return Paper.objects.filter(number__iexact=number).first()


def route_of(paper: Paper, user: Any, *, everything: bool) -> list[Referral]:
    """The steps that the person may see, each with its body and its names."""
    found = steps_for(user, everything=everything).filter(paper=paper)
    return list(found.select_related("body").prefetch_related("body__names").order_by("position", "pk"))


def step_at_desk(paper: Paper, pk: int) -> Referral:
    """Raises NotFound, also when the step is another paper's."""
    found = Referral.objects.select_related("tenant", "body").filter(pk=pk, paper=paper).first()
    if found is None:
        raise NotFound
    found.paper = paper
    return found


def items_of(paper: Paper, user: Any, *, everything: bool) -> list[AgendaItem]:
    """Where it was or will be dealt with, as far as the person may see, in order of time."""
    found = items_for(user, everything=everything).filter(paper=paper).select_related("meeting__body")
    return list(
        found.prefetch_related("meeting__body__names").order_by("meeting__starts_at", "position", "pk")
    )


def decisions_of(paper: Paper, user: Any, *, everything: bool) -> list[Decision]:
    found = decisions_for(user, everything=everything).filter(item__paper=paper)
    return list(
        found.select_related("body").prefetch_related("body__names").order_by("decided_on", "serial", "pk")
    )


def around(paper: Paper, user: Any, *, everything: bool) -> dict[str, Any]:
    """The paper it answers and those that answer it, as far as the person may see them."""
    known = papers_for(user, everything=everything)
    answered = known.filter(pk=paper.answers_id).first() if paper.answers_id else None
    return {"answered": answered, "answers": list(known.filter(answers=paper).order_by("dated", "pk"))}


def files_of(paper: Paper) -> list[PaperFile]:
    """All attachments, also those being checked; only for who may see the paper."""
    found = PaperFile.objects.filter(paper=paper).select_related("file__tenant")
    return list(found.order_by("position", "pk"))


def file_of(paper: Paper, pk: int) -> PaperFile:
    """Raises NotFound, also when it is another paper's."""
    found = PaperFile.objects.select_related("file__tenant", "tenant").filter(pk=pk, paper=paper).first()
    if found is None:
        raise NotFound
    found.paper = paper
    return found


def is_public(paper: Paper) -> bool:
    return public_papers().filter(pk=paper.pk).exists()


def body_choices() -> list[tuple[int, str]]:
    """All bodies, also ended ones, by name: papers are old."""
    found = [(body.pk, title_of(body)) for body in Body.objects.prefetch_related("names")]
    return sorted(found, key=lambda pair: pair[1].casefold())
