"""Reads of areas that ask the database: one area, all areas of a place, points and their areas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import shapely
from django.db.models import Q, QuerySet
from shapely.geometry.base import BaseGeometry

from umsicht.core.memory import Memory
from umsicht.places.enums import AreaKind
from umsicht.places.geo import Box, read_geometry
from umsicht.places.models import Area

Point = tuple[float, float]
"""(lat, lon) in degrees."""


def area(kind: str, key: str) -> Area | None:
    return Area.objects.filter(kind=kind, key=key).first()


def areas_of(kind: str, municipality_key: str = "") -> QuerySet[Area]:
    """All areas of a kind, by name; for districts of a city those of one municipality."""
    areas = Area.objects.filter(kind=kind).order_by("name", "key")
    return areas.filter(municipality_key=municipality_key) if municipality_key else areas


def areas_in(box: Box, kind: str) -> QuerySet[Area]:
    """Areas whose box meets the given one."""
    return Area.objects.filter(
        kind=kind, west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south
    ).order_by("name", "key")


def point_in_area(
    lat: float, lon: float, kind: str = AreaKind.MUNICIPALITY, municipality_key: str = ""
) -> Area | None:
    """The area that holds a point; on a shared border the first by name. One query, exact geometry only for its box."""
    return points_in_areas([(lat, lon)], kind, municipality_key)[0]


def points_in_areas(
    points: Sequence[Point], kind: str = AreaKind.MUNICIPALITY, municipality_key: str = ""
) -> list[Area | None]:
    """For each point its area or None, in one query for all of them."""
    if not points:
        return []
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    candidates = areas_in(Box(min(lons), min(lats), max(lons), max(lats)), kind)
    if municipality_key:
        candidates = candidates.filter(municipality_key=municipality_key)
    areas = list(candidates)
    return [_first_with(areas, lat, lon) for lat, lon in points]


def _first_with(areas: Iterable[Area], lat: float, lon: float) -> Area | None:
    point = shapely.Point(lon, lat)
    for candidate in areas:
        in_box = candidate.west <= lon <= candidate.east and candidate.south <= lat <= candidate.north
        if in_box and shape_of(candidate).covers(point):
            return candidate
    return None


_shapes: Memory[BaseGeometry] = Memory(1000)


def shape_of(area: Area) -> BaseGeometry:
    """The geometry, prepared for quick tests and kept by primary key and revision."""
    held = _shapes.get(area.pk, area.revision)
    if held is not None:
        return held
    geometry = read_geometry(area.geometry)
    shapely.prepare(geometry)
    return _shapes.keep(area.pk, area.revision, geometry)


def neighbours_of(kind: str, key: str) -> list[Area]:
    """Areas of the same kind that share a border (gap of at most 300 m), by name, without geometry."""
    return list(
        Area.objects.filter(Q(neighbours__kind=kind, neighbours__key=key), kind=kind)
        .defer("geometry")
        .order_by("name", "key")
    )
