"""Unmet demand on the desk's first page: the topics most often looked for in vain in the last 90 days."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from umsicht.demand.queries.gaps import TOPIC, Filters, Span, overview
from umsicht.tenancy.models import Tenant
from umsicht.web.desk.demand.views import trend
from umsicht.web.desk.demand.words import Words

SHOWN = 3
DAYS = 90


def load(request: HttpRequest, tenant: Tenant) -> dict[str, Any] | None:
    """Hidden while nothing was counted, so that a new desk is not full of empty boxes."""
    found = overview(tenant, Span.back(DAYS), Filters(), (TOPIC,))
    known = [cell for cell in found.cells if cell.now and cell.keys[TOPIC]][:SHOWN]
    if not known:
        return None
    words = Words(tenant)
    url = reverse("desk_demand", kwargs={"tenant": tenant.slug})
    rows = [
        {
            "label": words.label(TOPIC, cell.keys[TOPIC]),
            "url": f"{reverse('desk_demand_gap', kwargs={'tenant': tenant.slug})}?thema={cell.keys[TOPIC]}",
            "count": cell.now,
            "trend": trend(cell),
        }
        for cell in known
    ]
    return {"rows": rows, "more": url, "is_demo": found.is_demo}
