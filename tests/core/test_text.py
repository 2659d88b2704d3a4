from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import text


@pytest.mark.parametrize(
    ("given_text", "slug"),
    [
        ("Straße der Jugend", "strasse-der-jugend"),
        ("Übergänge & Größe", "uebergaenge-groesse"),
        ("Café Ñandú", "cafe-nandu"),
        ("  --- ", ""),
        ("A\u0308rger", "aerger"),
        ("Suchtberatung (Sonnenberg) – Chemnitz", "suchtberatung-sonnenberg-chemnitz"),
        ("日本", ""),
    ],
)
def test_slugify_is_german(given_text: str, slug: str) -> None:
    assert text.slugify(given_text) == slug


@given(st.text(max_size=200), st.integers(1, 60))
def test_slugify_keeps_its_alphabet_and_length(given_text: str, length: int) -> None:
    slug = text.slugify(given_text, max_length=length)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= length
    assert text.slugify(slug, max_length=length) == slug


def test_slugify_cuts_at_a_word() -> None:
    assert text.slugify("Gewaltprävention an Schulen", max_length=20) == "gewaltpraevention-an"
    assert text.slugify("Gewaltpraevention", max_length=5) == "gewal"


def test_truncate_ends_after_a_word() -> None:
    assert text.truncate("Hilfe bei Gewalt in der Familie", 18) == "Hilfe bei Gewalt…"
    assert text.truncate("Hilfe bei Gewalt", 16) == "Hilfe bei Gewalt"
    assert text.truncate("Gewaltpräventionsberatungsstelle", 10) == "Gewaltprä…"
    assert text.truncate("kurz", 0) == ""


@given(st.text(max_size=120), st.integers(0, 60))
def test_truncate_never_exceeds_its_length(given_text: str, length: int) -> None:
    assert len(text.truncate(given_text, length)) <= length


def test_clean_drops_what_can_not_be_seen() -> None:
    assert text.clean("a\x00b\u202ec\u200bd\r\ne\rf\ud800 ") == "abcd\ne\nf"
    assert text.one_line(" Betreff\r\nBcc: x@y.z\t ") == "Betreff Bcc: x@y.z"


@given(st.text(max_size=80))
def test_clean_is_stable_and_can_be_stored(given_text: str) -> None:
    cleaned = text.clean(given_text)
    assert text.clean(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode()


def test_listing_joins_like_a_sentence() -> None:
    assert [
        text.listing([]),
        text.listing(["A"]),
        text.listing(["A", "B"]),
        text.listing(["A", "B", "C"]),
    ] == [
        "",
        "A",
        "A und B",
        "A, B und C",
    ]
