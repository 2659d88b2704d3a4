"""The directory of institutions: schools, day-care centres, school social work and more, with map, list and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.paging import paginate
from umsicht.directory.enums import ContactPointKind
from umsicht.directory.models import ContactPoint
from umsicht.directory.queries.contact_points import public_points
from umsicht.places.queries.atlas import atlas
from umsicht.places.queries.maps import district_features
from umsicht.ui.nav import Link
from umsicht.web.answers import map_answer
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal

PER_PAGE = 40
MAX_POINTS = 600
KINDS = (
    ContactPointKind.SCHOOL,
    ContactPointKind.DAYCARE,
    ContactPointKind.SCHOOL_SOCIAL_WORK,
    ContactPointKind.VOCATIONAL_HELP,
    ContactPointKind.VENUE,
)


@dataclass(frozen=True)
class Asked:
    """What the address says; unknown words fall away."""

    kind: str
    district: str
    text: str

    @property
    def query(self) -> str:
        pairs = [("art", self.kind), ("stadtteil", self.district), ("q", self.text)]
        kept = [(name, value) for name, value in pairs if value]
        return f"?{urlencode(kept)}" if kept else ""


def _asked(request: HttpRequest, portal: Portal) -> Asked:
    kind, district = request.GET.get("art", ""), request.GET.get("stadtteil", "")
    return Asked(
        kind if kind in KINDS else "",
        district if atlas(portal.tenant).district(district) else "",
        " ".join(request.GET.get("q", "").split())[:80],
    )


def _found(asked: Asked) -> Any:
    return public_points(
        kind=asked.kind, kinds=() if asked.kind else KINDS, area_key=asked.district, text=asked.text
    )


@require_safe
def facilities(request: HttpRequest, municipality: str) -> HttpResponse:
    """The list with filters. Three queries."""
    portal = frame.portal_of(request)
    asked = _asked(request, portal)
    page = paginate(_found(asked), request.GET.get("seite"), size=PER_PAGE)
    values = {
        "asked": asked,
        "page": page,
        "kinds": [(kind.value, str(kind.label)) for kind in KINDS],
        "districts": [(item.key, item.name) for item in atlas(portal.tenant).districts],
        "active": bool(asked.kind) + bool(asked.district) + bool(asked.text),
    }
    crumbs = [Link(_("Institutions"), portal.url("einrichtungen"))]
    robots = "noindex" if asked.query else ""
    return frame.page(request, "public/facilities/list.html", values, crumbs=crumbs, robots=robots)


def _cells(point: ContactPoint) -> tuple[Any, ...]:
    return (
        point.get_kind_display(), point.name, point.detail, point.organisation.name, point.street,
        point.postal_code, point.city, point.area_name, point.phone, point.website, point.lat, point.lon, point.source,
    )  # fmt: skip


HEADINGS = (
    "Art", "Name", "Angaben", "Träger", "Straße", "PLZ", "Ort", "Stadtteil", "Telefon", "Website", "Breite", "Länge",
    "Quelle",
)  # fmt: skip


@require_safe
def as_csv(request: HttpRequest, municipality: str) -> HttpResponse:
    """All institutions of the list, not only its page."""
    portal = frame.portal_of(request)
    body = csvsafe.write(HEADINGS, (_cells(point) for point in _found(_asked(request, portal))))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    name = f"einrichtungen-{portal.tenant.slug}-{clock.today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def as_geojson(request: HttpRequest, municipality: str) -> HttpResponse:
    """Districts and points for the map beside the list."""
    portal = frame.portal_of(request)
    points = [
        point
        for point in _found(_asked(request, portal))[:MAX_POINTS]
        if point.lat is not None and point.lon is not None
    ]
    pins = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
            "properties": {"name": point.name, "text": point.street, "id": f"e{point.pk}"},
        }
        for point in points
    ]
    return map_answer(district_features(portal.tenant) + pins)
