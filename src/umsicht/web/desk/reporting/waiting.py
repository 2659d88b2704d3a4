"""What of reports waits in the inbox: reports that are due, tasks, contributions that came in."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.reporting.queries import reports as queries
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import panels


def _address(tenant: Tenant, report_id: int) -> str:
    return reverse("desk_report_one", kwargs={"tenant": tenant.slug, "report_id": report_id})


def _due(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=one.pk,
            title=_("Report"),
            rest=f": {one.title}",
            meta=str(one.get_state_display()),
            url=_address(tenant, one.pk),
            since=None,
            due=one.due_on,
            demo=one.is_demo,
        )
        for one in queries.due(clock.today())[:most]
    ]


def _todos(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=one.pk,
            title=_("Task for a report"),
            rest=f": {one.text}",
            meta=one.report.title,
            url=_address(tenant, one.report_id),
            since=None,
            due=one.due_on,
            demo=one.report.is_demo,
        )
        for one in queries.open_todos(clock.today())[:most]
    ]


def _contributions(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=one.pk,
            title=_("Contribution"),
            rest=f": {one.department}",
            meta=one.report.title,
            url=reverse(
                "desk_report_contribution",
                kwargs={"tenant": tenant.slug, "report_id": one.report_id, "contribution_id": one.pk},
            ),
            since=one.answered_at,
            due=None,
            demo=one.report.is_demo,
        )
        for one in queries.fresh_contributions()[:most]
    ]


def register() -> None:
    for waiting in (
        panels.Waiting(
            "reporting-due",
            "reporting.report.change",
            label=gettext_lazy("Reports that are due"),
            figures=lambda request, tenant: panels.Figures(queries.due(clock.today()).count(), None),
            items=_due,
            order=70,
        ),
        panels.Waiting(
            "reporting-todos",
            "reporting.report.change",
            label=gettext_lazy("Tasks for reports"),
            figures=lambda request, tenant: panels.Figures(queries.open_todos(clock.today()).count(), None),
            items=_todos,
            order=71,
        ),
        panels.Waiting(
            "reporting-contributions",
            "reporting.report.change",
            label=gettext_lazy("Contributions that came in"),
            figures=lambda request, tenant: panels.Figures(queries.fresh_contributions().count(), None),
            items=_contributions,
            order=72,
        ),
    ):
        panels.register_waiting(waiting)
