"""About the council; simple for now: structure, seats, what is documented, what is open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.council.queries import bodies as queries
from umsicht.web.public import frame
from umsicht.web.public.council import facts
from umsicht.web.public.council.around import work_of
from umsicht.web.public.council.common import bodies_url, crumbs, portal_with_council


@require_safe
def council(request: HttpRequest, municipality: str) -> HttpResponse:
    """The council of a municipality; where there is none, how one is founded."""
    portal = portal_with_council(request)
    values = _known(portal) | work_of(request, portal.tenant)
    known = values["council"] or values["nodes"]
    template = "public/council/council.html" if known else "public/council/none.html"
    return frame.page(request, template, values, current="council", crumbs=crumbs(portal))


def _known(portal: frame.Portal) -> dict[str, Any]:
    """What the records say of it, and what is documented where they say nothing yet."""
    held = facts.council(portal.tenant)
    nodes = queries.structure(clock.today(), public_only=True)
    if held is not None and not queries.holds_council(nodes):
        nodes = []  # what is documented says more than groups without their council
    return {
        "council": held,
        "nodes": nodes,
        "bodies_url": bodies_url(portal),
        "about": frame.about_of(portal),
        "alliance": facts.alliance(),
        "contact": frame.contact_of(portal),
        "office": frame.office_of(portal),
    }
