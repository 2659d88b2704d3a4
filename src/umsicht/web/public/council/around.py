"""The newest of a council's work, for its own page and for those of its bodies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from umsicht.council.models import Body
from umsicht.council.queries import portal as queries
from umsicht.tenancy.models import Tenant
from umsicht.web.pagecache import depends_on
from umsicht.web.public.council.meetings import when, where
from umsicht.web.public.council.paper_search import newest


def work_of(request: HttpRequest, tenant: Tenant, body: Body | None = None) -> dict[str, Any]:
    """Next meetings, newest decisions and papers, of one body or of all."""
    depends_on(request, "index")
    work = queries.work_of(tenant, body)
    return {
        "next_meetings": [(one, when(one), where(one)) for one in work.meetings],
        "newest_decisions": work.decisions,
        "newest_papers": newest(tenant, body, queries.SHOWN),
        "has_past": work.has_past,
    }
