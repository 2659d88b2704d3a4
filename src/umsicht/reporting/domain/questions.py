"""Writes to the questions and passages of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.core.text import slugify
from umsicht.directory.domain.writing import amend, checked, free_slug, only_known, store
from umsicht.reporting.domain.reports import in_work
from umsicht.reporting.enums import PassageKind
from umsicht.reporting.evidence import providers
from umsicht.reporting.models import Passage, Question, Report
from umsicht.reporting.validators import check_proven, check_reason

MOST_QUESTIONS, MOST_PASSAGES, MOST_RECORDS = 40, 60, 30
Pairs = Sequence[tuple[str, str]]


def _open(report: Report, actor: Any) -> None:
    require(actor, "reporting.report.change", report)
    hold(report)
    in_work(report)


@transaction.atomic
def add_question(*, report: Report, actor: Any, title: str, text: str) -> Question:
    """A question of one's own, the last one."""
    _open(report, actor)
    if report.questions.count() >= MOST_QUESTIONS:
        raise BadInput(_("A report has at most %(most)s questions.") % {"most": MOST_QUESTIONS})
    last = report.questions.aggregate(last=Max("position"))["last"] or 0
    wanted = slugify(title, max_length=36) or "frage"
    code = free_slug(wanted, lambda slug: report.questions.filter(code=slug).exists())
    question = Question(
        tenant=report.tenant, report=report, position=last + 1, code=code, title=title, text=text
    )
    store(question, "reporting.question.create", actor=actor, after={"title": title})
    return question


@transaction.atomic
def change_question(*, question: Question, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Wording of a question, or the reason why it stays open.

    Raises BadInput for a question that asks nothing, FigureWithoutRecord for a reason that says a figure.
    """
    only_known(values, {"title", "text", "open_reason", "would_answer"})
    _open(question.report, actor)
    if not question.is_frame and not values.get("text", question.text).strip():
        raise BadInput(_("Please enter the question."))
    check_reason(values.get("open_reason", question.open_reason))
    return bool(amend(question, values, "reporting.question.change", actor=actor, stamp=stamp))


@transaction.atomic
def remove_question(*, question: Question, actor: Any) -> None:
    report = question.report
    _open(report, actor)
    journal.record("reporting.question.remove", report, actor=actor, before={"title": question.title})
    question.delete()


@transaction.atomic
def add_evidence(*, question: Question, actor: Any, provider: str) -> Passage:
    """What a witness says, the last passage. Raises BadInput for an unknown one or one that is there already."""
    _open(question.report, actor)
    if provider not in providers():
        raise BadInput(_("Please choose from the list."))
    if question.passages.filter(provider=provider).exists():
        raise BadInput(_("This evidence is part of the answer already."))
    return _added(Passage(tenant=question.tenant, question=question, provider=provider), actor)


@transaction.atomic
def add_text(
    *, question: Question, actor: Any, text: str, records: Pairs = (), judged: bool = False, said_by: str = ""
) -> Passage:
    """An own text. Raises FigureWithoutRecord for a figure without a record; BadInput for a judgement that is nobody's."""
    _open(question.report, actor)
    passage = Passage(
        tenant=question.tenant,
        question=question,
        position=0,
        kind=PassageKind.JUDGEMENT if judged else PassageKind.TEXT,
        text=text.strip(),
        records=_listed(records),
        said_by=said_by.strip() if judged else "",
        on=clock.today() if judged else None,
    )
    _check(passage)
    return _added(passage, actor)


def _listed(records: Pairs) -> list[dict[str, str]]:
    return [{"kind": kind, "key": key} for kind, key in list(records)[:MOST_RECORDS]]


def _added(passage: Passage, actor: Any) -> Passage:
    question = passage.question
    if question.passages.count() >= MOST_PASSAGES:
        raise BadInput(_("An answer has at most %(most)s passages.") % {"most": MOST_PASSAGES})
    passage.position = (question.passages.aggregate(last=Max("position"))["last"] or 0) + 1
    checked(passage, {})
    passage.save(force_insert=True)
    journal.record(
        "reporting.passage.create",
        question.report,
        actor=actor,
        after={"kind": passage.kind, "provider": passage.provider},
    )
    return passage


def _check(passage: Passage) -> None:
    checked(passage, {})
    if not passage.text.strip():
        raise BadInput(_("Please enter a text."))
    if passage.kind == PassageKind.JUDGEMENT and not passage.said_by:
        raise BadInput(_("Please say whose judgement this is."))
    check_proven(passage.text, passage.records)


def not_rewritten() -> BadInput:
    return BadInput(_("What the records say can't be rewritten. Add a text of your own instead."))


@transaction.atomic
def change_text(
    *, passage: Passage, actor: Any, text: str, records: Pairs = (), said_by: str = "", stamp: str = ""
) -> bool:
    """Change an own text or judgement; the same rules hold."""
    report = passage.question.report
    _open(report, actor)
    if passage.kind == PassageKind.EVIDENCE:
        raise not_rewritten()
    values: dict[str, Any] = {"text": text.strip(), "records": _listed(records)}
    if passage.kind == PassageKind.JUDGEMENT:
        values |= {"said_by": said_by.strip(), "on": clock.today()}
    return bool(
        amend(
            passage, values, "reporting.passage.change", actor=actor, stamp=stamp, check=_check, about=report
        )
    )


@transaction.atomic
def remove_passage(*, passage: Passage, actor: Any) -> None:
    report = passage.question.report
    _open(report, actor)
    before = {"kind": passage.kind, "provider": passage.provider, "text": passage.text[:200]}
    journal.record("reporting.passage.remove", report, actor=actor, before=before)
    passage.delete()


@transaction.atomic
def shift_passage(*, passage: Passage, actor: Any, by: int) -> None:
    """One place up (-1) or down (+1) within its answer; at the end nothing happens."""
    question = passage.question
    _open(question.report, actor)
    rows = list(question.passages.order_by("position", "pk"))
    at = next(n for n, row in enumerate(rows) if row.pk == passage.pk)
    to = at + (1 if by > 0 else -1)
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for position, row in enumerate(rows, start=1):
        row.position = position
    Passage.objects.bulk_update(rows, ["position"])
