from __future__ import annotations

from typing import Any

import pytest

from tests.factories.search import Shelf, build, make_shelf
from umsicht.search import Near, Request, search
from umsicht.search.registry import Concept, FilterPhrase


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"tenants": {1}}, [1, 2]),
        ({"tenants": {2}}, [2, 3]),
        ({"tenants": {1, 2}}, [1, 2, 3]),
        ({"tenants": set()}, []),
        ({"tenants": {99}}, []),
        ({"filters": {"colour": ["red"]}}, [1, 2]),
        ({"filters": {"colour": ["blue", "green"]}}, [1, 3]),
        ({"filters": {"colour": ["red"], "grade": ["7"]}}, [1]),
        ({"filters": {"colour": ["nothing"]}}, []),
        ({"filters": {"unknown": ["x"]}}, [1, 2, 3]),
        ({"filters": {"colour": []}}, [1, 2, 3]),
        ({"ranges": {"cost": (None, 0)}}, [1]),
        ({"ranges": {"cost": (1, 10_000)}}, [2]),
        ({"ranges": {"cost": (None, 10**30)}}, [1, 2]),
        ({"ranges": {"unknown": (1, 2)}}, [1, 2, 3]),
        ({"near": Near(50.83, 12.95, 3)}, [1, 3]),
        ({"near": Near(float("nan"), 12.95, 3)}, [1, 2, 3]),
        ({"text": "kostenlos 8. Klasse"}, [1]),
        ({"text": "Mobbing unter 100 €"}, [1, 2]),
        ({"text": "Mobbing 13 Jahre"}, [1, 3]),
        ({"text": "auf Arabisch"}, [2]),
        ({"text": "Mobbing für Eltern"}, [3]),
        ({"text": "Sonnenberg"}, [1]),
        ({"text": "8. Klasse", "without": {"grade:8"}}, []),
        ({"text": "kostenlos", "recognise": False}, []),
    ],
)
def test_filters_restrict(shop: Shelf, request_: dict[str, Any], expected: list[int]) -> None:
    result = search(Request("thing", **request_))
    assert (sorted(result.ids), result.total) == (expected, len(expected))


def test_filter_without_hits_becomes_nearest_first(shop: Shelf) -> None:
    result = search(Request("thing", "Mobbing Gablenz"))
    assert result.ids == [2, 1, 3]
    assert [(item.key, item.applied) for item in result.recognised] == [("district:gablenz", False)]
    assert result.distances[0] == pytest.approx(1.1, abs=0.1)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", [2, 1, 3]),
        ("-date", [1, 2, 3]),
        ("cost", [1, 2, 3]),
        ("title", [3, 1, 2]),
        ("nonsense", [1, 2, 3]),
    ],
)
@pytest.mark.parametrize("text", ["", "Mobbing"])
def test_sort_orders(shop: Shelf, sort: str, expected: list[int], text: str) -> None:
    assert search(Request("thing", text, sort=sort)).ids == expected


def test_distance_orders_places_and_puts_the_placeless_last(shop: Shelf) -> None:
    result = search(Request("thing", sort="distance", near=Near(50.91, 12.95, 50)))
    assert result.ids == [2, 1, 3]
    assert result.distances == [pytest.approx(1.1, abs=0.1), pytest.approx(8.9, abs=0.1), None]


def test_pages_follow_each_other(shop: Shelf) -> None:
    pages = [search(Request("thing", "Mobbing", offset=place, limit=1)) for place in range(4)]
    assert [page.ids for page in pages] == [[1], [2], [3], []]
    assert {page.total for page in pages} == {3}


def test_pages_beyond_the_window_keep_their_order() -> None:
    shelf = make_shelf(*(f"Mobbing {number}" for number in range(450)))
    build(shelf)
    everything = search(Request("thing", "Mobbing", limit=450)).ids
    pages = [search(Request("thing", "Mobbing", offset=start, limit=90)).ids for start in range(0, 450, 90)]
    assert [number for page in pages for number in page] == everything
    assert sorted(everything) == list(range(1, 451))


@pytest.mark.parametrize(("offset", "limit"), [(-5, 2), (0, 0), (10**9, 20), (0, -1), (9_999, 50)])
def test_odd_pages_do_no_harm(shop: Shelf, offset: int, limit: int) -> None:
    result = search(Request("thing", "Mobbing", offset=offset, limit=limit, facets=("colour",)))
    assert (result.degraded, result.total) == (False, 3)
    assert len(result.ids) == (2 if offset == -5 else 0)


def test_unpublished_objects_are_not_in_the_index() -> None:
    shelf = make_shelf()
    shelf.put("Mobbing", published=False)
    build(shelf)
    assert search(Request("thing")).total == 0


def test_hits_explain_themselves(shop: Shelf) -> None:
    result = search(Request("thing", "Mobbing"))
    assert result.highlight("Gegen Mobbing in der Klasse") == [
        ("Gegen ", False),
        ("Mobbing", True),
        (" in der Klasse", False),
    ]


def test_nearest_first_keeps_to_what_fits_and_counts_it_all() -> None:
    shelf = make_shelf()
    shelf.put("Suchtberatung fern", point=(51.3, 12.4))
    shelf.put("Suchtberatung nah", point=(50.84, 12.95))
    shelf.put("Suchtberatung irgendwo")
    shelf.put("Kurs gegen Rauschmittel", concepts=["sucht"], point=(50.835, 12.95))
    build(
        shelf,
        concepts=[Concept("sucht", "Sucht", ["Suchtberatung"])],
        filters=[FilterPhrase("district", "sonnenberg", "Sonnenberg", ["Sonnenberg"], point=(50.835, 12.95))],
    )
    result = search(Request("thing", "Suchtberatung Sonnenberg"))
    assert (shelf.titles(result.ids), result.total) == (
        ["Suchtberatung nah", "Suchtberatung fern", "Suchtberatung irgendwo"],
        3,
    )


def test_other_filters_hold_when_only_the_place_finds_nothing(shop: Shelf) -> None:
    result = search(Request("thing", "kostenlos Mobbing Gablenz"))
    assert result.ids == [1]
    assert [(item.key, item.applied) for item in result.recognised] == [
        ("cost:0", True),
        ("district:gablenz", False),
    ]


def test_filters_become_words_when_nothing_else_helps(shop: Shelf) -> None:
    result = search(Request("thing", "Mobbing auf Polnisch"))
    assert sorted(result.ids) == [1, 2, 3]
    assert [(item.key, item.applied) for item in result.recognised] == [("language:pl", False)]
