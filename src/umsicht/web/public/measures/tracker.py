"""The tracker: all public measures with filter, counts, map of districts, CSV and feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.errors import NotFound
from umsicht.core.paging import paginate
from umsicht.measures.enums import MeasureState
from umsicht.measures.interfaces import exports
from umsicht.measures.interfaces.forms import TrackerForm
from umsicht.measures.interfaces.planning import field_names, place_text
from umsicht.measures.interfaces.search_measures import MEASURE
from umsicht.measures.models import Measure
from umsicht.measures.queries import public as queries
from umsicht.measures.queries.measures import Wanted, history, lead_of
from umsicht.places.queries.atlas import atlas
from umsicht.places.queries.maps import district_features
from umsicht.search import matching
from umsicht.ui.nav import Link
from umsicht.web.answers import map_answer
from umsicht.web.desk.measures.common import state_tag
from umsicht.web.pagecache import depends_on
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal

PER_PAGE, MAX_FEED = 30, 50
NAMES = {"q": "text", "feld": "field", "stadtteil": "district", "stand": "state"}


def portal_of(request: HttpRequest) -> Portal:
    """Raises NotFound on the alliance's own pages, which have no measures."""
    if (portal := frame.portal_of(request)).is_alliance:
        raise NotFound
    return portal


def query_of(wanted: Wanted, **other: str) -> str:
    """The address part for what is asked for, with `other` parts in their place; empty ones fall away."""
    pairs = {name: getattr(wanted, field) for name, field in NAMES.items()} | other
    kept = {name: value for name, value in pairs.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


@require_safe
def tracker(request: HttpRequest, municipality: str) -> HttpResponse:
    portal = portal_of(request)
    form, wanted = asked(request, portal)
    values = _values(portal, form, wanted, request.GET.get("seite"))
    crumbs = [Link(_("Measures"), portal.url("massnahmen"))]
    robots = "noindex" if request.GET else ""
    return frame.page(
        request, "public/measures/tracker.html", values, current="measures", crumbs=crumbs, robots=robots
    )


def asked(request: HttpRequest, portal: Portal) -> tuple[TrackerForm, Wanted]:
    """The filter, and what it means, with what search finds by the words."""
    form = TrackerForm(request.GET, tenant=portal.tenant)
    wanted = form.wanted()
    depends_on(request, "index")
    return form, replace(wanted, ids=tuple(matching(MEASURE, wanted.text, portal.tenant.pk) or ()))


def _values(portal: Portal, form: TrackerForm, wanted: Wanted, number: str | None) -> dict[str, Any]:
    page = paginate(queries.tracker(wanted, portal.tenant), number, size=PER_PAGE)
    return {
        "form": form,
        "page": page,
        "rows": [(one, state_tag(one), facts_line(queries.without_hidden_lead(one))) for one in page],
        "states": _states(wanted, portal),
        "districts": _districts(portal),
        "query": query_of(wanted),
        "filtered": bool(query_of(wanted)),
    }


def facts_line(measure: Measure) -> str:
    """Who, where and for which field, in one line."""
    parts = [lead_of(measure), place_text(measure), ", ".join(field_names(measure))]
    return " · ".join(part for part in parts if part)


def _states(wanted: Wanted, portal: Portal) -> list[Link]:
    """Each state with its number of measures, as a link that narrows to it or, for the chosen one, widens again."""
    found = queries.counts(wanted, portal.tenant)
    base = portal.url("massnahmen")
    return [
        Link(
            label,
            base + query_of(wanted, stand="" if wanted.state == state else state),
            current=wanted.state == state,
            count=found.get(state, 0),
        )
        for state, label in MeasureState.choices
        if found.get(state) or wanted.state == state
    ]


def _districts(portal: Portal) -> list[Link]:
    """Districts with measures of their own, the list that the map draws."""
    _fields, used = queries.used()
    base = portal.url("massnahmen")
    return [
        Link(place.name, base + query_of(Wanted(), stadtteil=place.key), count=used[place.key])
        for place in atlas(portal.tenant).districts
        if used[place.key]
    ]


@require_safe
def as_csv(request: HttpRequest, municipality: str) -> HttpResponse:
    """A row for each goal of the measures in the list."""
    portal = portal_of(request)
    _form, wanted = asked(request, portal)
    found = queries.with_public_parts(queries.tracker(wanted, portal.tenant))
    response = HttpResponse(
        csvsafe.write(exports.columns(), exports.rows(found)), content_type="text/csv; charset=utf-8"
    )
    name = f"massnahmen-{portal.tenant.slug}-{clock.today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def feed(request: HttpRequest, municipality: str) -> HttpResponse:
    """The latest changes of state as an Atom feed; a measure comes again when its state changes."""
    portal = portal_of(request)
    _form, wanted = asked(request, portal)
    made = _feed(
        portal, query_of(wanted), _newest(queries.with_public_parts(queries.tracker(wanted, portal.tenant)))
    )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _feed(portal: Portal, query: str, measures: list[Measure]) -> Atom1Feed:
    made = Atom1Feed(
        title=_("Measures: %(portal)s") % {"portal": portal.name},
        link=frame.absolute(portal.url("massnahmen") + query),
        description="",
        feed_url=frame.absolute(portal.url("massnahmen.atom") + query),
        language="de",
    )
    for measure in measures:
        since, address = _since(measure), frame.absolute(portal.url(f"massnahmen/{measure.code}"))
        state = measure.get_state_display()
        made.add_item(
            title=f"{measure.title}: {state}" + (" (Demo)" if measure.is_demo else ""),
            link=address,
            description=measure.summary,
            unique_id=f"{address}#{measure.state}-{since}",
            updateddate=clock.at(since, dt.time()),
        )
    return made


def _since(measure: Measure) -> dt.date:
    rows = history(measure)
    return rows[-1].on if rows else clock.local(measure.created_at).date()


def _newest(found: Iterable[Measure]) -> list[Measure]:
    return sorted(found, key=lambda measure: (_since(measure), measure.pk), reverse=True)[:MAX_FEED]


@require_safe
def as_geojson(request: HttpRequest, municipality: str) -> HttpResponse:
    """The districts with their number of measures, for the map beside the list."""
    portal = portal_of(request)
    features = district_features(portal.tenant)
    _fields, used = queries.used()
    base = portal.url("massnahmen")
    for feature in features:
        key, count = feature["properties"]["key"], used[feature["properties"]["key"]]
        if count:
            words = _("%(name)s: %(count)s") % {"name": feature["properties"]["name"], "count": count}
            feature["properties"] |= {"on": True, "name": words, "url": f"{base}?stadtteil={key}"}
    return map_answer(features)
