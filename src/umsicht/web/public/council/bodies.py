"""The bodies of a municipality on its portal: structure on any day, and a page for each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.council.interfaces import chart
from umsicht.council.interfaces.facts import facts_of, names_of
from umsicht.council.interfaces.forms import DayForm
from umsicht.council.models import Body
from umsicht.council.queries import bodies as queries
from umsicht.council.queries import portal as portal_queries
from umsicht.ui.nav import Link
from umsicht.web.public import frame
from umsicht.web.public.council.around import work_of
from umsicht.web.public.council.common import crumbs, portal_with_council


@require_safe
def structure(request: HttpRequest, municipality: str) -> HttpResponse:
    portal, form = portal_with_council(request), DayForm(request.GET or None, initial={"am": clock.today()})
    day = form.day()
    nodes = queries.structure(day, public_only=True)
    values = {
        "form": form,
        "day": day,
        "nodes": nodes,
        "drawing": chart.draw(nodes),
        "changes": queries.changes(public_only=True)[:12],
    }
    last = Link(_("Structure"), portal.url("praeventionsrat/aufbau"))
    return frame.page(
        request, "public/council/structure.html", values, current="council", crumbs=crumbs(portal, last)
    )


@require_safe
def body(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    """One body: name, task, seats, what stands above and below it, earlier names. Closed ones show no more than that."""
    portal = portal_with_council(request)
    found = portal_queries.public_body(portal.tenant, code)
    title = queries.title_of(found)
    last = Link(title, portal.url(f"praeventionsrat/gremien/{code}"))
    values = {"body": found, "title": title, "facts": facts_of(found), **_around(found)}
    values |= work_of(request, portal.tenant, found) | {"of_body": f"?gremium={code}"}
    return frame.page(
        request, "public/council/body.html", values, current="council", crumbs=crumbs(portal, last)
    )


def _around(found: Body) -> dict[str, Any]:
    """Names, seats and place, the latter as the structure shows it: internal bodies in between are passed over."""
    today = clock.today()
    own, above = queries.place_of(found, portal_queries.structure_of_portal(found.tenant))
    return {
        "names": names_of(found),
        "seats": queries.seats_of(found, day=today),
        "own": own,
        "above": above,
        "ended": found.ended_on is not None and found.ended_on < today,
    }
