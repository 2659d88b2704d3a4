"""Contributions of departments at the desk: whom to ask, what came back."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.reporting.domain import contributions as domain
from umsicht.reporting.domain.reports import OPEN
from umsicht.reporting.interfaces.forms import ContributionForm
from umsicht.reporting.models import Contribution
from umsicht.reporting.queries import reports as queries
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import do, enter
from umsicht.web.desk.reporting.common import crumbs, not_open, page_of, question_url, report_of, report_url


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    if refused := not_open(request, report):
        return refused
    form = ContributionForm(posted(request), report=report)
    write = partial(domain.plan_contribution, report=report)
    return enter(request, form, _("Ask a department"), page_of(request, report), write)


def _one(request: HttpRequest, report_id: int, contribution_id: int, permission: str) -> Contribution:
    return queries.contribution_at_desk(report_of(request, report_id, permission), contribution_id)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, report_id: int, contribution_id: int) -> HttpResponse:
    one = _one(request, report_id, contribution_id, "reporting.report.view")
    may_change = request.user.has_perm("reporting.report.change", one.report)
    question = one.question
    if question is not None:
        question.report = one.report
    context = {
        "one": one,
        "report": one.report,
        "report_url": report_url(request, one.report),
        "question_url": question_url(request, question) if question is not None else "",
        "text_url": url(request, "desk_report_text_new", report_id=report_id, question_id=question.pk)
        if question is not None
        else "",
        "may_change": may_change,
        "is_open": may_change and one.report.state in OPEN,
        "crumbs": crumbs(request, one.report, Link(one.department, "")),
    }
    return render(request, "desk/reporting/contribution.html", context)


@require_POST
@never_cache
def act(request: HttpRequest, tenant: str, report_id: int, contribution_id: int) -> HttpResponse:
    """Mark as used, or remove."""
    one = _one(request, report_id, contribution_id, "reporting.report.change")
    to = report_url(request, one.report)
    write = domain.remove if request.POST.get("was") == "weg" else domain.take
    return do(request, partial(write, contribution=one, actor=request.user), to)
