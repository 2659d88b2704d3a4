"""Suggestions while somebody types: topics, offers and providers, as a small JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.directory.queries import organisations
from umsicht.offers.interfaces.search_index import OFFER, PROVIDER
from umsicht.offers.queries import offers
from umsicht.search import Suggestion, suggest
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.public import frame
from umsicht.web.public.search.facets import BY_NAME
from umsicht.web.public.search.finding import Finder
from umsicht.web.public.search.page import finder_of
from umsicht.web.public.search.params import SearchParams

LIMIT = 5
ASKED = 12
"""More than is shown: words and districts of other towns fall away."""
Item = dict[str, str]
_SCHEMES = tuple(Scheme.values)


@require_safe
def suggestions(request: HttpRequest, municipality: str = "") -> HttpResponse:
    finder, portal = finder_of(request), frame.portal_of(request)
    text = finder.params.text
    body = {"q": text, "groups": groups(text, finder, portal) if len(text) >= 2 else []}
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")


def groups(text: str, finder: Finder, portal: frame.Portal) -> list[dict[str, Any]]:
    """Suggestions by kind, each with the address it leads to; kinds without any are left out."""
    readers = {
        "terms": (_("Topics"), lambda items: _words(items, finder, portal)),
        "filters": (_("Narrow down"), lambda items: _filters(items, finder, portal)),
        OFFER: (_("Offers"), lambda items: _offers(items, finder)),
        PROVIDER: (_("Providers"), lambda items: _providers(items, finder)),
    }
    found = []
    for group in suggest(text, tenants=finder.tenants, limit=ASKED):
        if group.name in readers:
            label, read = readers[group.name]
            if items := read(group.items)[:LIMIT]:
                found.append({"label": label, "items": items})
    return found


def _words(items: Iterable[Suggestion], finder: Finder, portal: frame.Portal) -> list[Item]:
    """Words of the vocabulary in force here; what another town added for itself is left out."""
    here, known = portal.url("angebote"), catalogue(finder.tenant)
    return [
        {"text": item.text, "url": here + SearchParams(text=item.text).query()}
        for item in items
        if any(known.get(scheme, item.code) for scheme in _SCHEMES)
    ]


def _filters(items: Iterable[Suggestion], finder: Finder, portal: frame.Portal) -> list[Item]:
    """A filter named by its label: the list with just this filter set. The code is "<facet>:<code>"."""
    here, words, found = portal.url("angebote"), catalogue(finder.tenant), []
    for item in items:
        facet, _colon, code = item.code.partition(":")
        if facet in BY_NAME and code in BY_NAME[facet].labels(words, finder):
            found.append({"text": item.text, "url": here + SearchParams(chosen={facet: (code,)}).query()})
    return found


def _offers(items: Iterable[Suggestion], finder: Finder) -> list[Item]:
    rows = offers.titles([item.id for item in items if item.id is not None], finder.scope())
    return [
        {
            "text": row["title"],
            "note": row["provider__name"],
            "url": f"/{row['tenant__slug']}/angebote/{row['slug']}",
        }
        for row in rows
    ]


def _providers(items: Iterable[Suggestion], finder: Finder) -> list[Item]:
    found = organisations.by_ids([item.id for item in items if item.id is not None], finder.scope())
    return [{"text": row.name, "url": f"/{row.tenant.slug}/anbieter/{row.slug}"} for row in found]
