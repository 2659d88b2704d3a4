"""Points on a grid of cells at several levels, so that a circle is a list of terms and its hits can be counted exactly.

A document carries the cell of its point at every level, in the name space of its reach: 0 people come to it, 1.. it comes to people
within that many kilometres, EVERYWHERE for online. A circle is covered by whole coarse cells inside and fine ones along its edge, so a
hit can be off by half the smallest cell (about 60 m) or one fiftieth of the radius, whichever is larger; reaches are
rounded up to the next step and right to a tenth.
"""

from __future__ import annotations

import math
from functools import lru_cache

# Edge of a cell in degrees: 89 m, 356 m, 1.4 km, 5.7 km, 22.8 km (north to south).
LEVELS = tuple(0.0008 * 4**level for level in range(5))
REACHES = (5, 10, 20, 30, 50, 100, 200)
EVERYWHERE = 15
NEAR_GRAIN, REACH_GRAIN = 30, 8
KM_PER_DEGREE = 111.195


def reach_code(reach_km: float | None) -> int:
    """Name space for a reach, rounded up to the next step."""
    if reach_km is None:
        return 0
    if math.isinf(reach_km):
        return EVERYWHERE
    return next((code for code, km in enumerate(REACHES, 1) if reach_km <= km), len(REACHES))


def reach_of(cell: int) -> int:
    """The name space of a cell."""
    return cell >> 56


def _cell(reach: int, level: int, row: int, column: int) -> int:
    return reach << 56 | level << 52 | row << 26 | column


def cells(lat: float, lon: float, reach_km: float | None) -> list[int]:
    """The terms of a document at this point."""
    reach = reach_code(reach_km)
    if reach == EVERYWHERE:
        return [_cell(EVERYWHERE, 0, 0, 0)]
    row, column, space = int((lat + 90) / LEVELS[0]), int((lon + 180) / LEVELS[0]), reach << 56
    # Each level is four times as coarse: two bits less.
    return [
        space | level << 52 | (row >> 2 * level) << 26 | column >> 2 * level for level in range(len(LEVELS))
    ]


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Flat-earth distance, right to 0.1 % within Germany."""
    x = (other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(x, other_lat - lat) * KM_PER_DEGREE


class _Circle:
    """Cells of one circle; the finest are about a `grain`-th of the radius."""

    def __init__(self, lat: float, lon: float, km: float, reach: int, grain: int) -> None:
        self.lat, self.lon, self.km, self.reach = lat, lon, km, reach
        wanted = km / grain / KM_PER_DEGREE
        self.finest = min(range(len(LEVELS)), key=lambda level: abs(math.log(LEVELS[level] / wanted)))
        self.found: list[int] = []

    def cover(self, level: int, row: int, column: int) -> None:
        edge = LEVELS[level]
        south, west = row * edge - 90, column * edge - 180
        near_lat, near_lon = min(max(self.lat, south), south + edge), min(max(self.lon, west), west + edge)
        if distance_km(self.lat, self.lon, near_lat, near_lon) > self.km:
            return
        far_lat = south if self.lat > south + edge / 2 else south + edge
        far_lon = west if self.lon > west + edge / 2 else west + edge
        if distance_km(self.lat, self.lon, far_lat, far_lon) <= self.km:
            self.found.append(_cell(self.reach, level, row, column))
        elif level == self.finest:
            if distance_km(self.lat, self.lon, south + edge / 2, west + edge / 2) <= self.km:
                self.found.append(_cell(self.reach, level, row, column))
        else:
            for inner_row in range(row * 4, row * 4 + 4):
                for inner_column in range(column * 4, column * 4 + 4):
                    self.cover(level - 1, inner_row, inner_column)


def _circle(lat: float, lon: float, km: float, reach: int, grain: int) -> list[int]:
    circle = _Circle(lat, lon, km, reach, grain)
    top, edge = len(LEVELS) - 1, LEVELS[-1]
    height = km / KM_PER_DEGREE
    width = height / max(math.cos(math.radians(lat)), 0.1)
    for row in range(int((lat - height + 90) / edge), int((lat + height + 90) / edge) + 1):
        for column in range(int((lon - width + 180) / edge), int((lon + width + 180) / edge) + 1):
            circle.cover(top, row, column)
    return circle.found


EVERY_REACH = frozenset((0, *range(1, len(REACHES) + 1), EVERYWHERE))


@lru_cache(maxsize=64)
def cover(lat: float, lon: float, km: float, reaches: frozenset[int] = EVERY_REACH) -> tuple[int, ...]:
    """Terms of all documents within `km`, of those that come to this point, and of those that are everywhere.

    `reaches`: the name spaces that the index has documents in; each saves a circle.
    """
    found = _circle(lat, lon, km, 0, NEAR_GRAIN)
    for code, reach in enumerate(REACHES, 1):
        if code not in reaches:
            continue
        found += _circle(lat, lon, max(km, reach), code, REACH_GRAIN)
    return (*found, _cell(EVERYWHERE, 0, 0, 0))
