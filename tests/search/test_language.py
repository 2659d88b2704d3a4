from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.search.language.analysis import analyse, content_stems, index_text, words
from umsicht.search.language.compounds import split
from umsicht.search.language.fold import fold
from umsicht.search.language.stem import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("häusliche", "haeusliche"),
        ("häusliche", "hausliche"),
        ("Straße", "STRASSE"),
        ("Größe", "Groesse"),
        ("über", "ueber"),
        ("Café", "Cafe"),
        ("ha\u0308uslich", "häuslich"),
        ("GROẞ", "groß"),
    ],
)
def test_fold_gives_one_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["neue", "steuer", "bequem", "mauer", "treue"])
def test_fold_leaves_ue_after_a_vowel_alone(word: str) -> None:
    assert fold(word) == word


@given(st.text(max_size=200))
def test_fold_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "family",
    [
        "kifft kiffen gekifft",
        "Mobbing mobben gemobbt gemobbte",
        "schlägt geschlagen Schläge schlug",
        "abgezockt abzocken Abzocke",
        "trinkt getrunken Trinker trank",
        "Betrug Betrüger betrogen",
        "Rassismus rassistisch Rassisten",
        "radikal Radikalisierung radikalisiert",
        "Schule Schulen Schüler Schülerin Schülerinnen",
        "Senioren Seniorin Seniorinnen",
        "Jugendliche Jugendlicher Jugendlichen",
        "Training trainieren Trainer Trainerinnen",
        "Stalking gestalkt Stalker",
        "Täter Täterin Tätern",
        "Beratung Beratungen beraten",
        "Kind Kinder Kindern",
        "Einbruch eingebrochen Einbrecher",
    ],
)
def test_stem_joins_a_family(family: str) -> None:
    assert len({stem(fold(word)) for word in family.split()}) == 1, family


@pytest.mark.parametrize(
    ("one", "other"), [("Täter", "Tat"), ("Gewalt", "Wal"), ("Gesundheit", "Hund"), ("Geduld", "dulden")]
)
def test_stem_keeps_strangers_apart(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Gewaltprävention", "gewalt pravention"),
        ("Schulsozialarbeit", "schul sozial arbeit"),
        ("Straßenbeleuchtung", "strassen beleuchtung"),
        ("Sachbeschädigungen", "sach beschadigungen"),
        ("Beratungsangebote", "beratung angebote"),
        ("Suchtberatungsstelle", "sucht beratung stelle"),
        ("Kellereinbruch", "keller einbruch"),
        ("Demokratietag", "demokratie tag"),
        ("Präventionsrat", "pravention rat"),
        ("Stammtischparolen", "stammtisch parolen"),
        ("Jugendgerichtshilfe", "jugend gericht hilfe"),
        ("Medienerziehung", "medien erziehung"),
        ("Haustür", "haus tur"),
    ],
)
def test_split_finds_the_parts(word: str, parts: str) -> None:
    found = split(fold(word))
    assert [stem(part) for part in found] == [stem(part) for part in parts.split()]


@pytest.mark.parametrize(
    "word",
    [
        "Beratung",
        "häusliche",
        "Verein",
        "Betreuung",
        "Seniorinnen",
        "Lehrerinnen",
        "Rassismus",
        "unterwegs",
        "Interesse",
    ],
)
def test_split_leaves_simple_words_whole(word: str) -> None:
    assert split(fold(word)) == ()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=60))
def test_split_parts_cover_the_word(word: str) -> None:
    parts = split(word)
    assert sum(map(len, parts)) <= len(word) + len(parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Schüler*innen und Lehrer:innen", ["schülerinnen", "und", "lehrerinnen"]),
        ("Klasse2000, 8. Klasse", ["klasse", "2000", "8", "klasse"]),
        ("Anti-Gewalt-Training", ["anti-gewalt-training"]),
        ("İstanbul", ["istanbul"]),
        ("😀 ' OR 1=1 --", ["or", "1", "1"]),
        ("", []),
    ],
)
def test_words_come_apart_as_people_mean_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_hyphenated_words_are_compounds() -> None:
    assert analyse("cyber-mobbing").whole == analyse("cybermobbing").whole
    assert analyse("cyber-mobbing").parts == analyse("cybermobbing").parts


def test_function_words_have_no_tokens() -> None:
    assert [analyse(word).tokens for word in ("und", "die", "der")] == [(), (), ()]


def test_content_stems_leave_fillers_out_unless_alone() -> None:
    assert content_stems("Hilfe bei Mobbing") == ("mobb",)
    assert content_stems("Hilfe") == ("hilf",)


def test_verb_and_noun_are_told_apart_in_texts() -> None:
    assert index_text("Wer sucht Geld").split()[-2:] == ["such", "geld"]
    assert index_text("Hilfe bei Sucht").split() == ["hilf", "sucht"]
    assert analyse("sucht").whole == "sucht"


@given(st.text(max_size=300))
def test_index_and_query_analyse_alike(text: str) -> None:
    """What a text is indexed by is what its words are looked up by."""
    text = text.replace("sucht", "")
    looked_up = [token for run in text.split() for word in words(run) for token in analyse(word).tokens]
    assert index_text(text).split() == looked_up


@given(st.text(max_size=100))
def test_tokens_never_contain_blanks(text: str) -> None:
    assert all(" " not in token for word in words(text) for token in analyse(word).tokens)
