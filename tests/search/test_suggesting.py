from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.search import Shelf, build, make_shelf
from umsicht.search import suggest
from umsicht.search.registry import Concept, FilterPhrase

CONCEPTS = [
    Concept("medien", "Medien und Internet", ["Cybermobbing", "Klassenchat"]),
    Concept("schule", "Gewalt an Schulen", ["Mobbing", "Mobbing in der Klasse"]),
]
FILTERS = [
    FilterPhrase("district", "sonnenberg", "Sonnenberg", ["Sonnenberg"]),
    FilterPhrase("audience", "eltern", "Eltern", ["Eltern"], marker="für"),
]


@pytest.fixture
def shelf() -> Shelf:
    made = make_shelf()
    made.put("Mobbing beenden – Fortbildung", tenants=[1])
    made.put("Stopp im Chat: Cybermobbing", tenants=[2])
    made.put("Sonnenbad für alle", tenants=[1])
    build(made, concepts=CONCEPTS, filters=FILTERS)
    return made


def _found(text: str, **more: Any) -> dict[str, list[str | int]]:
    return {group.name: [item.text or item.id for item in group.items] for group in suggest(text, **more)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mob", {"terms": ["Mobbing", "Mobbing in der Klasse"], "thing": [1]}),
        ("cyber", {"terms": ["Cybermobbing"], "thing": [2]}),
        ("Sonn", {"filters": ["Sonnenberg"], "thing": [3]}),
        ("mobbing been", {"thing": [1]}),
        ("internet", {"terms": ["Medien und Internet"]}),
        ("klas", {"terms": ["Klassenchat", "Mobbing in der Klasse"]}),
        ("mobing", {"terms": ["Mobbing", "Mobbing in der Klasse"], "thing": [1]}),
        ("elt", {}),
        ("m", {}),
        ("", {}),
        ("xyz", {}),
    ],
)
def test_suggestions_complete_the_last_word(shelf: Shelf, text: str, expected: dict[str, Any]) -> None:
    assert _found(text) == expected


def test_suggestions_name_what_they_stand_for(shelf: Shelf) -> None:
    items = {group.name: group.items[0] for group in suggest("sonn")}
    assert (items["filters"].code, items["thing"].kind, items["thing"].id) == (
        "district:sonnenberg",
        "thing",
        3,
    )
    assert suggest("cyber")[0].items[0].code == "medien"


def test_suggestions_keep_to_the_tenant(shelf: Shelf) -> None:
    assert _found("cyber", tenants={1}) == {"terms": ["Cybermobbing"]}
    assert _found("cyber", tenants={2})["thing"] == [2]


def test_suggestions_are_limited(shelf: Shelf) -> None:
    assert _found("mob", limit=1) == {"terms": ["Mobbing"], "thing": [1]}


def test_suggestions_without_an_index_are_only_words() -> None:
    make_shelf("Mobbing")
    assert suggest("mobbing") == []


@given(text=st.text(max_size=120))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_any_text_gives_suggestions(shelf: Shelf, text: str) -> None:
    assert isinstance(suggest(text), list)
