"""What of measures waits in the inbox: milestones past their day, money that ends within half a year."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.measures.queries import measures as queries
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import panels


def _address(tenant: Tenant, measure_id: int) -> str:
    return reverse("desk_measure", kwargs={"tenant": tenant.slug, "measure_id": measure_id})


def _milestones(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    """Nobody waits for these, so they have a day by which to act but no age."""
    return [
        panels.Item(
            subject=one.pk,
            title=_("Milestone"),
            rest=f": {one.title}",
            meta=one.measure.title,
            url=_address(tenant, one.measure_id),
            since=None,
            due=one.due_on,
            demo=one.measure.is_demo,
        )
        for one in queries.overdue_milestones(clock.today())[:most]
    ]


def _funding(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=measure.pk,
            title=_("Money ends"),
            rest=f": {measure.title}",
            meta=measure.funding_source,
            url=_address(tenant, measure.pk),
            since=None,
            due=measure.funded_until,
            demo=measure.is_demo,
        )
        for measure in queries.funding_ends(clock.today())[:most]
    ]


def register() -> None:
    for waiting in (
        panels.Waiting(
            "measures-milestones",
            "measures.measure.change",
            label=gettext_lazy("Milestones past their day"),
            figures=lambda request, tenant: panels.Figures(
                queries.overdue_milestones(clock.today()).count(), None
            ),
            items=_milestones,
            order=62,
        ),
        panels.Waiting(
            "measures-funding",
            "measures.measure.change",
            label=gettext_lazy("Measures whose money ends"),
            figures=lambda request, tenant: panels.Figures(queries.funding_ends(clock.today()).count(), None),
            items=_funding,
            order=63,
        ),
    ):
        panels.register_waiting(waiting)
