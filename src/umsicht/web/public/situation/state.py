"""The crime picture of the state: all districts on a map and in an equal list, none of them ranked; then all indicators."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.places.queries.maps import district_features
from umsicht.situation.interfaces import wording
from umsicht.situation.interfaces.forms import StateForm
from umsicht.situation.interfaces.spread import Spread, spread
from umsicht.situation.queries.peers import Peer
from umsicht.situation.queries.portals import addresses
from umsicht.situation.queries.reference import reference
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import map_answer
from umsicht.web.public import frame
from umsicht.web.public.situation import common, overview
from umsicht.web.public.situation.common import Asked


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    found = common.asked(request)
    values: dict[str, Any] = {"groups": [], "place": None}
    if found is not None:
        values = overview.values_of(request, found) | _values(request, found)
    crumbs, robots = common.crumbs(frame.portal_of(request)), "noindex" if request.GET else ""
    return frame.page(
        request, "public/situation/state.html", values, current="situation", crumbs=crumbs, robots=robots
    )


@require_safe
def as_geojson(request: HttpRequest) -> HttpResponse:
    """The districts; marked are those that lie outside what is to be expected of their size."""
    found = common.needed(request)
    chosen = spread_of(request, found)
    told = _properties(chosen) if chosen is not None else {}
    features = district_features(found.portal.tenant)
    for feature in features:
        feature["properties"] |= told.get(feature["properties"]["key"], {})
    return map_answer(features)


def _properties(chosen: Spread) -> dict[str, dict[str, Any]]:
    """What the map says of each district, by key."""
    urls = _urls(chosen)
    made: dict[str, dict[str, Any]] = {}
    for peer in chosen.peers:
        code = peer.region.code
        made[code] = {"on": chosen.is_outside(peer), "name": _said(peer, chosen)}
        made[code] |= {"url": urls[code]} if code in urls else {}
    return made


def _said(peer: Peer, chosen: Spread) -> str:
    rate = wording.hidden() if peer.rate is None else wording.rate(peer.rate)
    return ": ".join([peer.region.name, ", ".join(part for part in (rate, chosen.verdict(peer)) if part)])


def spread_of(request: HttpRequest, found: Asked) -> Spread | None:
    """The districts in the indicator that the address asks for, else the first in focus; None without figures."""
    form = StateForm(request.GET, indicators=[row for row in reference().indicators if row.in_focus])
    indicator = reference().by_slug(form.chosen()) or next(
        (row for row in reference().indicators if row.in_focus), None
    )
    return spread(indicator, found.place.region) if indicator is not None else None


def _urls(chosen: Spread) -> dict[str, str]:
    """The page of the chosen indicator for each region that has a portal."""
    towns = addresses([peer.region.code for peer in chosen.peers])
    return {code: f"/{slug}/lage/{chosen.indicator.slug}" for code, slug in towns.items()}


def _values(request: HttpRequest, found: Asked) -> dict[str, Any]:
    chosen = spread_of(request, found)
    if chosen is None:
        return {}
    focus = [row for row in reference().indicators if row.in_focus]
    query = f"?kennzahl={chosen.indicator.slug}"
    return {
        "choice": StateForm({"kennzahl": chosen.indicator.slug}, indicators=focus),
        "chosen": chosen,
        "heading": heading(chosen),
        "districts": _table(chosen),
        "map_url": f"{found.portal.url('lage.geojson')}{query}",
        "files": common.files(found.url("kreise"), query),
        "state_url": found.url(chosen.indicator.slug),
        "state_lead": wording.lead(chosen.series),
    }


def heading(chosen: Spread) -> str:
    return _("%(title)s %(year)d by district") % {"title": chosen.indicator.title, "year": chosen.year}


def _table(chosen: Spread) -> Table:
    urls = _urls(chosen)
    columns = [
        Column(_("District")),
        Column(_("Cases"), numeric=True),
        Column(_("per 100,000"), numeric=True),
        Column(_("Span of chance"), numeric=True),
        Column(_("For its size")),
    ]
    return Table(
        _("Numbers: %(title)s") % {"title": heading(chosen)},
        columns,
        [_row(peer, chosen, urls) for peer in chosen.peers],
    )


def _row(peer: Peer, chosen: Spread, urls: dict[str, str]) -> list[Any]:
    name = peer.region.name
    url = urls.get(peer.region.code)
    label = format_html('<a href="{}">{}</a>', url, name) if url else name
    if peer.cases is None or peer.span is None:
        return [label, wording.hidden(), "", "", ""]
    span = wording.span(*peer.span)
    return [label, peer.cases, wording.rate(peer.rate), span, chosen.verdict(peer)]
