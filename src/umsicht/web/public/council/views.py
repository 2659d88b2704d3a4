"""About the council; simple for now: structure, seats, what is documented, what is open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.council.queries import bodies as queries
from umsicht.ui.nav import Link
from umsicht.web.public import frame
from umsicht.web.public.council import facts
from umsicht.web.public.council.around import work_of


@require_safe
def council(request: HttpRequest, municipality: str) -> HttpResponse:
    """The council of a municipality; where there is none, how one is founded."""
    if (portal := frame.portal_of(request)).is_alliance:
        raise NotFound
    held = facts.council(portal.tenant)
    nodes = queries.structure(clock.today(), public_only=True)
    if held is not None and not queries.holds_council(nodes):
        nodes = []  # what is documented says more than groups without their council
    values = {
        "council": held,
        "nodes": nodes,
        "about": frame.about_of(portal),
        "alliance": facts.alliance(),
        "contact": frame.contact_of(portal),
        "office": frame.office_of(portal),
        **work_of(),
    }
    template = "public/council/council.html" if held or nodes else "public/council/none.html"
    link = Link(_("Prevention council"), portal.url("praeventionsrat"))
    return frame.page(request, template, values, current="council", crumbs=[link])
