from __future__ import annotations

import json
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from tests.factories.places import make_area
from tests.factories.tenancy import make_tenant
from umsicht.places.domain.load import renew_neighbours
from umsicht.places.enums import AreaKind
from umsicht.places.geo import Box
from umsicht.places.queries import areas, maps
from umsicht.places.queries.atlas import atlas

pytestmark = pytest.mark.django_db


@pytest.mark.store
def test_point_in_area_finds_the_area_and_nothing_outside() -> None:
    west, east = make_area(name="West"), make_area(name="Ost", west=12.1)
    make_area(AreaKind.DISTRICT, "14511", size=0.5)
    points = [(50.05, 12.05), (50.05, 12.15), (50.05, 12.25), (49.99, 12.05)]
    assert areas.points_in_areas(points) == [west, east, None, None]
    assert areas.point_in_area(50.05, 12.1) == east  # on the border: the first by name
    assert areas.point_in_area(50.0, 12.0) == west


def test_point_in_the_box_but_not_in_the_area_is_outside() -> None:
    triangle = {"type": "Polygon", "coordinates": [[[12, 50], [12.1, 50], [12, 50.1], [12, 50]]]}
    make_area(geometry=triangle)
    assert areas.point_in_area(50.08, 12.08) is None


def test_points_of_districts_can_be_narrowed_to_one_city() -> None:
    here = make_area(AreaKind.CITY_DISTRICT, "14511000-01", name="Zentrum")
    make_area(AreaKind.CITY_DISTRICT, "14713000-01", name="Anderes Zentrum")
    assert areas.point_in_area(50.05, 12.05, AreaKind.CITY_DISTRICT, "14511000") == here


@pytest.mark.parametrize("rows", [1, 3])
def test_points_cost_one_query_however_many(django_assert_num_queries: Any, rows: int) -> None:
    make_area()
    with django_assert_num_queries(1):
        assert len(areas.points_in_areas([(50.05, 12.05)] * rows)) == rows
    with django_assert_num_queries(0):
        assert areas.points_in_areas([]) == []


def test_areas_of_and_in() -> None:
    b, a = make_area(name="B"), make_area(name="A", west=13)
    district = make_area(AreaKind.CITY_DISTRICT, f"{a.key}-01", name="Z")
    assert list(areas.areas_of(AreaKind.MUNICIPALITY)) == [a, b]
    assert list(areas.areas_of(AreaKind.CITY_DISTRICT, a.key)) == [district]
    assert list(areas.areas_in(Box(12.05, 50.05, 12.06, 50.06), AreaKind.MUNICIPALITY)) == [b]
    assert areas.area(AreaKind.MUNICIPALITY, b.key) == b
    assert areas.area(AreaKind.DISTRICT, b.key) is None


@pytest.mark.store
def test_neighbours_go_both_ways_and_are_renewed() -> None:
    one, two, far = make_area(name="1"), make_area(name="2", west=12.1), make_area(name="3", west=14)
    renew_neighbours(AreaKind.MUNICIPALITY)
    assert areas.neighbours_of(AreaKind.MUNICIPALITY, one.key) == [two]
    assert areas.neighbours_of(AreaKind.MUNICIPALITY, two.key) == [one]
    assert areas.neighbours_of(AreaKind.MUNICIPALITY, far.key) == []
    two.delete()
    renew_neighbours(AreaKind.MUNICIPALITY)
    assert areas.neighbours_of(AreaKind.MUNICIPALITY, one.key) == []


def test_atlas_knows_districts_neighbours_and_names(django_assert_num_queries: Any) -> None:
    town = make_area(key="14511000", name="Chemnitz", west=12.9, south=50.8)
    make_area(name="Neukirchen/Erzgeb.", west=13.0, south=50.8)
    make_area(AreaKind.CITY_DISTRICT, "14511000-02", name="Schloßchemnitz", lat=50.85, lon=12.915)
    make_area(AreaKind.CITY_DISTRICT, "14511000-21", name="Sonnenberg", lat=50.837, lon=12.944)
    renew_neighbours(AreaKind.MUNICIPALITY)
    tenant = make_tenant(key="14511000")
    with django_assert_num_queries(2):
        found = atlas(tenant)
    with django_assert_num_queries(0):
        assert atlas(tenant) is found
    assert found.municipality is not None
    assert (found.municipality.key, [p.name for p in found.districts], [p.name for p in found.neighbours]) == (
        town.key, ["Schloßchemnitz", "Sonnenberg"], ["Neukirchen/Erzgeb."],
    )  # fmt: skip
    names = [
        "sonnenberg",
        "SCHLOSSCHEMNITZ",
        "Schloss-Chemnitz",
        "chemnitz",
        "neukirchen erzgeb",
        "",
        "Berlin",
    ]
    keys = [place.key if place else None for place in map(found.by_name, names)]
    assert keys[:2] + keys[3:4] + keys[5:] == ["14511000-21", "14511000-02", "14511000", None, None]
    near = found.within(50.838, 12.945, 2.0)
    assert [(round(km, 1), place.name) for km, place in near] == [(0.1, "Sonnenberg")]
    district = found.district("14511000-21")
    assert district is not None
    assert (district.name, found.district("x")) == ("Sonnenberg", None)


def test_atlas_is_read_again_with_a_new_content_version() -> None:
    tenant = make_tenant(key="14511000")
    make_area(key="14511000", name="Alt")
    assert atlas(tenant).by_name("Alt") is not None
    make_area(AreaKind.CITY_DISTRICT, "14511000-01", name="Neu")
    assert atlas(tenant).by_name("Neu") is None
    tenant.content_version += 1
    assert atlas(tenant).by_name("Neu") is not None


def test_atlas_of_the_state_office_is_empty() -> None:
    make_area(key="14511000")
    state = make_tenant().parent
    assert state is not None
    assert atlas(state).districts == ()


def test_picture_has_north_up_and_keeps_proportions() -> None:
    south, north = make_area(name="Süd"), make_area(name="Nord", south=50.1)
    drawn = maps.picture([south, north], width=100)
    assert drawn is not None
    assert drawn.width == 100
    assert drawn.height == pytest.approx(200 / 0.6405, rel=0.01)  # two squares high, cos(50.1°)
    by_name = {shape.name: shape for shape in drawn.shapes}
    assert by_name["Nord"].y < by_name["Süd"].y
    assert by_name["Nord"].path.startswith("M")
    assert by_name["Nord"].path.endswith("z")
    assert drawn.project(50.2, 12.0) == (0, 0)
    assert drawn.project(49.0, 12.0) is None
    assert (drawn.source, drawn.licence) == ("Test", "CC0-1.0")


def test_district_picture_is_drawn_once_per_content_version(django_assert_num_queries: Any) -> None:
    tenant = make_tenant(key="14511000")
    make_area(AreaKind.CITY_DISTRICT, "14511000-01")
    with django_assert_num_queries(1):
        drawn = maps.district_picture(tenant)
    with django_assert_num_queries(0):
        assert maps.district_picture(tenant) is drawn
    tenant.content_version += 1
    with django_assert_num_queries(1):
        assert maps.district_picture(tenant) == drawn


def test_picture_of_nothing_is_none() -> None:
    assert maps.picture([]) is None
    assert maps.district_picture(make_tenant(key="14511000")) is None


def test_path_describes_the_square() -> None:
    drawn = maps.picture([make_area(size=1.0, south=0.0)], width=10)
    assert drawn is not None
    start, _l, steps = drawn.shapes[0].path.partition("l")
    x, y = (float(part) for part in start[1:].split())
    corners = {(x, y)}
    for pair in zip(*[iter(steps.rstrip("z").split())] * 2, strict=True):
        x, y = round(x + float(pair[0]), 1), round(y + float(pair[1]), 1)
        corners.add((x, y))
    assert corners == {(0, 0), (10, 0), (10, 10), (0, 10)}


def test_geojson_obeys_the_limit_by_simplifying() -> None:
    circle = shapely.Point(12.5, 50.5).buffer(0.4, quad_segs=400)
    make_area(west=12.1, south=50.1, size=0.8, geometry=json.loads(shapely.to_geojson(circle)))
    found = areas.areas_of(AreaKind.MUNICIPALITY)
    full, small = maps.geojson(found, max_bytes=1_000_000), maps.geojson(found, max_bytes=3_000)
    assert len(small.encode()) <= 3_000 < len(full.encode())
    feature = json.loads(small)["features"][0]
    assert shape(feature["geometry"]).is_valid
    assert shape(feature["geometry"]).area == pytest.approx(circle.area, rel=0.02)
