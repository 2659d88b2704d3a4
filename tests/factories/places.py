"""Square areas for tests, a tenth of a degree wide unless said otherwise."""

from __future__ import annotations

import itertools
from typing import Any

from umsicht.places.enums import AreaKind
from umsicht.places.models import Area

_count = itertools.count(1001)  # four digits: names sort in the order in which they were made


def square(west: float, south: float, size: float = 0.1) -> dict[str, Any]:
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def make_area(
    kind: str = AreaKind.MUNICIPALITY,
    key: str = "",
    *,
    west: float = 12.0,
    south: float = 50.0,
    size: float = 0.1,
    **fields: Any,
) -> Area:
    number = next(_count)
    key = key or f"{number:08d}"
    defaults: dict[str, Any] = {
        "name": f"Ort {number}",
        "municipality_key": key[:8] if kind != AreaKind.DISTRICT else "",
        "geometry": square(west, south, size),
        "west": west,
        "south": south,
        "east": west + size,
        "north": south + size,
        "lat": south + size / 2,
        "lon": west + size / 2,
        "source": "Test",
        "licence": "CC0-1.0",
    }
    return Area.objects.create(kind=kind, key=key, **(defaults | fields))
