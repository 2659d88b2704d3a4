"""Whatever is typed, and whatever has happened to the files: an answer, never an error."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.search import Shelf, build, make_shelf
from umsicht.search import Request, index_version, registry, search
from umsicht.search.engine import store
from umsicht.search.engine.reader import reader


def _titles(shelf: Shelf, text: str) -> list[str]:
    return shelf.titles(search(Request("thing", text)).ids)


@given(text=st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_any_text_gives_an_answer(shop: Shelf, text: str) -> None:
    assert not search(Request("thing", text, facets=("colour",))).degraded


@pytest.mark.parametrize(
    "text",
    [
        "😀🔥",
        '"',
        "AND OR NOT (",
        "title:x^2 ~3 *",
        "a" * 100_000,
        "Mobbing " * 20_000,
        "\x00\ud800",
        "𝔐𝔬𝔟𝔟𝔦𝔫𝔤",
        "-" * 5_000,
        "1234567890" * 50,
        "ß" * 500,
        "%_'; DROP TABLE offers; --",
        "ｍｏｂｂｉｎｇ",
        "عربى",
        "unter 99999 €",
        "0. Klasse",
        "Klasse 13-1",
    ],
)
def test_hostile_text_gives_an_answer(shop: Shelf, text: str) -> None:
    assert not search(Request("thing", text)).degraded


def test_unknown_kind_is_degraded() -> None:
    assert search(Request("nobody", "Mobbing")).degraded


def test_missing_index_is_degraded() -> None:
    make_shelf("Mobbing")
    result = search(Request("thing", "Mobbing", facets=("colour",)))
    assert (result.degraded, result.ids, result.total) == (True, [], 0)
    assert index_version() == ""


@pytest.mark.parametrize("victim", ["meta.json", "layout.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"nonsense"])
def test_damaged_index_is_degraded(victim: str, content: bytes) -> None:
    shelf = make_shelf("Mobbing")
    name = build(shelf)
    reader.close()
    (store.generation(name) / "thing" / victim).write_bytes(content)
    assert search(Request("thing", "Mobbing")).degraded


def test_index_that_vanishes_while_open_is_degraded_then_recovers() -> None:
    shelf = make_shelf("Mobbing")
    name = build(shelf)
    assert search(Request("thing", "Mobbing")).total == 1
    shutil.rmtree(store.generation(name))
    reader.refresh(force=True)
    assert search(Request("thing", "Mobbing")).degraded
    build(shelf)
    assert search(Request("thing", "Mobbing")).total == 1


def test_damaged_lexicon_leaves_the_words() -> None:
    shelf = make_shelf("Mobbing")
    build(shelf)
    (store.root() / "lexicon.json").write_text("{", encoding="utf-8")
    assert _titles(shelf, "Mobbing") == ["Mobbing"]


def test_missing_spellings_leave_the_rest() -> None:
    shelf = make_shelf("Mobbing")
    name = build(shelf)
    shutil.rmtree(store.generation(name) / "words")
    reader.close()
    assert (_titles(shelf, "Mobbing"), _titles(shelf, "mobing")) == (["Mobbing"], [])


def test_index_of_another_shape_is_degraded() -> None:
    shelf = make_shelf("Mobbing")
    build(shelf)
    registry.register(Shelf("thing", facets=()).kind)
    assert search(Request("thing", "Mobbing")).degraded


def test_index_version_changes_with_each_commit() -> None:
    shelf = make_shelf("Mobbing")
    build(shelf)
    before = index_version()
    build(shelf)
    assert before
    assert index_version() != before
