from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from umsicht.search.language.highlight import highlight

STEMS = frozenset({"mobb", "schul"})
LONG = " ".join(["Wort"] * 80 + ["gegen Mobbing an Schulen"] + ["Wort"] * 80)


def test_inflected_words_and_compounds_are_marked() -> None:
    assert highlight("Cybermobbing an der Schule.", STEMS) == [
        ("Cybermobbing", True),
        (" an der ", False),
        ("Schule", True),
        (".", False),
    ]


def test_snippet_is_cut_around_the_hits() -> None:
    pieces = highlight(LONG, STEMS, 100)
    assert [piece for piece, hit in pieces if hit] == ["Mobbing", "Schulen"]
    assert (pieces[0][0], pieces[-1][0]) == ("… ", " …")
    assert len("".join(piece for piece, _ in pieces)) <= 110


def test_snippet_without_hits_is_the_beginning() -> None:
    assert highlight(LONG, frozenset({"nichts"}), 20) == [("Wort Wort Wort Wort", False), (" …", False)]


@given(text=st.text(max_size=400), width=st.integers(0, 120))
def test_nothing_is_lost_or_invented(text: str, width: int) -> None:
    inner = "".join(piece for piece, _ in highlight(text, STEMS, width) if piece not in ("… ", " …"))
    assert inner in text
    if not width:
        assert "".join(piece for piece, _ in highlight(text, STEMS)) == text
