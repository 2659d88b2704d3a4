"""The list of error reports, one report, closing it with an answer, opening it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.core.transitions import apply
from umsicht.offers.enums import ReportState
from umsicht.offers.interfaces.forms import CloseReportForm, ReopenReportForm, ReportFilterForm
from umsicht.offers.interfaces.report_export import report_columns, report_rows
from umsicht.offers.models import FieldReport
from umsicht.offers.queries import reports as queries
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import tag, time_tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import back, csv_file, here
from umsicht.web.desk.panels import Item

PAGE = 50


@require_safe
@never_cache
def reports(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "offers.report.view", here(request))
    form = ReportFilterForm(request.GET or None)
    page = paginate(queries.reports(**form.chosen()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/reports/list.html", context)


@require_safe
@never_cache
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "offers.report.view", here(request))
    found = queries.reports(**ReportFilterForm(request.GET or None).chosen())
    content = csvsafe.write(report_columns(), report_rows(found.iterator(1000)))
    return csv_file(content, _("error-reports"), here(request))


def _table(request: HttpRequest, found: Iterable[FieldReport]) -> Table:
    slug = here(request).slug

    def rows() -> Iterator[list[Any]]:
        for report in found:
            url = reverse("desk_report", kwargs={"tenant": slug, "report_id": report.pk})
            day = time_tag(report.created_at, f"{report.created_at:%d.%m.%Y}")
            done = report.state == ReportState.DONE
            yield [
                format_html('<a href="{}">{}</a>', url, report.offer.title),
                report.get_field_display(),
                day,
                tag(report.get_state_display(), "good" if done else "open"),
            ]

    columns = [
        Column(_("Offer"), sort="angebot"),
        Column(_("What is wrong"), sort="feld"),
        Column(_("Received"), sort="eingang"),
        Column(_("State"), sort="stand"),
    ]
    sort = request.GET.get("sortierung", "-stand")
    return Table(_("Error reports"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET)


def waiting_items(request: HttpRequest, tenant: Tenant, most: int) -> list[Item]:
    return [
        Item(
            subject=report.pk,
            title=_("Error reported"),
            url=reverse("desk_report", kwargs={"tenant": tenant.slug, "report_id": report.pk}),
            since=report.created_at,
            rest=f": {report.offer.title}",
            meta=report.get_field_display(),
            demo=report.offer.is_demo,
        )
        for report in queries.waiting(most)
    ]


def settle(actor: Any, subject: int, reason: str) -> object:
    return apply(queries.report_at_desk(subject), "close", actor=actor, answer="")


def discard(actor: Any, tenant: Tenant, subject: int, reason: str) -> object:
    return apply(queries.report_at_desk(subject), "discard", actor=actor, reason=reason)


def _report_page(
    request: HttpRequest, report: FieldReport, form: Any = None, status: int = 200
) -> HttpResponse:
    is_open = report.state == ReportState.OPEN
    context = {
        "report": report,
        "is_open": is_open,
        "form": form or (CloseReportForm() if is_open else ReopenReportForm()),
        "offer_url": f"/{here(request).slug}/angebote/{report.offer.slug}",
        "crumbs": [
            Link(_("Error reports"), reverse("desk_reports", kwargs={"tenant": here(request).slug})),
            Link(report.offer.title, ""),
        ],
    }
    return render(request, "desk/reports/report.html", context, status=status)


@require_safe
@never_cache
def report(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    require(request.user, "offers.report.view", here(request))
    return _report_page(request, queries.report_at_desk(report_id))


@require_POST
def close(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    """Mended or found right; the answer goes to whoever asked for one."""
    require(request.user, "offers.report.handle", here(request))
    found, form = queries.report_at_desk(report_id), CloseReportForm(request.POST)
    if not form.is_valid():
        return _report_page(request, found, form, 400)
    apply(found, "close", actor=request.user, answer=form.cleaned_data["answer"])
    return back(request, "desk_reports")


@require_POST
def reopen(request: HttpRequest, tenant: str, report_id: int) -> HttpResponse:
    require(request.user, "offers.report.handle", here(request))
    found, form = queries.report_at_desk(report_id), ReopenReportForm(request.POST)
    if not form.is_valid():
        return _report_page(request, found, form, 400)
    apply(found, "reopen", actor=request.user, reason=form.cleaned_data["reason"])
    return back(request, "desk_report", report_id=report_id)
