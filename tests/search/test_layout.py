from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.search.engine.layout import STATES, Layout, LayoutFull
from umsicht.search.registry import Facet

FACETS = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=8).map(
    lambda items: [Facet(f"f{place}", size, many) for place, (size, many) in enumerate(items)]
)


def _round_trip(layout: Layout, chosen: dict[str, list[str]]) -> dict[str, set[str]]:
    numbers = [0] * len(layout.columns)
    for facet, codes in chosen.items():
        for column, share in layout.share(facet, codes):
            numbers[column] += share
    found: dict[str, set[str]] = {}
    for column, number in enumerate(numbers):
        for facet, code in layout.decode(column, number):
            found.setdefault(facet, set()).add(code)
    return found


@given(facets=FACETS, data=st.data())
def test_codes_survive_packing(facets: list[Facet], data: st.DataObject) -> None:
    layout = Layout.new(facets)
    chosen = {}
    for facet in facets:
        codes = [f"c{place}" for place in range(facet.size)]
        picked = data.draw(
            st.lists(st.sampled_from(codes), unique=True, max_size=facet.size if facet.many else 1)
        )
        if picked:
            chosen[facet.name] = picked
    layout.learn(chosen)
    assert _round_trip(layout, chosen) == {name: set(codes) for name, codes in chosen.items()}


@given(facets=FACETS)
def test_columns_stay_small_enough_to_count(facets: list[Facet]) -> None:
    for column in Layout.new(facets).columns:
        states = 1
        for slot in column:
            states *= slot.states
        assert states <= STATES


@given(facets=FACETS)
def test_layout_survives_its_file(facets: list[Facet]) -> None:
    layout = Layout.new(facets)
    layout.learn({facets[0].name: ["a"]})
    again = Layout.load(layout.dump())
    assert (again.columns, again.codes, again.places) == (layout.columns, layout.codes, layout.places)


def test_single_facet_beyond_the_states_gets_a_column_of_its_own() -> None:
    layout = Layout.new([Facet("place", STATES + 10, many=False), Facet("colour", 3)])
    alone = [column for column in layout.columns if column[0].facet == "place"]
    assert [len(column) for column in alone] == [1]


def test_full_facet_says_so_and_keeps_what_it_has() -> None:
    layout = Layout.new([Facet("colour", 2)])
    layout.learn({"colour": ["red", "blue"]})
    with pytest.raises(LayoutFull) as caught:
        layout.learn({"colour": ["green"]})
    assert (caught.value.facet, caught.value.size) == ("colour", 3)
    assert layout.codes == {"colour": ["red", "blue"]}


def test_learning_known_codes_changes_nothing() -> None:
    layout = Layout.new([Facet("colour", 2)])
    assert layout.learn({"colour": ["red"]})
    assert not layout.learn({"colour": ["red"], "unknown": ["x"]})


def test_given_sizes_make_room() -> None:
    layout = Layout.new([Facet("colour", 2)], {"colour": 40})
    assert layout.room("colour") == 40
