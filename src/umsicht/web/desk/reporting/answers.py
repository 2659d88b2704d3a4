"""The editor: one question of a report, the evidence that could answer it, own texts and judgements."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import clock
from umsicht.reporting.domain import questions as domain
from umsicht.reporting.domain.reports import OPEN
from umsicht.reporting.enums import Coverage, PassageKind
from umsicht.reporting.evidence import providers
from umsicht.reporting.interfaces.forms import OpenForm, PassageForm, QuestionForm
from umsicht.reporting.models import Passage, Question
from umsicht.reporting.queries import reports as queries
from umsicht.reporting.queries.compose import Content
from umsicht.reporting.queries.editing import offered_records, offers_for, said_by_passage
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk.pages import correct, do, enter
from umsicht.web.desk.reporting.common import (
    coverage_tag,
    crumbs,
    page_of,
    question_page,
    question_url,
    report_of,
    report_url,
)
from umsicht.web.public.reports.showing import proofs


def _question(
    request: HttpRequest, report_id: int, question_id: int, permission: str = "reporting.report.change"
) -> Question:
    return queries.question_at_desk(report_of(request, report_id, permission), question_id)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, report_id: int, question_id: int) -> HttpResponse:
    question = _question(request, report_id, question_id, "reporting.report.view")
    report = question.report
    may_change = request.user.has_perm("reporting.report.change", report)
    passages, coverage = said_by_passage(question, clock.today())
    context = {
        "report": report,
        "question": question,
        "passages": [_shown(request, passage, said) for passage, said in passages],
        "offers": offers_for(question, clock.today()) if may_change else [],
        "tag": None if question.is_frame else coverage_tag(coverage),
        "settled": question.is_frame
        or coverage == Coverage.EVIDENCE
        or (question.by_judgement and coverage == Coverage.JUDGEMENT),
        "asked": question.contributions.count(),
        "coverage": coverage,
        "is_open": may_change and report.state in OPEN,
        "crumbs": crumbs(request, report, Link(question.title, "")),
        "others": [
            (one, question_url(request, one), one.pk == question.pk) for one in report.questions.all()
        ],
    }
    return render(request, "desk/reporting/question.html", context)


def _shown(request: HttpRequest, passage: Passage, said: list[Content]) -> dict[str, Any]:
    labels = providers()
    return {
        "passage": passage,
        "label": labels[passage.provider].label if passage.provider in labels else passage.get_kind_display(),
        "judged": passage.kind == PassageKind.JUDGEMENT,
        "own": passage.kind != PassageKind.EVIDENCE,
        "said": [(one["text"], proofs(one["records"]), one["is_demo"]) for one in said],
        "lost": sum(one.get("lost", 0) for one in said),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    write = partial(domain.add_question, report=report)
    then = partial(question_url, request)
    return enter(
        request, QuestionForm(posted(request)), _("New question"), page_of(request, report), write, then=then
    )


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, report_id: int, question_id: int) -> HttpResponse:
    question = _question(request, report_id, question_id)
    form = OpenForm(posted(request), held=question)
    write = partial(domain.change_question, question=question)
    return correct(request, form, question, _("Change the question"), question_page(request, question), write)


@require_POST
@never_cache
def remove(request: HttpRequest, tenant: str, report_id: int, question_id: int) -> HttpResponse:
    question = _question(request, report_id, question_id)
    to = report_url(request, question.report)
    return do(request, partial(domain.remove_question, question=question, actor=request.user), to)


@require_POST
@never_cache
def take(request: HttpRequest, tenant: str, report_id: int, question_id: int) -> HttpResponse:
    """Take what a witness says into the answer."""
    question = _question(request, report_id, question_id)
    chosen = request.POST.get("beleg", "")[:60]
    write = partial(domain.add_evidence, question=question, actor=request.user, provider=chosen)
    return do(request, write, question_url(request, question), _("Taken into the answer."))


@never_cache
@require_http_methods(["GET", "POST"])
def text_new(request: HttpRequest, tenant: str, report_id: int, question_id: int) -> HttpResponse:
    question = _question(request, report_id, question_id)
    office = question.report.submitter or question.tenant.title
    form = PassageForm(posted(request), offered=offered_records(question, clock.today()), office=office)
    write = partial(domain.add_text, question=question)
    return enter(request, form, _("Own text"), question_page(request, question), write)


def _passage(request: HttpRequest, report_id: int, question_id: int, passage_id: int) -> Passage:
    return queries.passage_at_desk(_question(request, report_id, question_id), passage_id)


@never_cache
@require_http_methods(["GET", "POST"])
def text_edit(
    request: HttpRequest, tenant: str, report_id: int, question_id: int, passage_id: int
) -> HttpResponse:
    passage = _passage(request, report_id, question_id, passage_id)
    question = passage.question
    form = PassageForm(posted(request), offered=offered_records(question, clock.today()), held=passage)
    back = question_page(request, question)
    if passage.kind == PassageKind.EVIDENCE:
        return do(request, _refuse, back.url)
    write = partial(domain.change_text, passage=passage)
    return correct(request, form, passage, _("Change the text"), back, write, held=form.initial)


def _refuse() -> None:
    raise domain.not_rewritten()


@require_POST
@never_cache
def move(
    request: HttpRequest, tenant: str, report_id: int, question_id: int, passage_id: int
) -> HttpResponse:
    """Up, down or out of the answer."""
    passage = _passage(request, report_id, question_id, passage_id)
    to, way = question_url(request, passage.question), request.POST.get("wohin")
    if way == "weg":
        return do(request, partial(domain.remove_passage, passage=passage, actor=request.user), to)
    by = -1 if way == "hoch" else 1
    return do(
        request, partial(domain.shift_passage, passage=passage, actor=request.user, by=by), to, _("Saved.")
    )
