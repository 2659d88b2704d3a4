"""What the pages of reports share: addresses, breadcrumbs, tags."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.core.errors import Conflict
from umsicht.reporting.domain.reports import in_work
from umsicht.reporting.enums import Coverage, ReportState
from umsicht.reporting.models import Question, Report
from umsicht.reporting.queries import reports as queries
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page

KINDS = {
    ReportState.DRAFT: "",
    ReportState.ASKED: "open",
    ReportState.REVIEW: "open",
    ReportState.SIGNED: "good",
    ReportState.REFERRED: "good",
    ReportState.PUBLISHED: "good",
    ReportState.DROPPED: "closed",
}
COVERED = {Coverage.EVIDENCE: "good", Coverage.JUDGEMENT: "warn", Coverage.OPEN: "bad"}


def state_tag(report: Report) -> Any:
    return tag(report.get_state_display(), KINDS[ReportState(report.state)])


def coverage_tag(state: str) -> Any:
    return tag(str(Coverage(state).label), COVERED[Coverage(state)])


def report_url(request: HttpRequest, report: Report) -> str:
    return url(request, "desk_report_one", report_id=report.pk)


def question_url(request: HttpRequest, question: Question) -> str:
    return url(request, "desk_report_question", report_id=question.report_id, question_id=question.pk)


def report_of(request: HttpRequest, report_id: int, permission: str = "reporting.report.change") -> Report:
    """The report of this desk, if the person may; 404 for another tenant's, 403 for the wrong role."""
    report = queries.report_at_desk(report_id)
    require(request.user, permission, report)
    return report


def not_open(request: HttpRequest, report: Report) -> HttpResponse | None:
    """Back to the report, with the reason, where it can't be changed: nobody fills in a form that is then refused."""
    try:
        in_work(report)
    except Conflict as error:
        messages.error(request, error.message)
        return redirect(report_url(request, report))
    return None


def crumbs(request: HttpRequest, report: Report | None = None, *more: Link) -> list[Link]:
    found = [Link(_("Reports"), url(request, "desk_report_list"))]
    if report is not None:
        found.append(Link(report.title, report_url(request, report) if more else ""))
    return [*found, *more]


def page_of(request: HttpRequest, report: Report | None = None) -> Page:
    """Where forms about a report lead back to; a new one's lead to the list."""
    if report is None:
        return Page(url(request, "desk_report_list"), crumbs(request))
    address = report_url(request, report)
    return Page(address, [*crumbs(request), Link(report.title, address)], report.title)


def question_page(request: HttpRequest, question: Question) -> Page:
    report, address = question.report, question_url(request, question)
    trail = [*crumbs(request), Link(report.title, report_url(request, report)), Link(question.title, address)]
    return Page(address, trail, question.text)


def public_url(request: HttpRequest, report: Report) -> str:
    """The page on the portal; "" while none of its versions is public."""
    tenant = here(request)
    if not queries.is_on_portal(report):
        return ""
    base = "" if tenant.is_state else f"/{tenant.slug}"
    return f"{base}/berichte/{report.code}" if tenant.is_active or tenant.is_state else ""
