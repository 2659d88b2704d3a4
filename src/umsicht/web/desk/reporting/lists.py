"""All reports of a tenant, the yearly ones, and beginning a new one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.reporting.domain import reports as domain
from umsicht.reporting.domain import schedules
from umsicht.reporting.interfaces.entry_forms import ScheduleForm
from umsicht.reporting.interfaces.forms import NewReportForm, ReportFilterForm
from umsicht.reporting.outlines import for_tenant, templates
from umsicht.reporting.queries import reports as queries
from umsicht.ui.markup import demo_mark
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, correct, do, enter
from umsicht.web.desk.reporting.common import crumbs, page_of, report_url, state_tag
from umsicht.web.public.reports.titles import told_apart

PAGE = 50
BREAK = SafeString("<br>")


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "reporting.report.view", here(request))
    form = ReportFilterForm(request.GET)
    internal = request.user.has_perm("reporting.report.view_internal", here(request))
    found = queries.listing(form.wanted(), internal=internal)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "filtered": any(request.GET.get(name) for name in ("q", "stand", "vorlage")),
        "may_change": request.user.has_perm("reporting.report.change", here(request)),
        "due": [
            (one, report_url(request, one)) for one in queries.due(clock.today()) if internal or one.is_public
        ][:5],
    }
    return render(request, "desk/reporting/list.html", context)


def _table(request: HttpRequest, found: Iterable[Any]) -> Table:
    columns = [
        Column(_("Report"), sort="titel"),
        Column(_("Kind of report")),
        Column(_("Reported period"), sort="zeitraum"),
        Column(_("State"), sort="stand"),
        Column(_("Due on"), sort="faellig"),
        Column(_("Signed versions"), numeric=True),
    ]
    reports = list(found)
    titles = told_apart(reports)
    rows = [
        [
            format_html('<a href="{}">{}</a>{}', report_url(request, one), titles[one.pk], demo_mark(one)),
            templates()[one.template].label if one.template in templates() else one.template,
            f"{one.starts_on:%d.%m.%Y} – {one.ends_on:%d.%m.%Y}",
            state_tag(one),
            one.due_on,
            one.signed,
        ]
        for one in reports
    ]
    sort = request.GET.get("sortierung", "") or "-zeitraum"
    return Table(_("Reports"), columns, rows, sorted_by=sort, query=request.GET, caption_hidden=True)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "reporting.report.change", here(request))
    form = NewReportForm(posted(request), tenant=here(request))
    write, then = partial(domain.create_report, tenant=here(request)), partial(report_url, request)
    kinds = [(one.label, one.about) for one in for_tenant(is_state=here(request).is_state)]
    note = format_html_join(BREAK, "<strong>{}</strong>: {}", kinds)
    said = _("The report is begun. What the records say stands in it already.")
    return enter(request, form, _("New report"), page_of(request), write, said=said, then=then, note=note)


def _schedule_page(request: HttpRequest) -> Page:
    address = url(request, "desk_report_schedules")
    return Page(address, [*crumbs(request), Link(_("Yearly reports"), address)])


@require_safe
@never_cache
def yearly(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "reporting.report.view", here(request))
    today = clock.today()
    rows = [
        (one, schedules.next_due(one, today), templates().get(one.template)) for one in queries.schedules()
    ]
    context = {
        "rows": rows,
        "todos": queries.open_todos(today)[:50],
        "today": today,
        "may_change": request.user.has_perm("reporting.report.change", here(request)),
        "crumbs": crumbs(request, None, Link(_("Yearly reports"), "")),
    }
    return render(request, "desk/reporting/yearly.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def schedule_new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "reporting.report.change", here(request))
    form = ScheduleForm(posted(request), tenant=here(request))
    write = partial(schedules.create_schedule, tenant=here(request))
    return enter(request, form, _("New yearly report"), _schedule_page(request), write)


@never_cache
@require_http_methods(["GET", "POST"])
def schedule_edit(request: HttpRequest, tenant: str, schedule_id: int) -> HttpResponse:
    schedule = queries.schedule_at_desk(schedule_id)
    require(request.user, "reporting.report.change", schedule)
    form = ScheduleForm(posted(request), tenant=here(request), held=schedule)
    write = partial(schedules.change_schedule, schedule=schedule)
    return correct(request, form, schedule, _("Change yearly report"), _schedule_page(request), write)


@require_POST
@never_cache
def schedule_remove(request: HttpRequest, tenant: str, schedule_id: int) -> HttpResponse:
    schedule = queries.schedule_at_desk(schedule_id)
    write = partial(schedules.remove_schedule, schedule=schedule, actor=request.user)
    return do(request, write, url(request, "desk_report_schedules"))
