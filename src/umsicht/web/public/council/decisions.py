"""Decisions on the portal: the list with its filters, and its feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core.paging import paginate
from umsicht.council.models import Decision
from umsicht.council.queries import portal as queries
from umsicht.council.queries.bodies import title_of
from umsicht.ui.nav import Link
from umsicht.web.origins import with_measures
from umsicht.web.public import frame
from umsicht.web.public.council.common import FEED, ROOT, Entry, Filter, crumbs, feed, portal_with_council

PAGE = 20


@require_safe
def listing(request: HttpRequest, municipality: str) -> HttpResponse:
    portal, wanted = portal_with_council(request), Filter.read(request)
    found = queries.decisions(body=wanted.body, year=wanted.year, text=wanted.text)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    values = {
        "wanted": wanted,
        "page": page,
        "rows": with_measures(page),
        "bodies": queries.bodies_that_decide(),
        "years": queries.years_of_decisions(),
    }
    trail = crumbs(portal, Link(_("Decisions made"), portal.url(f"{ROOT}/beschluesse")))
    return frame.page(request, "public/council/decisions.html", values, current="council", crumbs=trail)


def address(portal: frame.Portal, decision: Decision) -> str:
    """The meeting where it was made; a decision in writing stands in the list."""
    if decision.item is not None:
        return portal.url(f"{ROOT}/sitzungen/{decision.item.meeting_id}")
    return portal.url(f"{ROOT}/beschluesse")


def _entry(portal: frame.Portal, one: Decision) -> Entry:
    return Entry(
        title=f"{one.number} ({title_of(one.body)})" + (" (Demo)" if one.is_demo else ""),
        path=address(portal, one),
        text=one.text,
        key=f"beschluesse#{one.pk}",
        day=one.decided_on,
        changed=one.updated_at,
    )


@require_safe
def as_feed(request: HttpRequest, municipality: str) -> HttpResponse:
    portal, wanted = portal_with_council(request), Filter.read(request)
    entries = [_entry(portal, one) for one in queries.decisions(body=wanted.body)[:FEED]]
    return feed(portal, _("Decisions made"), "beschluesse", wanted.of_body, entries)
