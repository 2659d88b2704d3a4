"""The search page: parameters in, HTML out. Also drawn without JavaScript; an address says everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from umsicht.core import clock, numbers
from umsicht.enquiries.queries.figures import figures
from umsicht.search import Result
from umsicht.ui.facets import options
from umsicht.ui.nav import Link
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.pagecache import depends_on
from umsicht.web.public import frame, gaps
from umsicht.web.public.search import urgent
from umsicht.web.public.search.facets import BY_NAME, GROUPS, Group, sort_labels
from umsicht.web.public.search.finding import Finder
from umsicht.web.public.search.hits import Reader
from umsicht.web.public.search.params import MAX_PAGE, PAGE_SIZE, RADII, SearchParams

Json = dict[str, Any]
MAX_OPTIONS = 16
"""Of a group ordered by count; rarer ones are found by words, and the page stays small."""


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int | None
    checked: bool


@dataclass(frozen=True)
class Shown:
    legend: str
    param: str
    options: Sequence[Option]
    shown: int
    active: bool


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


def finder_of(request: HttpRequest) -> Finder:
    """The search that an address means, in its portal; tells the page cache what the page hangs on."""
    portal = frame.portal_of(request)
    depends_on(request, "index", "state")
    return Finder(portal.tenant, frame.state_of(request), SearchParams.read(request.GET))


@require_safe
def results(request: HttpRequest, municipality: str = "") -> HttpResponse:
    finder, portal = finder_of(request), frame.portal_of(request)
    params = finder.params
    gaps.note_search(request, finder, *finder.page())
    return frame.page(
        request,
        "public/search/page.html",
        shown(finder, portal),
        current="offers",
        crumbs=[Link(_("Offers"), portal.url("angebote"), current=True)],
        path=portal.url("angebote") + replace(params, view="").query(),
        robots="noindex, follow" if params.text or params.active > 1 or params.page > 1 else "",
    )


def shown(finder: Finder, portal: frame.Portal) -> Json:
    """What the template needs. At most two queries, in Finder.page()."""
    params, words = finder.params, catalogue(finder.tenant)
    result, rows = finder.page()
    chosen = _chosen(params, result)
    reader = Reader(
        words,
        result.highlight,
        chosen,
        clock.today(),
        show_town=portal.is_alliance or params.neighbours,
        reply_days=figures(portal.tenant).reply_days,
    )
    first = (params.page - 1) * PAGE_SIZE + 1
    return {
        **_facets(params, result, words, finder),
        "params": params,
        "place": portal.place,
        "heading": heading(params, result.total, portal),
        "hits": reader.drawn_beside_map(rows, first) if params.view else reader.drawn(rows),
        "pages": min(ceil(result.total / PAGE_SIZE), MAX_PAGE) or 1,
        "first": first,
        "chips": chips(portal, params, result, words, finder),
        "also": _also(result),
        "degraded": result.degraded,
        "urgent": urgent.notice(params.text),
        "elsewhere": elsewhere(portal, params.text),
        "districts": options(((place.key, place.name) for place in finder.atlas.districts), params.near),
        "radii": options(((km, f"{km} km") for km in RADII), params.radius),
        "sorts": options(sort_labels(near=finder.near is not None), params.sort),
        "kept": _pairs(params, {"q", "ohne", "genau", "sort", "ansicht"}),
        "kept_for_sort": [pair for pair in params.on_page(1).pairs() if pair[0] != "sort"],
        "hints": hints(portal, params),
        "urls": addresses(portal, params),
    }


def _facets(params: SearchParams, result: Result, words: Catalogue, finder: Finder) -> Json:
    """The groups in sight, and those behind "more filters", which opens when one of them is in use."""
    drawn = [(group.main, _group(group, params, result, words, finder)) for group in GROUPS]
    more = [shown for main, shown in drawn if shown and not main]
    return {
        "main_groups": [shown for main, shown in drawn if shown and main],
        "more_groups": more,
        "more_open": any(group.active for group in more),
    }


def _chosen(params: SearchParams, result: Result) -> Mapping[str, tuple[str, ...]]:
    """Filters set by hand and filters understood from the words."""
    found = dict(params.chosen)
    for recognised in result.recognised:
        if recognised.facet and recognised.code:
            found[recognised.facet] = (*found.get(recognised.facet, ()), recognised.code)
    return found


def heading(params: SearchParams, total: int, portal: frame.Portal) -> str:
    number = numbers.show(total)
    if params.text:
        return ngettext("%(number)s offer for “%(text)s”", "%(number)s offers for “%(text)s”", total) % {
            "number": number,
            "text": params.text,
        }
    return ngettext("%(number)s offer in %(place)s", "%(number)s offers in %(place)s", total) % {
        "number": number,
        "place": portal.place,
    }


def _group(
    group: Group, params: SearchParams, result: Result, words: Catalogue, finder: Finder
) -> Shown | None:
    """A facet as it is drawn; None when it has nothing to choose from."""
    if group.local and finder.tenant.is_state:
        return None
    counts = result.facets.get(group.name, {})
    labels = group.labels(words, finder)
    active = params.chosen.get(group.name, ())
    if not group.main and not group.shown and not active:
        return None
    known = [code for code in labels if counts.get(code) or code in active]
    if group.by_count:
        known.sort(key=lambda code: (-counts.get(code, 0), labels[code]))
        known = [code for index, code in enumerate(known) if index < MAX_OPTIONS or code in active]
    if not known or (len(known) == 1 and not active and counts.get(known[0]) == result.total):
        return None
    options = [Option(code, labels[code], counts.get(code, 0), code in active) for code in known]
    return Shown(str(group.legend), group.param, options, 6 if group.main else 5, bool(active))


def chips(
    portal: frame.Portal, params: SearchParams, result: Result, words: Catalogue, finder: Finder
) -> list[Chip]:
    """Every active filter as a link to the search without it, also those understood from the words."""
    here = portal.url("angebote")
    found = []
    for name, codes in params.chosen.items():
        labels = BY_NAME[name].labels(words, finder)
        found += [Chip(labels.get(code, code), here + params.toggled(name, code).query()) for code in codes]
    for recognised in result.recognised:
        less = replace(params, removed=params.removed | {recognised.key}, page=1)
        found.append(Chip(recognised.label, here + less.query()))
    if params.near:
        place = finder.atlas.district(params.near)
        label = _("near %(place)s") % {"place": place.name if place else _("your position")}
        label += f", {params.radius} km" if params.radius else ""
        found.append(Chip(label, here + replace(params, near="", radius=0, page=1).query()))
    if params.neighbours:
        found.append(
            Chip(_("also from neighbouring towns"), here + replace(params, neighbours=False, page=1).query())
        )
    return found


def _also(result: Result) -> SafeString:
    """Related words the engine added, as a sentence part: “Ausgrenzung, Bullying und Cybermobbing”."""
    added = list(dict.fromkeys(word for expansion in result.expansions for word in expansion.also))[:6]
    marked = [f"<em>{conditional_escape(word)}</em>" for word in added]
    if len(marked) < 2:
        return mark_safe("".join(marked))  # noqa: S308 - escaped above
    return mark_safe(_("%(first)s and %(last)s") % {"first": ", ".join(marked[:-1]), "last": marked[-1]})  # noqa: S308 - escaped above


def _pairs(params: SearchParams, kept: Iterable[str]) -> list[tuple[str, str]]:
    """What the filter form must send along, since it has no field for it."""
    wanted = set(kept)
    return [pair for pair in params.on_page(1).pairs() if pair[0] in wanted]


def hints(portal: frame.Portal, params: SearchParams) -> list[Link]:
    """What to try when nothing was found; the first is the most promising."""
    here = portal.url("angebote")
    found = []
    if params.active:
        found.append(Link(_("Search without filters"), here + SearchParams(text=params.text).query()))
    if not portal.is_alliance and not params.neighbours:
        found.append(
            Link(
                _("Also look in neighbouring towns"), here + replace(params, neighbours=True, page=1).query()
            )
        )
        found.append(Link(_("Search in all of Saxony"), "/angebote" + SearchParams(text=params.text).query()))
    if params.exact:
        found.append(Link(_("Search related words, too"), here + replace(params, exact=False).query()))
    found.append(Link(_("Browse by topic"), portal.url("themen")))
    found.append(Link(_("See who helps at once"), portal.url("hilfe")))
    return found


def elsewhere(portal: frame.Portal, text: str) -> list[Link]:
    """The same words among what the town does and what its council advised on; they are no offers and cost nothing here."""
    if portal.is_alliance or not text:
        return []
    query = f"?{urlencode({'q': text})}"
    return [
        Link(_("Search the measures of the town"), portal.url("massnahmen") + query),
        Link(_("Search the papers of the council"), portal.url("praeventionsrat/vorlagen") + query),
    ]


def addresses(portal: frame.Portal, params: SearchParams) -> Json:
    here, first = portal.url("angebote"), params.on_page(1)
    query = replace(first, view="").query()
    return {
        "page": here,
        "reset": here + SearchParams(text=params.text).query(),
        "exact": here + replace(first, exact=True, removed=frozenset()).query(),
        "inexact": here + replace(first, exact=False).query(),
        "list": here + query,
        "map": here + replace(first, view="karte").query(),
        "geojson": f"{here}.geojson{params.query()}",
        "csv": f"{here}.csv{query}",
        "json": f"{here}.json{query}",
        "xlsx": f"{here}.xlsx{query}",
        "feed": f"{here}.atom{query}",
        "save": portal.url("suche-merken") + replace(first, view="", sort="").query(),
        "need": portal.url("wobei"),
        "opensearch": portal.url("opensearch.xml"),
        "share": settings.SITE_URL + here + query,
    }
