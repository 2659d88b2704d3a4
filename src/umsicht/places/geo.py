"""Geometry without a database: GeoJSON checks, boxes, distances, a flat picture of the earth for small maps."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely import affinity
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from umsicht.core.errors import BadInput

EARTH_RADIUS_KM = 6371.0088
METRES_PER_DEGREE = 111_320.0
DIGITS = 5  # about one metre


@dataclass(frozen=True, slots=True)
class Box:
    west: float
    south: float
    east: float
    north: float


def read_geometry(value: Any) -> BaseGeometry:
    """A valid polygon or multipolygon in WGS 84 from GeoJSON. Mends self-touching rings; raises BadInput otherwise."""
    if not isinstance(value, dict) or value.get("type") not in {"Polygon", "MultiPolygon"}:
        raise BadInput(_("The area must be a polygon or a multipolygon."))
    if not _finite(value.get("coordinates")):
        raise BadInput(_("The coordinates can't be read."))
    try:
        geometry = shape(value)
    except (
        ValueError,
        TypeError,
        IndexError,
        KeyError,
        AttributeError,
        shapely.errors.ShapelyError,
    ) as error:
        raise BadInput(_("The coordinates can't be read.")) from error
    if geometry.is_empty:
        raise BadInput(_("The coordinates can't be read."))
    west, south, east, north = geometry.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise BadInput(_("The coordinates are not degrees in WGS 84."))
    return _mended(geometry)


def _finite(value: Any, depth: int = 0) -> bool:
    """Nested lists of real numbers and nothing else; shapely would warn or guess."""
    if isinstance(value, list | tuple):
        return depth < 5 and bool(value) and all(_finite(part, depth + 1) for part in value)
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _mended(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.is_valid:
        return geometry
    mended = geometry.buffer(0)
    if mended.is_empty or abs(mended.area - geometry.area) > 0.01 * max(geometry.area, 1e-12):
        raise BadInput(
            _("The border crosses itself: %(why)s.") % {"why": shapely.is_valid_reason(geometry)[:80]}
        )
    return mended


def as_geojson(geometry: BaseGeometry, digits: int = DIGITS) -> dict[str, Any]:
    """GeoJSON with coordinates rounded, by default to about a metre; stays valid."""
    rounded = shapely.set_precision(geometry, 10**-digits)
    rounded = geometry if rounded.is_empty else rounded
    plain: dict[str, Any] = _round(mapping(rounded), digits)
    return plain


def _round(value: Any, digits: int) -> Any:
    if isinstance(value, dict):
        return {name: _round(part, digits) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_round(part, digits) for part in value]
    return round(value, digits) if isinstance(value, float) else value


def box_of(geometry: BaseGeometry) -> Box:
    return Box(*(round(bound, DIGITS + 1) for bound in geometry.bounds))


def inner_point(geometry: BaseGeometry) -> tuple[float, float]:
    """(lat, lon) of a point that surely lies inside, for labels."""
    point = geometry.representative_point()
    return round(point.y, DIGITS), round(point.x, DIGITS)


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in kilometres (haversine, mean earth radius)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = (
        math.sin((phi_b - phi_a) / 2) ** 2
        + math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def box_around(lat: float, lon: float, radius_km: float) -> Box:
    """The box that surely holds every point within the radius; clipped to the world."""
    height = math.degrees(radius_km / EARTH_RADIUS_KM)
    width = height / max(math.cos(math.radians(lat)), 0.01)
    return Box(max(lon - width, -180), max(lat - height, -90), min(lon + width, 180), min(lat + height, 90))


def flat(geometries: Iterable[BaseGeometry], latitude: float) -> list[BaseGeometry]:
    """Metres on a plane that fits one region: good to about 1 % over a German state."""
    stretch = METRES_PER_DEGREE * math.cos(math.radians(latitude))
    return [affinity.scale(geometry, stretch, METRES_PER_DEGREE, origin=(0, 0)) for geometry in geometries]


def touching(geometries: list[BaseGeometry], gap_m: float) -> list[tuple[int, int]]:
    """Pairs (i < j) that touch or lie at most `gap_m` metres apart."""
    if not geometries:
        return []
    middle = sum(geometry.centroid.y for geometry in geometries) / len(geometries)
    plane = flat(geometries, middle)
    found = shapely.STRtree(plane).query(plane, predicate="dwithin", distance=gap_m)
    return [(int(i), int(j)) for i, j in zip(*found, strict=True) if i < j]
