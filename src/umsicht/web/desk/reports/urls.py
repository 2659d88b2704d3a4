"""Addresses of the error reports at the desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.offers.queries.reports import open_count, waiting_figures
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav, panels
from umsicht.web.desk.reports import views


def _waiting(_request: HttpRequest, _tenant: Tenant) -> int:
    return open_count()


nav.register(
    nav.Entry(
        "reports", "work", _("Error reports"), "desk_reports", "offers.report.view", order=40, count=_waiting
    )
)

panels.register_waiting(
    panels.Waiting(
        "reports",
        "offers.report.view",
        label=_("Error reports"),
        figures=lambda request, tenant: panels.Figures(*waiting_figures()),
        items=views.waiting_items,
        actions=(
            panels.Action("close", _("Settle without an answer"), "offers.report.handle", views.settle),
        ),
        order=20,
    )
)

_ROOT = "desk/<slug:tenant>/meldungen"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, views.reports, name="desk_reports"),
    path(f"{_ROOT}/liste.csv", views.export, name="desk_reports_export"),
    path(f"{_ROOT}/<int:report_id>", views.report, name="desk_report"),
    path(f"{_ROOT}/<int:report_id>/abschliessen", views.close, name="desk_report_close"),
    path(f"{_ROOT}/<int:report_id>/wieder-oeffnen", views.reopen, name="desk_report_reopen"),
]
