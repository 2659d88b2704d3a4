"""Small maps: simplified GeoJSON for the browser and ready SVG paths for pages without script."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from shapely.geometry.base import BaseGeometry

from umsicht.core.memory import Memory
from umsicht.places.enums import AreaKind
from umsicht.places.geo import METRES_PER_DEGREE, as_geojson
from umsicht.places.models import Area
from umsicht.places.queries.areas import areas_of, shape_of
from umsicht.tenancy.models import Tenant

MAX_GEOJSON_BYTES = 60_000
_TOLERANCES_M = (10, 20, 40, 80, 160, 320, 640, 1280, 2560)


@dataclass(frozen=True)
class Shape:
    """One area of an SVG map; `path` is the d attribute, (x, y) a place for its label."""

    key: str
    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """An SVG map. `source` and `licence` must stand beside it. project() puts points on it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    source: str
    licence: str
    west: float
    north: float
    x_scale: float
    y_scale: float

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"

    def project(self, lat: float, lon: float) -> tuple[float, float] | None:
        """(x, y) of a point, or None if it lies outside the picture."""
        x, y = round((lon - self.west) * self.x_scale, 1), round((self.north - lat) * self.y_scale, 1)
        return (x, y) if 0 <= x <= self.width and 0 <= y <= self.height else None


def picture(areas: Iterable[Area], *, width: float = 480, tolerance: float = 0.6) -> Picture | None:
    """Draw areas with north up, `width` units wide; lines are simplified to `tolerance` units. None without areas."""
    areas = list(areas)
    if not areas:
        return None
    west, east = min(area.west for area in areas), max(area.east for area in areas)
    south, north = min(area.south for area in areas), max(area.north for area in areas)
    x_scale = width / max(east - west, 1e-9)
    y_scale = x_scale / math.cos(math.radians((south + north) / 2))
    shapes = []
    for area in areas:
        outline = shape_of(area).simplify(tolerance / x_scale, preserve_topology=True)
        path = "".join(_ring(ring, west, north, x_scale, y_scale) for ring in _rings(outline))
        x, y = _place(area.lat, area.lon, west, north, x_scale, y_scale)
        shapes.append(Shape(area.key, area.name, path, x, y))
    return Picture(
        width=round(width, 1),
        height=round((north - south) * y_scale, 1),
        shapes=tuple(shapes),
        source=areas[0].source,
        licence=areas[0].licence,
        west=west,
        north=north,
        x_scale=x_scale,
        y_scale=y_scale,
    )


def geojson(areas: Iterable[Area], *, max_bytes: int = MAX_GEOJSON_BYTES) -> str:
    """A feature collection (key, name) as small as `max_bytes` allows: borders are simplified step by step.

    Neighbours are simplified one by one, so hairline gaps may show; never use it to decide where a point lies.
    """
    areas = list(areas)
    text = ""
    for metres in _TOLERANCES_M:
        text = json.dumps(_collection(areas, metres), ensure_ascii=False, separators=(",", ":"))
        if len(text.encode()) <= max_bytes:
            break
    return text


def _collection(areas: list[Area], metres: float) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "source": areas[0].source if areas else "",
        "licence": areas[0].licence if areas else "",
        "features": [
            {
                "type": "Feature",
                "id": area.key,
                "properties": {"key": area.key, "name": area.name},
                "geometry": as_geojson(
                    shape_of(area).simplify(metres / METRES_PER_DEGREE, preserve_topology=True),
                    digits=5 if metres < 80 else 4 if metres < 640 else 3,
                ),
            }
            for area in areas
        ],
    }


def _rings(geometry: BaseGeometry) -> Iterable[Any]:
    for polygon in getattr(geometry, "geoms", [geometry]):
        yield polygon.exterior
        yield from polygon.interiors


def _place(
    lat: float, lon: float, west: float, north: float, x_scale: float, y_scale: float
) -> tuple[float, float]:
    return round((lon - west) * x_scale, 1), round((north - lat) * y_scale, 1)


def _ring(ring: Any, west: float, north: float, x_scale: float, y_scale: float) -> str:
    """Absolute start, then relative steps in tenths: about half as long as absolute coordinates."""
    points = [
        (round((lon - west) * x_scale * 10), round((north - lat) * y_scale * 10))
        for lon, lat, *_height in ring.coords
    ]
    steps = [f"M{points[0][0] / 10:g} {points[0][1] / 10:g}l"]
    for (x_a, y_a), (x_b, y_b) in pairwise(points[:-1]):
        if (x_a, y_a) != (x_b, y_b):
            steps.append(f"{(x_b - x_a) / 10:g} {(y_b - y_a) / 10:g} ")
    return "".join(steps).rstrip() + "z"


@dataclass(frozen=True)
class _Drawn:
    picture: Picture | None


_pictures: Memory[_Drawn] = Memory(64)


def district_picture(tenant: Tenant, *, width: float = 480) -> Picture | None:
    """The districts of a tenant's city, kept per process under its content version; None where there are none."""
    held = _pictures.get((tenant.pk, width), tenant.content_version)
    if held is None:
        areas = areas_of(AreaKind.CITY_DISTRICT, tenant.key) if len(tenant.key) == 8 else ()
        held = _pictures.keep((tenant.pk, width), tenant.content_version, _Drawn(picture(areas, width=width)))
    return held.picture


_shapes: Memory[str] = Memory(64)


def district_features(tenant: Tenant) -> list[dict[str, Any]]:
    """The districts of a tenant's city, or of the state, as features with key and name. The caller may add to them."""
    text = _shapes.get(tenant.pk, tenant.content_version)
    if text is None:
        areas = (
            areas_of(AreaKind.DISTRICT) if tenant.is_state else areas_of(AreaKind.CITY_DISTRICT, tenant.key)
        )
        text = _shapes.keep(tenant.pk, tenant.content_version, geojson(areas))
    found: list[dict[str, Any]] = json.loads(text)["features"]
    return found
