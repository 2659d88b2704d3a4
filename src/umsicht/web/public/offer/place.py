"""The small map of an offer or a provider: the districts as SVG, its own one marked, numbered pins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from umsicht.offers.enums import PlaceMode
from umsicht.offers.models import Offer
from umsicht.places.queries.maps import Picture, district_picture
from umsicht.web.public.frame import Portal

WIDTH = 360


@dataclass(frozen=True)
class Pin:
    """A point with its number in the list beside the map."""

    number: int
    lat: float
    lon: float


@dataclass(frozen=True)
class Map:
    svg: SafeString
    source: str
    licence: str


@lru_cache(maxsize=64)
def _ground(picture: Picture) -> str:
    return "".join(f'<path class="m-area" d="{shape.path}"/>' for shape in picture.shapes)


def draw(portal: Portal, pins: Iterable[Pin], *, marked: Iterable[str] = (), title: str) -> Map | None:
    """None where the town has no districts on record, or nothing to show on them."""
    picture = district_picture(portal.tenant, width=WIDTH)
    if picture is None:
        return None
    keys = set(marked)
    strong = "".join(
        f'<path class="m-area m-area--on" d="{s.path}"/>' for s in picture.shapes if s.key in keys
    )
    spots = [(pin, spot) for pin in pins if (spot := picture.project(pin.lat, pin.lon)) is not None]
    if not spots and not strong:
        return None
    dots = "".join(
        f'<circle class="m-pin" cx="{x:g}" cy="{y:g}" r="11"/>'
        f'<text class="c-on c-mid c-strong" x="{x:g}" y="{y + 5:g}">{pin.number}</text>'
        for pin, (x, y) in spots
    )
    svg = (
        f'<svg class="um-chart" viewBox="{picture.view_box}" role="img" aria-labelledby="karte-t">'
        f'<title id="karte-t">{conditional_escape(title)}</title>{_ground(picture)}{strong}{dots}</svg>'
    )
    return Map(mark_safe(svg), picture.source, picture.licence)  # noqa: S308 - own shapes; the title is escaped


def picture(offer: Offer, portal: Portal) -> Map | None:
    """Where an offer takes place. None when it only comes to you, is online, or its place is not known."""
    at_a_place = {PlaceMode.VENUE, PlaceMode.AT_PROVIDER} & set(offer.place_modes)
    if not at_a_place or offer.lat is None or offer.lon is None:
        return None
    title = _("Map of the districts of %(town)s") % {"town": portal.tenant.name}
    if offer.area_name:
        title = _("Map of the districts of %(town)s; %(district)s is marked") % {
            "town": portal.tenant.name,
            "district": offer.area_name,
        }
    return draw(portal, [Pin(1, offer.lat, offer.lon)], marked=[offer.area_key], title=title)
