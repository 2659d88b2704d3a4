from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.search.engine import geo

LAT, LON = st.floats(50.2, 51.7), st.floats(11.9, 15.0)


def _inside(
    lat: float, lon: float, centre: tuple[float, float], km: float, reach: float | None = None
) -> bool:
    return not set(geo.cells(lat, lon, reach)).isdisjoint(geo.cover(*centre, km))


@given(
    lat=LAT,
    lon=LON,
    km=st.sampled_from([0.5, 1.0, 3.0, 5.0, 12.0, 50.0]),
    angle=st.floats(0, 6.28),
    share=st.floats(0, 2),
)
def test_circle_holds_what_is_near(lat: float, lon: float, km: float, angle: float, share: float) -> None:
    """Right but for a thin edge: half a cell, or a little of the radius."""
    distance = km * share
    point_lat = lat + distance * math.sin(angle) / geo.KM_PER_DEGREE
    point_lon = lon + distance * math.cos(angle) / geo.KM_PER_DEGREE / math.cos(math.radians(lat))
    exact = geo.distance_km(lat, lon, point_lat, point_lon)
    if abs(exact - km) > max(0.08, km / 35):
        assert _inside(point_lat, point_lon, (lat, lon), km) == (exact < km)


def test_offer_that_comes_to_people_is_found_within_its_reach() -> None:
    here, ten_km_north = (50.84, 12.93), (50.93, 12.93)
    assert not _inside(*ten_km_north, here, 2)
    assert _inside(*ten_km_north, here, 2, reach=15)
    assert not _inside(*ten_km_north, here, 2, reach=4)


def test_online_is_everywhere() -> None:
    assert _inside(0, 0, (50.84, 12.93), 1, reach=math.inf)


@pytest.mark.parametrize("km", [0.1, 1, 5, 25, 200])
def test_cover_stays_short(km: float) -> None:
    assert len(geo.cover(50.84, 12.93, km)) < 4_000


def test_distance_is_right_within_a_thousandth() -> None:
    """Chemnitz to Leipzig town hall: 68.8 km on the sphere."""
    assert geo.distance_km(50.8322, 12.9252, 51.3361, 12.3730) == pytest.approx(68.1, rel=0.005)
