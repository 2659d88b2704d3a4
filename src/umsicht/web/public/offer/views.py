"""The offer page and its calendar file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core.errors import NotFound
from umsicht.offers.interfaces.calendar import Entry, calendar_of
from umsicht.offers.models import Offer
from umsicht.offers.queries import offers, related
from umsicht.offers.queries.files import shown_files
from umsicht.offers.queries.page import offer_with_dates
from umsicht.ui.nav import Link
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.offer import page, structured

MAX_RELATED = 4


def address(portal: Portal, slug: str) -> str:
    return portal.url(f"angebote/{slug}")


def trail(portal: Portal, offer: Offer) -> list[Link]:
    return [Link(_("Offers"), portal.url("angebote")), Link(offer.title, address(portal, offer.slug))]


@require_safe
def offer(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """One offer. Four queries: tenant, offer with dates, files, related offers."""
    portal = frame.portal_of(request)
    try:
        found = offer_with_dates(portal.tenant, slug)
    except NotFound:
        return _gone(request, portal, slug)
    parts = page.Parts(
        offer=found,
        portal=portal,
        catalogue=catalogue(portal.tenant),
        related=related.related(found, limit=MAX_RELATED),
        files=shown_files(found),
        dates=page.next_dates(found),
    )
    crumbs = trail(portal, found)
    graph = [*structured.graph(parts, frame.absolute(crumbs[-1].url)), structured.crumbs(portal, crumbs)]
    values = {**page.values(parts), "jsonld": structured.script(graph)}
    return frame.page(request, "public/offer/page.html", values, current="offers", crumbs=crumbs)


def _gone(request: HttpRequest, portal: Portal, slug: str) -> HttpResponse:
    """An offer that was public once says so and leads on; anything else does not exist."""
    held = offers.withdrawn(slug)
    if held is None:
        raise NotFound
    crumbs = [Link(_("Offers"), portal.url("angebote")), Link(held.title, "")]
    return frame.page(
        request,
        "public/offer/gone.html",
        {"held": held},
        status=404 if held.paused else 410,
        current="offers",
        crumbs=crumbs,
        robots="noindex",
    )


@require_safe
def calendar(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """All dates of one offer as iCalendar, series included."""
    portal = frame.portal_of(request)
    found = offer_with_dates(portal.tenant, slug)
    if not found.has_sessions:
        raise NotFound
    body = calendar_of(found.title, [Entry(found, frame.absolute(address(portal, slug)))])
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return response
