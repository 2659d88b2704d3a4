"""Motions, what answered them, and the papers that went through the bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from umsicht.core.evidence import Ask, Form, Grid, Line, Statement
from umsicht.council.interfaces.evidence.common import day_words, of_paper, papers, say
from umsicht.council.models import Paper, Referral
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.visibility import public_steps


def motions(ask: Ask) -> Sequence[Statement]:
    """Motions of the period that ask something, each with the papers that answered them, also later ones."""
    found = papers(ask).filter(dated__range=(ask.first, ask.last), kind="motion").select_related("tenant")
    return [one for paper in found.order_by("dated", "pk") if paper.questions for one in _motion(ask, paper)]


def _motion(ask: Ask, paper: Paper) -> Iterator[Statement]:
    text = say(
        "motion",
        number=paper.number,
        day=day_words(paper.dated, paper.precision),
        n=len(paper.questions),
        subject=paper.subject,
    )
    if paper.due_on:
        text = f"{text} {say('motion_due', due=paper.due_on)}"
    lines = tuple(Line(f"{n}.", row["text"]) for n, row in enumerate(paper.questions, start=1))
    yield Statement(
        "council.motions", text, (of_paper(paper),), Form.LIST, lines=lines, is_demo=paper.is_demo
    )
    for answer in papers(ask).filter(answers=paper).select_related("tenant").order_by("dated", "pk"):
        yield _answer(ask, answer)


def _answer(ask: Ask, paper: Paper) -> Statement:
    words = [
        say("answer", kind=paper.get_kind_display().capitalize(), number=paper.number, subject=paper.subject)
    ]
    if paper.submitter:
        words.append(say("submitter", submitter=paper.submitter))
    steps = public_steps() if ask.public else Referral.objects.all()
    found = steps.filter(paper=paper, planned_on__isnull=False).select_related("body")
    words += [_noted(step) for step in found.prefetch_related("body__names").order_by("position", "pk")]
    return Statement("council.motions.answer", " ".join(words), (of_paper(paper),), is_demo=paper.is_demo)


def _noted(step: Referral) -> str:
    return say(
        "noted",
        body=title_of(step.body),
        day=step.planned_on,
        visibility=step.get_visibility_display(),
        role=step.get_role_display(),
    )


def listing(ask: Ask) -> Sequence[Statement]:
    found = list(
        papers(ask)
        .filter(dated__range=(ask.first, ask.last))
        .select_related("tenant")
        .order_by("dated", "pk")[:60]
    )
    if not found:
        return []
    rows = tuple(
        (
            paper.number,
            day_words(paper.dated, paper.precision),
            paper.get_kind_display().capitalize(),
            paper.subject,
        )
        for paper in found
    )
    grid = Grid(("Nummer", "Datum", "Art", "Gegenstand"), rows, "Vorlagen im Zeitraum")
    text = say("papers", n=len(found))
    return [Statement.about(found, of_paper, "council.papers", text, Form.TABLE, grid=grid)]
