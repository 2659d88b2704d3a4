"""One report: its page with the coverage, head, route, steps, files of the draft, tasks, versions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.audit.queries.events import newest_of_all
from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.reporting import paper
from umsicht.reporting.domain import reports as domain
from umsicht.reporting.interfaces.forms import HeadForm, StopForm
from umsicht.reporting.models import Report
from umsicht.reporting.outlines import templates
from umsicht.reporting.queries import reports as queries
from umsicht.reporting.queries.compose import Content, is_settled
from umsicht.reporting.queries.plans import of_report
from umsicht.web.answers import posted
from umsicht.web.desk import pages
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.reporting.common import (
    coverage_tag,
    crumbs,
    not_open,
    page_of,
    public_url,
    report_of,
    report_url,
    state_tag,
)
from umsicht.web.public.council.files import download, shown
from umsicht.web.public.reports import showing


def content_of(report: Report) -> Content:
    """As it would be signed now."""
    return of_report(report, as_of=clock.today())


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    report = report_of(request, report_id, "reporting.report.view")
    content = content_of(report)
    context = {
        "report": report,
        "crumbs": crumbs(request, report),
        "state": state_tag(report),
        "kind": templates()[report.template].label if report.template in templates() else report.template,
        "coverage": showing.coverage(content),
        "questions": _questions(report, content),
        "route": queries.route_of(report),
        "contributions": queries.contributions_of(report),
        "todos": report.todos.all(),
        "versions": queries.versions_of(report),
        "public_url": public_url(request, report),
        "today": clock.today(),
        **_may(request, report),
    }
    return render(request, "desk/reporting/report.html", context)


def _questions(report: Report, content: Content) -> list[dict[str, Any]]:
    """Each with how well it is answered now and how much is in it."""
    made = {section["code"]: section for section in content["sections"]}
    return [
        {
            "question": one,
            "statements": len(made[one.code]["statements"]),
            "tag": None if made[one.code]["frame"] else coverage_tag(made[one.code]["coverage"]),
            "missing": not is_settled(made[one.code]) and not one.open_reason,
        }
        for one in report.questions.all()
    ]


def _may(request: HttpRequest, report: Report) -> dict[str, Any]:
    may_see_log = request.user.has_perm("reporting.report.history", report)
    may_change = request.user.has_perm("reporting.report.change", report)
    return {
        "may_change": may_change,
        "is_open": may_change and report.state in domain.OPEN,
        "may_see_log": may_see_log,
        "log": newest_of_all([report], 15) if may_see_log else [],
        **pages.steps_of(request, report, url(request, "desk_report_act", report_id=report.pk)),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    if refused := not_open(request, report):
        return refused
    form = HeadForm(posted(request), held=report)
    write = partial(domain.change_report, report=report)
    return pages.correct(request, form, report, _("Change the head"), page_of(request, report), write)


@never_cache
@require_http_methods(["GET", "POST"])
def stop_new(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    if refused := not_open(request, report):
        return refused
    write = partial(domain.add_stop, report=report)
    return pages.enter(request, StopForm(posted(request)), _("Add a body"), page_of(request, report), write)


@require_POST
@never_cache
def stop_remove(request: HttpRequest, tenant: str, report_id: int, stop_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    step = queries.stop_at_desk(report, stop_id)
    return pages.do(
        request, partial(domain.remove_stop, step=step, actor=request.user), report_url(request, report)
    )


@require_POST
@never_cache
def act(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    """One step of the procedure; the engine asks for the permission of that step."""
    report = report_of(request, report_id, "reporting.report.change")
    return pages.act(request, report, report_url(request, report))


@require_POST
@never_cache
def tick(request: HttpRequest, tenant: str, report_id: int, todo_id: int) -> HttpResponse:
    report = report_of(request, report_id)
    todo = queries.todo_at_desk(report, todo_id)
    write = partial(domain.tick, todo=todo, actor=request.user, done=todo.done_on is None)
    return pages.do(request, write, report_url(request, report), _("Saved."))


@require_safe
@never_cache
def file(request: HttpRequest, tenant: str, report_id: int, kind: str) -> HttpResponse:
    """The draft as PDF or Word file, as it would be signed now."""
    report = report_of(request, report_id, "reporting.report.view")
    write = {"pdf": paper.pdf, "docx": paper.docx}[kind]
    return download(
        write(content_of(report), draft=True), f"entwurf-{report.code}.{kind}", inline=shown(request)
    )


@require_safe
@never_cache
def version(request: HttpRequest, tenant: str, report_id: int, no: int, kind: str) -> HttpResponse:
    """A signed version as it was signed."""
    report = report_of(request, report_id, "reporting.report.view")
    found = queries.version_at_desk(report, no)
    if kind not in ("pdf", "docx"):
        raise NotFound
    write = {"pdf": paper.pdf, "docx": paper.docx}[kind]
    return download(write(found.content, draft=False), f"{report.code}-{no}.{kind}", inline=shown(request))
