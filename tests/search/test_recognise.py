from __future__ import annotations

import pytest
from django.utils.translation import override

from tests.factories.search import Shelf
from umsicht.search.contract import Recognised
from umsicht.search.language import lexicon
from umsicht.search.language.recognise import Words, recognise
from umsicht.search.registry import FilterPhrase

PHRASES = [
    FilterPhrase("audience", "eltern", "Eltern", ["Eltern", "Mütter"], marker="für"),
    FilterPhrase("audience", "lehrkraefte", "Lehrkräfte", ["Lehrkräfte", "Lehrer", "Lehrerin"], marker="für"),
    FilterPhrase("district", "sonnenberg", "Sonnenberg", ["Sonnenberg"], point=(50.84, 12.94)),
    FilterPhrase("district", "kassberg", "Kaßberg", ["Kaßberg"]),
    FilterPhrase("unknown", "x", "Unbekannt", ["unbekannt"]),
]
LEXICON = lexicon.loaded(lexicon.compiled([], PHRASES))
KIND = Shelf().kind


def _found(text: str, without: frozenset[str] = frozenset()) -> tuple[list[Recognised], str]:
    found = Words.of(text)
    with override("de"):
        return recognise(found, LEXICON, KIND, without), " ".join(found.left)


@pytest.mark.parametrize(
    ("text", "keys", "left"),
    [
        ("kostenlos 8. Klasse", ["cost:0", "grade:8"], ""),
        ("kostenloses Training", ["cost:0"], "training"),
        ("Projekttag unter 100 €", ["cost:100"], "projekttag"),
        ("bis zu 50 Euro Mobbing", ["cost:50"], "mobbing"),
        ("max. 20€", ["cost:20"], ""),
        ("Klasse 5-7", ["grade:5-7"], ""),
        ("Mobbing Klassen 5 und 6", ["grade:5-6"], "mobbing"),
        ("fünfte Klasse", ["grade:5"], ""),
        ("in der 10. klasse", ["grade:10"], "in der"),
        ("Klasse 2000", [], "klasse 2000"),
        ("Klasse 14", [], "klasse 14"),
        ("ab 12 Jahren", ["age:12"], ""),
        ("unter 12 Jahren", ["age:11"], ""),
        ("für 13-jährige", ["age:13"], ""),
        ("60+ Internet", ["age:60"], "internet"),
        ("Beratung auf Arabisch", ["language:ar"], "beratung"),
        ("in türkischer Sprache", ["language:tr"], ""),
        ("Deutsch lernen", [], "deutsch lernen"),
        ("für Eltern", ["audience:eltern"], ""),
        ("Eltern", [], "eltern"),
        ("Abend für Eltern und Lehrer", ["audience:eltern", "audience:lehrkraefte"], "abend und"),
        ("für Lehrerinnen", ["audience:lehrkraefte"], ""),
        ("Beratung Sonnenberg", ["district:sonnenberg"], "beratung"),
        ("Kassberg", ["district:kassberg"], ""),
        ("unbekannt", [], "unbekannt"),
        ("", [], ""),
    ],
)
def test_filters_are_found_in_words(text: str, keys: list[str], left: str) -> None:
    recognised, rest = _found(text)
    assert ([item.key for item in recognised], rest) == (keys, left)


def test_recognised_filter_says_what_it_means() -> None:
    free, grade, age = (_found(text)[0][0] for text in ("gratis", "7. Klasse", "12 Jahre"))
    assert (free.label, free.ranges, free.range) == ("kostenfrei", (("cost", (None, 0)),), (None, 0))
    assert (grade.label, grade.facet, grade.codes, grade.code) == ("Klasse 7", "grade", ("7",), "7")
    assert (age.label, age.ranges) == ("12 Jahre", (("age_from", (None, 12)), ("age_to", (12, None))))


def test_removed_filter_stays_a_word() -> None:
    recognised, rest = _found("kostenlos 8. Klasse", without=frozenset({"grade:8"}))
    assert ([item.key for item in recognised], rest) == (["cost:0"], "8 klasse")


def test_kind_without_the_facet_keeps_the_words() -> None:
    bare = Shelf("bare", facets=()).kind
    found = Words.of("8. Klasse auf Arabisch für Eltern")
    assert recognise(found, LEXICON, bare, frozenset()) == []
    assert found.left == ["8", "klasse", "auf", "arabisch", "für", "eltern"]
