"""The list of providers and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core.errors import NotFound
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.queries.organisations import public_organisation, public_providers, successor_of
from umsicht.offers.queries import counts, offers
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal, absolute
from umsicht.web.public.offer import contact, labels, place, structured
from umsicht.web.public.offer.contact import Contact
from umsicht.web.public.offer.page import related_text


@dataclass(frozen=True)
class Listed:
    name: str
    url: str
    about: str
    offers: int
    demo: bool


@require_safe
def providers(request: HttpRequest, municipality: str) -> HttpResponse:
    """Everybody who offers prevention here, by sector."""
    portal = frame.portal_of(request)
    words = catalogue(portal.tenant)
    values = {
        "groups": _by_sector(portal, public_providers(), counts.by_provider(), words),
        "contact": frame.contact_of(portal),
    }
    crumbs = [Link(_("Providers"), portal.url("anbieter"))]
    return frame.page(request, "public/providers/list.html", values, current="providers", crumbs=crumbs)


def _by_sector(
    portal: Portal, found: Iterable[Organisation], numbers: dict[int, int], words: Catalogue
) -> list[tuple[str, list[Listed]]]:
    names = words.labels(Scheme.SECTOR)
    order = {code: index for index, code in enumerate(words.scheme(Scheme.SECTOR))}
    ordered = sorted(found, key=lambda item: (order.get(item.sector, 99), item.sector, item.name, item.pk))
    return [
        (
            names.get(sector, sector),
            [
                Listed(
                    item.name,
                    portal.url(f"anbieter/{item.slug}"),
                    item.about,
                    numbers.get(item.pk, 0),
                    item.is_demo,
                )
                for item in group
            ],
        )
        for sector, group in groupby(ordered, key=lambda item: item.sector)
    ]


@dataclass(frozen=True)
class Point:
    """A contact point with its number on the map (None: not on it)."""

    name: str
    detail: str
    district: str
    number: int | None
    contact: Contact


@require_safe
def provider(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """One organisation with its contact points and offers. Four queries."""
    portal = frame.portal_of(request)
    try:
        organisation = public_organisation(slug)
    except NotFound:
        return _continued(slug)
    rows = offers.of_provider(organisation)
    points: list[ContactPoint] = list(organisation.shown)  # type: ignore[attr-defined]
    if not organisation.is_provider and not rows and not points:
        raise NotFound
    values = _values(portal, organisation, points, rows)
    listed = Link(_("Providers"), portal.url("anbieter"))
    crumbs = [listed, Link(organisation.name, portal.url(f"anbieter/{slug}"))]
    graph = [_node(portal, organisation), structured.crumbs(portal, crumbs)]
    values["jsonld"] = structured.script(graph)
    return frame.page(request, "public/providers/provider.html", values, current="providers", crumbs=crumbs)


def _continued(slug: str) -> HttpResponse:
    """The address of a merged or moved entry leads to the one that took its place. Raises NotFound otherwise."""
    successor = successor_of(slug)
    if successor is None:
        raise NotFound
    return redirect(f"/{successor.tenant.slug}/anbieter/{successor.slug}", permanent=True)


def _node(portal: Portal, organisation: Organisation) -> dict[str, Any]:
    url = absolute(portal.url(f"anbieter/{organisation.slug}"))
    return {
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": organisation.name,
        "description": organisation.about,
        "telephone": organisation.phone,
        "email": organisation.email,
        "sameAs": organisation.website,
        "areaServed": {"@type": "City", "name": portal.tenant.name},
    }


def _values(
    portal: Portal, organisation: Organisation, points: list[ContactPoint], rows: list[Any]
) -> dict[str, Any]:
    words = catalogue(portal.tenant)
    pins: list[place.Pin] = []
    shown = []
    for point in points:
        number = None
        if point.lat is not None and point.lon is not None:
            number = len(pins) + 1
            pins.append(place.Pin(number, point.lat, point.lon))
        shown.append(Point(point.name, point.detail, point.area_name, number, contact.of_point(point, words)))
    title = _("Map of the districts of %(town)s") % {"town": portal.tenant.name}
    return {
        "organisation": organisation,
        "sector": words.label(Scheme.SECTOR, organisation.sector),
        "languages": labels.joined(labels.of(words, Scheme.LANGUAGE, organisation.languages)),
        "points": shown,
        "map": place.draw(portal, pins, title=title),
        "offers": [(row, related_text(row, words)) for row in rows],
    }
