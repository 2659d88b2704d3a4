from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from tests.factories.places import square
from umsicht.core.errors import BadInput
from umsicht.places import geo

LATITUDES = st.floats(-80, 80)
LONGITUDES = st.floats(-170, 170)


def test_distance_of_chemnitz_and_leipzig() -> None:
    assert geo.distance_km(50.8357, 12.9230, 51.3406, 12.3747) == pytest.approx(68.0, abs=0.5)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_distance_is_symmetric_and_never_negative(
    lat_a: float, lon_a: float, lat_b: float, lon_b: float
) -> None:
    there, back = geo.distance_km(lat_a, lon_a, lat_b, lon_b), geo.distance_km(lat_b, lon_b, lat_a, lon_a)
    assert there == pytest.approx(back)
    assert 0 <= there <= math.pi * geo.EARTH_RADIUS_KM
    assert geo.distance_km(lat_a, lon_a, lat_a, lon_a) == 0


@given(LATITUDES, LONGITUDES, st.floats(0.1, 100), st.floats(0, 2 * math.pi))
def test_box_around_holds_every_point_within_the_radius(
    lat: float, lon: float, radius: float, angle: float
) -> None:
    box = geo.box_around(lat, lon, radius)
    share = 0.99 * math.degrees(radius / geo.EARTH_RADIUS_KM)
    point_lat = lat + share * math.sin(angle)
    point_lon = lon + share * math.cos(angle) / math.cos(math.radians(lat))
    if geo.distance_km(lat, lon, point_lat, point_lon) <= radius:
        assert box.south <= point_lat <= box.north
        assert box.west <= point_lon <= box.east


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"type": "Point", "coordinates": [12, 50]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Polygon", "coordinates": [[[12, 50], [13, 50]]]},
        {"type": "Polygon", "coordinates": [[[12, 50], ["a", 50], [12, 51], [12, 50]]]},
        {"type": "Polygon", "coordinates": [[[12, 50], [float("nan"), 50], [12, 51], [12, 50]]]},
        {"type": "Polygon", "coordinates": [[[500, 50], [501, 50], [501, 51], [500, 50]]]},
        {
            "type": "Polygon",
            "coordinates": [
                [
                    [4_500_000, 5_600_000],
                    [4_500_100, 5_600_000],
                    [4_500_100, 5_600_100],
                    [4_500_000, 5_600_000],
                ]
            ],
        },
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
    ],
)
def test_read_geometry_refuses_what_is_no_area(value: Any) -> None:
    with pytest.raises(BadInput):
        geo.read_geometry(value)


def test_read_geometry_mends_a_ring_that_touches_itself() -> None:
    spike = [[0, 0], [1, 0], [1, 1], [0.5, 1], [0.5, 1.5], [0.5, 1], [0, 1], [0, 0]]
    mended = geo.read_geometry({"type": "Polygon", "coordinates": [spike]})
    assert (mended.is_valid, mended.area) == (True, 1.0)


def test_as_geojson_rounds_and_stays_valid() -> None:
    geometry = geo.read_geometry(square(12.123456789, 50.987654321))
    again = geo.as_geojson(geometry, digits=3)
    assert shape(again).is_valid
    assert all(round(c, 3) == c for ring in again["coordinates"] for point in ring for c in point)


def test_touching_finds_neighbours_over_small_gaps_only() -> None:
    gap = 200 / (geo.METRES_PER_DEGREE * math.cos(math.radians(50.05)))
    squares = [
        square(12, 50),
        square(12.1, 50),
        square(12.2 + gap, 50),
        square(12.3 + 3 * gap, 50),
        square(12, 50.1),
    ]
    pairs = geo.touching([geo.read_geometry(value) for value in squares], 300)
    assert sorted(pairs) == [(0, 1), (0, 4), (1, 2), (1, 4)]
    assert geo.touching([], 300) == []
