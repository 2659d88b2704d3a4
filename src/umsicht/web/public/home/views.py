"""The alliance's start page, all towns, and a municipality's home. No cookie, no token: the page may be kept."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from umsicht.core import markdown
from umsicht.offers.queries import counts, dates, offers
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.enums import TenantKind, TextKey
from umsicht.tenancy.queries import participating, portals
from umsicht.tenancy.queries.texts import own_text
from umsicht.ui.nav import Link
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.pagecache import depends_on
from umsicht.web.public import finder, frame, texts
from umsicht.web.public.council import facts
from umsicht.web.public.frame import Portal
from umsicht.web.public.home import parts, towns

LOOK_AT = 16


def _shared(portal: Portal) -> dict[str, Any]:
    terms = catalogue(portal.tenant)
    topics = parts.top_topics(terms)
    lead = own_text(portal.tenant, TextKey.LEAD)
    return {
        "lead": markdown.plain(lead.text) if lead else "",
        "searches": parts.searches(portal),
        "needs": parts.needs(portal),
        "topics": parts.topic_links(portal, topics, finder.topic_counts(portal)),
    }


@require_safe
def alliance(request: HttpRequest) -> HttpResponse:
    """What the portals are, a search over all of them, and the way to one's own town."""
    depends_on(request, "state", "index")
    portal = frame.portal_of(request)
    ids = participating.participating(portal.tenant)
    with scope(tenant=sorted(ids)):
        upcoming = parts.events_first(dates.next_dates(offers.published(ids), limit=LOOK_AT), 4)
    values = {
        **_shared(portal),
        "dates": parts.date_items(upcoming, portal),
        "towns": portals.participating(),
        "alliance": facts.alliance(),
        "fresh": parts.fresh_bar(counts.freshness(participating.versions(ids))),
    }
    return frame.page(request, "public/home/alliance.html", values, path="/")


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """All towns of the state, those with a portal first; ?q= narrows them, one hit by full name leads on."""
    text = " ".join(request.GET.get("q", "").split())[:80]
    rows = portals.all_municipalities()
    exact = towns.exactly(rows, text)
    if exact is not None:
        return HttpResponsePermanentRedirect(f"/{exact['slug']}")
    values = {"query": text, **towns.lists(rows, text)}
    crumbs = [Link(_("Towns"), "/kommunen")]
    return frame.page(
        request,
        "public/home/towns.html",
        values,
        current="municipalities",
        crumbs=crumbs,
        robots="noindex" if text else "",
    )


@require_safe
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """A municipality's home; without a portal of its own an honest page about what helps there all the same."""
    portal = frame.portal_of(request)
    if portal.is_alliance:
        raise Http404
    if portal.tenant.kind == TenantKind.DISTRICT:
        return _district(request, portal)
    return _home(request, portal) if portal.tenant.is_active else _not_yet(request, portal)


def _home(request: HttpRequest, portal: Portal) -> HttpResponse:
    depends_on(request, "index")
    found = counts.freshness({portal.tenant.pk: portal.tenant.content_version})
    council = facts.council(portal.tenant)
    values = {
        **_shared(portal),
        "dates": parts.date_items(parts.events_first(dates.next_dates(limit=LOOK_AT), 3), portal),
        "date_count": found.dated,
        "fresh": parts.fresh_bar(found),
        "offer_count": found.total,
        "council": council,
        "timeline": council.timeline[-5:] if council else (),
        "about": frame.about_of(portal),
    }
    return frame.page(request, "public/home/municipality.html", values)


def _not_yet(request: HttpRequest, portal: Portal) -> HttpResponse:
    depends_on(request, "state", "index")
    near = portals.with_keys(place.key for place in atlas(portal.tenant).neighbours)
    values = {
        **_shared(portal),
        "offers": finder.coming_to(portal),
        "neighbours": towns.nearest(portal.tenant, portals.participating()),
        "bordering": near,
        "alliance": facts.alliance(),
        "page_lead": texts.data("alliance.yaml")["note"],
    }
    return frame.page(request, "public/home/not_yet.html", values)


def _district(request: HttpRequest, portal: Portal) -> HttpResponse:
    rows = [row for row in portals.all_municipalities() if row["district"] == portal.tenant.name]
    values = {"query": "", "district": portal.tenant.name, **towns.lists(rows, "")}
    return frame.page(
        request, "public/home/towns.html", values, crumbs=[Link(portal.tenant.name, portal.url())]
    )
