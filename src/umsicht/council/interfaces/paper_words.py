"""A paper in words: its facts, its table rows and its document, from what the caller may see of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.documents import Block, Column, Meta, blocks
from umsicht.council.enums import Precision
from umsicht.council.models import AgendaItem, Decision, Paper, Referral
from umsicht.council.queries.bodies import title_of
from umsicht.council.values import day_text


@dataclass(frozen=True)
class View:
    """A paper with what of it somebody may see; nothing here looks anything up by itself."""

    paper: Paper
    route: Sequence[Referral] = ()
    items: Sequence[AgendaItem] = ()
    decisions: Sequence[Decision] = ()
    answered: Paper | None = None
    answers: Sequence[Paper] = ()


def facts_of(paper: Paper) -> list[tuple[str, str]]:
    """Pairs of label and value; what is not known is left out."""
    found = [
        (_("Number"), paper.number),
        (_("Kind"), paper.get_kind_display()),
        (_("Date"), day_text(paper.dated, paper.precision)),
        (_("Submitted by"), paper.submitter),
        (_("Department in charge"), paper.department),
        (_("Answer due on"), day_text(paper.due_on)),
        (_("Source"), paper.source),
    ]
    return [(label, value) for label, value in found if value]


def paper_columns() -> list[str]:
    return [
        _("Number"), _("Kind"), _("Subject of the paper"), _("Submitted by"), _("Department in charge"), _("Date"), _("State"),
        _("Answer due on"), _("Source"),
    ]  # fmt: skip


def paper_rows(found: Iterable[Paper]) -> Iterator[list[Any]]:
    for paper in found:
        yield [
            paper.number, paper.get_kind_display(), paper.subject, paper.submitter, paper.department,
            day_text(paper.dated, paper.precision), paper.get_state_display(), paper.due_on, paper.source,
        ]  # fmt: skip


def meta_of(view: View, *, author: str, letterhead: Sequence[str], source_line: str, draft: bool) -> Meta:
    paper = view.paper
    demo = _("Demo: made up") if paper.is_demo else ""
    return Meta(
        title=f"{paper.number}: {paper.subject}",
        author=author,
        date=paper.dated or clock.local(paper.created_at).date(),
        date_words=_date_words(paper),
        subject=paper.get_kind_display(),
        letterhead=tuple(letterhead),
        reference=paper.number,
        marking=_("Draft") if draft else demo,
        source_line=source_line,
    )


def _date_words(paper: Paper) -> str:
    """ "Dezember 2020" or "2020" where no day is known; "" where the date says it all."""
    if paper.dated is None or paper.precision == Precision.DAY:
        return ""
    return str(paper.dated.year) if paper.precision == Precision.YEAR else date_format(paper.dated, "F Y")


def document_of(view: View) -> list[Block]:
    """The same blocks become the PDF and the Word file."""
    paper = view.paper
    made: list[Block] = [blocks.facts(facts_of(paper))]
    if view.answered is not None:
        answers = f"{view.answered.number}: {view.answered.subject}"
        made.append(blocks.paragraph(_("Answers the paper %(paper)s") % {"paper": answers}))
    if paper.motion:
        made += [blocks.heading(_("Proposed decision")), *blocks.prose(paper.motion)]
    if paper.text:
        made += [blocks.heading(_("Text")), *blocks.prose(paper.text)]
    if paper.questions:
        made += [blocks.heading(_("Questions")), _numbered([one["text"] for one in paper.questions])]
    made += [*_route(view.route), *_decisions(view.decisions)]
    if paper.external_url:
        made.append(blocks.paragraph(_("Original: %(address)s") % {"address": paper.external_url}))
    return made


def _numbered(items: list[str]) -> Block:
    return blocks.bullets(items) | {"ordered": True}


def _route(route: Sequence[Referral]) -> list[Block]:
    if not route:
        return []
    columns = [
        Column(_("Body"), width=3),
        Column(_("Date")),
        Column(_("Task")),
        Column(_("Public or closed")),
        Column(_("Result"), width=2),
    ]
    rows = [
        [
            title_of(step.body),
            day_text(step.planned_on),
            step.get_role_display(),
            step.get_visibility_display(),
            step.result,
        ]
        for step in route
    ]
    return [blocks.heading(_("Route")), blocks.table(columns, rows)]


def _decisions(decisions: Sequence[Decision]) -> list[Block]:
    if not decisions:
        return []
    lines = [
        f"{one.number} ({one.decided_on:%d.%m.%Y}, {one.get_outcome_display()}): {one.text}"
        for one in decisions
    ]
    return [blocks.heading(_("Decisions made")), blocks.bullets(lines)]
