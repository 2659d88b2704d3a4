from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.search import Shelf, build, make_shelf
from umsicht.search import Request, registry, search
from umsicht.search.engine import layout
from umsicht.search.registry import Document, Facet

COLOURS, SHAPES, GRADES = ("red", "blue", "green", "white"), ("round", "square"), ("7", "8", "9")
GROUPS = {"colour": COLOURS, "shape": SHAPES, "grade": GRADES}
WORDS = ("Mobbing", "Sucht", "Rassismus")

things = st.fixed_dictionaries(
    {
        "title": st.sampled_from(WORDS),
        "colour": st.lists(st.sampled_from(COLOURS), unique=True),
        "shape": st.lists(st.sampled_from(SHAPES), max_size=1),
        "grade": st.lists(st.sampled_from(GRADES), unique=True),
        "tenant": st.integers(1, 2),
    }
)
chosen = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(codes), unique=True, min_size=1) for name, codes in GROUPS.items()
    },
)


def _matches(
    document: Document, word: str, filters: dict[str, list[str]], tenants: set[int] | None, but: str = ""
) -> bool:
    return (
        (not word or document.title == word)
        and (tenants is None or bool(tenants.intersection(document.tenants)))
        and all(
            name == but or set(codes).intersection(document.facets[name]) for name, codes in filters.items()
        )
    )


@given(
    shelf_=st.lists(things, max_size=40),
    word=st.sampled_from(("", *WORDS)),
    filters=chosen,
    tenants=st.sampled_from((None, {1}, {1, 2})),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_counts_are_those_of_brute_force(
    shelf_: list[dict[str, Any]], word: str, filters: dict[str, list[str]], tenants: set[int] | None
) -> None:
    shelf = make_shelf()
    for thing in shelf_:
        shelf.put(thing["title"], facets={name: thing[name] for name in GROUPS}, tenants=[thing["tenant"]])
    build(shelf)
    result = search(
        Request(
            "thing", word, tenants=tenants, filters=filters, facets=tuple(GROUPS), limit=100, expand=False
        )
    )
    every = list(shelf.documents.values())
    expected = {
        name: dict(
            Counter(
                code
                for doc in every
                if _matches(doc, word, filters, tenants, name)
                for code in doc.facets[name]
            )
        )
        for name in GROUPS
    }
    assert result.facets == expected
    ids = [doc.id for doc in every if _matches(doc, word, filters, tenants)]
    assert (sorted(result.ids), result.total) == (ids, len(ids))


def test_only_groups_asked_for_are_counted() -> None:
    shelf = make_shelf()
    shelf.put("Mobbing", facets={"colour": ["red"], "grade": ["7"]})
    build(shelf)
    assert search(Request("thing", facets=("colour", "unknown"))).facets == {"colour": {"red": 1}}


def test_counts_without_hits_are_empty() -> None:
    build(make_shelf("Mobbing"))
    assert search(Request("thing", "Rassismus", facets=("colour", "shape"))).facets == {
        "colour": {},
        "shape": {},
    }


def test_facet_with_very_many_codes_is_counted() -> None:
    facets = (Facet("place", layout.STATES + 500, many=False), Facet("colour", 3))
    shelf = Shelf("wide", facets=facets)
    registry.register(shelf.kind)
    for number in range(1, 601):
        shelf.put("Mobbing", facets={"place": [f"p{number % 300}"], "colour": ["red"]})
    build(shelf)
    counted = search(Request("wide", "Mobbing", facets=("place", "colour"))).facets
    assert counted == {"place": {f"p{number}": 2 for number in range(300)}, "colour": {"red": 600}}


def test_same_counts_from_the_cache() -> None:
    shelf = make_shelf()
    shelf.put("Mobbing", facets={"colour": ["red"]})
    build(shelf)
    request = Request("thing", "Mobbing", facets=("colour",))
    first = search(request)
    first.facets["colour"]["red"] = 99
    assert search(request).facets == {"colour": {"red": 1}}
