"""The dates page, its calendar and its feed."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from umsicht.core import clock
from umsicht.core.paging import paginate_list
from umsicht.offers.interfaces.calendar import Entry, calendar_of
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import PLAIN, Catalogue, catalogue
from umsicht.web.pagecache import depends_on
from umsicht.web.public import finder, frame
from umsicht.web.public.dates.window import Window, in_month, upcoming
from umsicht.web.public.frame import Portal
from umsicht.web.public.home.parts import DateItem, date_items

PER_PAGE = 60
MAX_FEED = 50


def _by_day(items: list[DateItem]) -> list[tuple[Any, list[DateItem]]]:
    return [(day, list(group)) for day, group in groupby(items, key=lambda item: item.day.date())]


def _topics(words: Catalogue) -> list[tuple[str, str]]:
    """Themes and further topics in plain words, for the filter."""
    entries = [*words.children(Scheme.PROBLEM_FIELD), *words.children(Scheme.TOPIC)]
    return [(entry.code, entry.label(PLAIN)) for entry in entries]


@require_safe
def dates(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """A month's dates day by day."""
    depends_on(request, "state")
    portal = frame.portal_of(request)
    words = catalogue(portal.tenant)
    window = Window.read(request.GET, words)
    found = in_month(portal, window, words)
    crumbs = [Link(_("Dates"), portal.url("termine"))]
    values = _values(portal, window, words, found)
    plain = not request.GET.keys() - {"monat"}
    return frame.page(
        request,
        "public/dates/list.html",
        values,
        current="dates",
        crumbs=crumbs,
        robots="" if plain else "noindex",
    )


def _values(portal: Portal, window: Window, words: Catalogue, found: list[Any]) -> dict[str, Any]:
    page = paginate_list(found, window.page, size=PER_PAGE)
    return {
        "window": window,
        "month": date_format(window.month, "F Y") if window.month else "",
        "days": _by_day(date_items(page.items, portal)),
        "count": page.total,
        "page": page,
        "topics": _topics(words),
        "audiences": words.choices(Scheme.AUDIENCE),
        "earlier": window.query(month=window.earlier) if window.month and window.earlier else "",
        "start": window.query(month=None),
        "later": window.query(month=window.later),
        "later_name": date_format(window.later, "F Y"),
        "toggle_steady": window.query(steady=not window.steady),
        "feed_query": window.query(month=None),
    }


@require_safe
def calendar(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """A calendar to subscribe to: the offers with dates in the coming year, series as series, with time zone."""
    depends_on(request, "state")
    portal = frame.portal_of(request)
    words = catalogue(portal.tenant)
    found = upcoming(portal, Window.read(request.GET, words), words)
    entries = [
        Entry(item.offer, frame.absolute(f"/{item.offer.tenant.slug}/angebote/{item.offer.slug}"))
        for item in found
    ]
    with scope(tenant=sorted(finder.scope_of(portal))):
        body = calendar_of(_("Dates: %(portal)s") % {"portal": portal.name}, entries)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="termine.ics"'
    return response


@require_safe
def feed(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """The next dates as an Atom feed; an offer's entry is new again when its next date is."""
    depends_on(request, "state")
    portal = frame.portal_of(request)
    words = catalogue(portal.tenant)
    window = Window.read(request.GET, words)
    found = upcoming(portal, window, words)[:MAX_FEED]
    made = Atom1Feed(
        title=_("Dates: %(portal)s") % {"portal": portal.name},
        link=frame.absolute(portal.url("termine")),
        description="",
        feed_url=frame.absolute(portal.url("termine.atom") + window.query(month=None)),
        language="de",
    )
    for item, date in zip(found, date_items(found, portal), strict=True):
        made.add_item(
            title=f"{date_format(date.day, 'd.m.Y')}: {date.title}" + (" (Demo)" if date.demo else ""),
            link=frame.absolute(date.url),
            description=f"{date.text}. {item.offer.summary}",
            unique_id=f"urn:uuid:{item.offer.public_id}#{clock.local(item.starts_at):%Y%m%dT%H%M}",
            updateddate=item.offer.updated_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
