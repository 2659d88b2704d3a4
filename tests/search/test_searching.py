from __future__ import annotations

from typing import Any

import pytest

from tests.factories.search import Shelf, build, make_shelf
from umsicht.search import Request, search
from umsicht.search.registry import Concept

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
