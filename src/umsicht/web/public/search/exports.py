"""A search to take along: CSV, Excel, JSON, GeoJSON for the map, and an Atom feed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.documents import Meta, Sheet, XColumn, xlsx
from umsicht.offers.interfaces.search_index import NEWEST
from umsicht.places.queries.maps import district_features
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.answers import map_answer
from umsicht.web.public import frame
from umsicht.web.public.search import table
from umsicht.web.public.search.finding import Finder
from umsicht.web.public.search.page import finder_of, heading
from umsicht.web.public.search.params import PAGE_SIZE

FEED_ENTRIES = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filename(finder: Finder, ending: str) -> str:
    return f"angebote-{finder.tenant.slug}-{clock.today().isoformat()}.{ending}"


def _attachment(body: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename={quoteattr(name)}"
    return response


def _origin(request: HttpRequest, total: int) -> dict[str, Any]:
    """Where a table comes from: definition, day and address, since a file travels without its page."""
    return {
        "definition": table.NOTE,
        "as_of": clock.today().isoformat(),
        "source": settings.SITE_URL + request.get_full_path(),
        "licence": "dl-de/by-2-0",
        "rows": total,
    }


@require_safe
def as_csv(request: HttpRequest, municipality: str = "") -> HttpResponse:
    finder = finder_of(request)
    words = catalogue(finder.tenant)
    body = csvsafe.write(table.HEADINGS, (table.cells(row, words) for row in finder.export()))
    return _attachment(body, "text/csv; charset=utf-8", _filename(finder, "csv"))


@require_safe
def as_json(request: HttpRequest, municipality: str = "") -> HttpResponse:
    finder = finder_of(request)
    words = catalogue(finder.tenant)
    rows = [table.record(row, words) for row in finder.export()]
    body = {**_origin(request, len(rows)), "offers": rows}
    text = json.dumps(body, ensure_ascii=False, cls=DjangoJSONEncoder)
    return _attachment(text.encode(), "application/json", _filename(finder, "json"))


@require_safe
def as_xlsx(request: HttpRequest, municipality: str = "") -> HttpResponse:
    finder = finder_of(request)
    words = catalogue(finder.tenant)
    rows = (table.cells(row, words) for row in finder.export())
    name = frame.portal_of(request).name
    sheet = Sheet(
        _("Offers"), [XColumn(heading) for heading in table.HEADINGS], rows, [("Umfang", table.NOTE)]
    )
    meta = Meta(
        title=f"Angebote: {name}",
        author=name,
        date=clock.today(),
        source_line=f"Quelle: {settings.SITE_URL}{request.get_full_path()}",
    )
    return _attachment(xlsx([sheet], meta=meta), XLSX, _filename(finder, "xlsx"))


@require_safe
def as_geojson(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """The page's own hits as points, numbered as in the list, on the shapes of the districts.

    Offers without a position are only in the list.
    """
    finder = finder_of(request)
    _result, rows = finder.page()
    start = (finder.params.page - 1) * PAGE_SIZE + 1
    points = [_feature(number, row) for number, row in enumerate(rows, start=start) if row["lat"] is not None]
    return map_answer(district_features(finder.tenant) + points)


def _feature(number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(row["lon"], 5), round(row["lat"], 5)]},
        "properties": {
            "number": str(number),
            "name": row["title"],
            "text": row["provider__name"],
            "id": f"a{row['id']}",
            "url": f"/{row['tenant__slug']}/angebote/{row['slug']}",
        },
    }


@require_safe
def as_feed(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """The newest offers that fit, by the day of publication."""
    body = _atom(finder_of(request), frame.portal_of(request), settings.SITE_URL + request.get_full_path())
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _atom(finder: Finder, portal: frame.Portal, own_url: str) -> str:
    result, rows = finder.newest(f"-{NEWEST}", FEED_ENTRIES)
    feed = feedgenerator.Atom1Feed(
        title=f"{portal.name}: {heading(finder.params, result.total, portal)}",
        link=settings.SITE_URL + portal.url("angebote") + finder.params.query(),
        description=table.NOTE,
        language="de",
        feed_url=own_url,
        author_name=portal.name,
    )
    for row in rows:
        feed.add_item(
            title=row["title"],
            link=table.address(row),
            description=row["summary"],
            unique_id=f"urn:uuid:{row['public_id']}",
            pubdate=row["published_at"],
            updateddate=row["updated_at"],
            author_name=row["provider__name"],
        )
    return str(feed.writeString("utf-8"))
