from __future__ import annotations

import shutil
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.search import EVERYWHERE, Shelf, build, make_shelf
from umsicht.search import Near, Request, index_version, registry, search
from umsicht.search.engine import store
from umsicht.search.engine.reader import reader
from umsicht.search.registry import Concept, FilterPhrase

ADDICTION = Concept("sucht", "Sucht und Drogen", ["mein Sohn kifft", "Cannabis", "beim Kiffen erwischt"])


def _titles(shelf: Shelf, text: str = "", **more: Any) -> list[str]:
    return shelf.titles(search(Request("thing", text, **more)).ids)


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Gewaltprävention an Schulen", "Gewalt"),
        ("Schulsozialarbeit", "Sozialarbeit Schule"),
        ("Beratung bei häuslicher Gewalt", "haeusliche gewalt"),
        ("Beratung bei häuslicher Gewalt", "HAUSLICHE GEWALT"),
        ("Cyber-Mobbing", "cybermobbing"),
        ("Cybermobbing", "cyber mobbing"),
        ("Angebote für Schüler*innen", "Schülerinnen"),
        ("Hilfe bei Mobbing", "gemobbt"),
        ("Straßenbeleuchtung", "strasse"),
        ("Klasse2000", "klasse 2000"),
    ],
)
def test_search_finds_other_forms(title: str, query: str) -> None:
    shelf = make_shelf(title, "Etwas ganz anderes")
    build(shelf)
    assert _titles(shelf, query) == [title]


def test_title_counts_more_than_terms_and_terms_more_than_text() -> None:
    shelf = make_shelf()
    shelf.put("Erstes Angebot", body="Mobbing")
    shelf.put("Zweites Angebot", terms=["Mobbing"])
    shelf.put("Drittes Mobbing")
    build(shelf)
    assert _titles(shelf, "Mobbing") == ["Drittes Mobbing", "Zweites Angebot", "Erstes Angebot"]


def test_phrase_in_the_title_comes_first() -> None:
    shelf = make_shelf("Echt fair im Netz", "Fair und echt im Netz")
    build(shelf)
    assert _titles(shelf, "echt fair")[0] == "Echt fair im Netz"


def test_stale_object_sinks_a_little() -> None:
    shelf = make_shelf()
    shelf.put("Mobbing A", quality=0.6)
    shelf.put("Mobbing B", quality=1.0)
    build(shelf)
    assert _titles(shelf, "Mobbing") == ["Mobbing B", "Mobbing A"]


def test_typing_error_is_mended_and_reported() -> None:
    shelf = make_shelf("Mobbing beenden", "Rassismus begegnen")
    build(shelf)
    result = search(Request("thing", "mobing"))
    assert shelf.titles(result.ids) == ["Mobbing beenden"]
    assert [(item.word, item.also, item.why) for item in result.expansions if item.why == "typo"] == [
        ("mobing", ("mobbing",), "typo")
    ]


def test_short_words_are_not_mended() -> None:
    shelf = make_shelf("Haus am See")
    build(shelf)
    assert _titles(shelf, "Hasu") == []


def test_synonym_is_used_when_little_is_found() -> None:
    shelf = make_shelf("Schutz vor Enkeltrick")
    build(shelf)
    result = search(Request("thing", "Schockanruf"))
    assert shelf.titles(result.ids) == ["Schutz vor Enkeltrick"]
    assert "synonym" in {item.why for item in result.expansions}


def test_lay_phrase_finds_the_concept() -> None:
    shelf = make_shelf()
    shelf.put("Offene Sprechstunde", concepts=["sucht"])
    shelf.put("Fahrradtag")
    build(shelf, concepts=[ADDICTION])
    result = search(Request("thing", "mein Sohn kifft, was tun?"))
    assert shelf.titles(result.ids) == ["Offene Sprechstunde"]
    assert ("sohn kifft", ("Sucht und Drogen",), "concept") in [
        (item.word, item.also, item.why) for item in result.expansions
    ]


def test_exact_search_does_without_related_words() -> None:
    shelf = make_shelf()
    shelf.put("Offene Sprechstunde", concepts=["sucht"])
    build(shelf, concepts=[ADDICTION])
    result = search(Request("thing", "Cannabis", expand=False))
    assert (result.ids, result.expansions) == ([], [])
    assert _titles(shelf, "Cannabis") == ["Offene Sprechstunde"]


def test_many_exact_hits_need_no_related_words() -> None:
    shelf = make_shelf(*(f"Cannabis {number}" for number in range(9)))
    shelf.put("Offene Sprechstunde", concepts=["sucht"])
    build(shelf, concepts=[ADDICTION])
    result = search(Request("thing", "Cannabis"))
    assert (result.total, result.expansions, result.relaxed) == (9, [], False)


def test_words_that_never_meet_are_relaxed() -> None:
    shelf = make_shelf("Mobbing", "Fahrrad")
    build(shelf)
    result = search(Request("thing", "Mobbing Fahrrad"))
    assert (sorted(shelf.titles(result.ids)), result.relaxed) == (["Fahrrad", "Mobbing"], True)


def test_fillers_need_not_match() -> None:
    shelf = make_shelf("Mobbing")
    build(shelf)
    result = search(Request("thing", "wer hilft bei Mobbing"))
    assert (shelf.titles(result.ids), result.relaxed) == (["Mobbing"], False)


# ---- filters ---------------------------------------------------------------------------------------------------
@pytest.fixture
def shop() -> Shelf:
    shelf = make_shelf()
    shelf.put(
        "Mobbing eins",
        facets={"colour": ["red", "blue"], "grade": ["7", "8"], "district": ["sonnenberg"]},
        numbers={"cost": 0, "age_from": 12, "age_to": 14, "date": 30},
        tenants=[1],
        point=(50.83, 12.95),
    )
    shelf.put(
        "Mobbing zwei",
        facets={"colour": ["red"], "grade": ["8"], "language": ["ar"]},
        numbers={"cost": 9_000, "age_from": 6, "age_to": 10, "date": 10},
        tenants=[1, 2],
        point=(50.90, 12.95),
    )
    shelf.put(
        "Mobbing drei",
        facets={"colour": ["green"], "grade": ["9"], "audience": ["eltern"]},
        numbers={"age_from": 0, "age_to": 120},
        tenants=[2],
        reach_km=EVERYWHERE,
    )
    build(
        shelf,
        filters=[
            FilterPhrase("audience", "eltern", "Eltern", ["Eltern"], marker="für"),
            FilterPhrase("district", "sonnenberg", "Sonnenberg", ["Sonnenberg"], point=(50.835, 12.95)),
            FilterPhrase("district", "gablenz", "Gablenz", ["Gablenz"], point=(50.89, 12.95)),
        ],
    )
    return shelf


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


# ---- bad input, faults -----------------------------------------------------------------------------------------
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
