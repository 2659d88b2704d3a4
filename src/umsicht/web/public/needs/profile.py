"""The profile of a town and of its districts: page and PDF. Measures and meetings come from their packages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.core.documents import Block, blocks
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.portal import past_meetings
from umsicht.measures.queries.measures import Wanted
from umsicht.measures.queries.public import tracker
from umsicht.places.queries.atlas import atlas
from umsicht.situation.interfaces import profile_sheet as sheet
from umsicht.situation.interfaces import profile_tables as tables
from umsicht.situation.interfaces.need_words import confirmed_text
from umsicht.situation.queries.profile import Profile, profile
from umsicht.ui.nav import Link
from umsicht.web.pagecache import depends_on
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.needs.common import portal_of
from umsicht.web.public.situation import common as situation
from umsicht.web.public.situation.common import ways

MEETINGS, MEASURES = 5, 12


@require_safe
def town(request: HttpRequest, municipality: str) -> HttpResponse:
    return _page(request, "")


@require_safe
def district(request: HttpRequest, municipality: str, district: str) -> HttpResponse:
    return _page(request, district)


@require_safe
def town_pdf(request: HttpRequest, municipality: str) -> HttpResponse:
    return _pdf(request, "")


@require_safe
def district_pdf(request: HttpRequest, municipality: str, district: str) -> HttpResponse:
    return _pdf(request, district)


def _page(request: HttpRequest, key: str) -> HttpResponse:
    portal = portal_of(request)
    depends_on(request, "state")
    found = profile(portal.tenant, key)
    address = portal.url("lage/profil")
    crumbs = situation.crumbs(portal, Link(_("Profile"), address))
    if key:
        crumbs.append(Link(found.name, f"{address}/{key}"))
    values = _values(portal, found) | {"pdf": f"{address}/{key}.pdf" if key else f"{address}.pdf"}
    return frame.page(request, "public/needs/profile.html", values, current="situation", crumbs=crumbs)


def _values(portal: Portal, found: Profile) -> dict[str, Any]:
    return {
        "profile": found,
        "title": sheet.title_of(found),
        "facts": sheet.facts(found),
        "facilities": [
            Link(
                label, f"{portal.url('einrichtungen')}?{_query(art=kind, stadtteil=found.key)}", count=number
            )
            for kind, label, number in found.facilities
        ],
        "fields": tables.counts(found.fields, _("Problem field"), _search(portal, found, "thema")),
        "audiences": tables.counts(found.audiences, _("For whom"), _search(portal, found, "fuer")),
        "factors": tables.factors(found),
        "crime": tables.crime(found),
        "crime_note": sheet.crime_note(found),
        "crime_sources": sheet.crime_source(found) if found.crime else "",
        "needs": [(need, confirmed_text(need)) for need in found.needs],
        "measures": list(_measures(portal, found)[:MEASURES]),
        "meetings": _meetings(found),
        "districts": _districts(portal),
        "ways": ways(portal, "lage/profil"),
    }


def _query(**values: str) -> str:
    return urlencode({name: value for name, value in values.items() if value})


def _search(portal: Portal, found: Profile, name: str) -> Any:
    """Draws the label of a term as a link to its offers."""

    def draw(code: str, label: str) -> Any:
        query = _query(**{name: code, "stadtteil": found.key})
        return format_html('<a href="{}?{}">{}</a>', portal.url("angebote"), query, label)

    return draw


def _measures(portal: Portal, found: Profile) -> Any:
    return tracker(Wanted(district=found.key), portal.tenant)


def _meetings(found: Profile) -> list[tuple[str, Any]]:
    """The council meets for the whole town: (what, meeting), the latest first."""
    if found.district is not None:
        return []
    return [(title_of(one.body), one) for one in past_meetings()[:MEETINGS]]


def _districts(portal: Portal) -> list[Link]:
    base = portal.url("lage/profil")
    return [Link(place.name, f"{base}/{place.key}") for place in atlas(portal.tenant).districts]


def _pdf(request: HttpRequest, key: str) -> HttpResponse:
    portal = portal_of(request)
    depends_on(request, "state")
    found = profile(portal.tenant, key)
    response = HttpResponse(sheet.pdf(found, _blocks(portal, found)), content_type="application/pdf")
    name = f"profil-{portal.tenant.slug}{f'-{key}' if key else ''}-{clock.today().isoformat()}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _blocks(portal: Portal, found: Profile) -> list[Block]:
    """What this profile adds from the packages beside: measures, and the meetings of the council."""
    parts: list[Block] = []
    measures = [f"{one.title}: {one.get_state_display()}" for one in _measures(portal, found)[:MEASURES]]
    if measures:
        parts += [blocks.heading(_("Measures")), blocks.bullets(measures)]
    meetings = [
        f"{title}, {date_format(clock.local(one.starts_at), 'd.m.Y')}" for title, one in _meetings(found)
    ]
    if meetings:
        parts += [blocks.heading(_("Latest meetings")), blocks.bullets(meetings)]
    return parts
