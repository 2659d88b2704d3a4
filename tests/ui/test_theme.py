from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from umsicht.ui import theme


def _tokens(sheet: str) -> tuple[dict[str, str], dict[str, str]]:
    light, dark = (
        dict(re.findall(r"(--[a-z-]+):(#[0-9a-f]{6})", part)) for part in sheet.split("@media", maxsplit=1)
    )
    return light, dark


def test_contrast_of_black_and_white_is_21() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)


def test_mix_meets_in_the_middle() -> None:
    assert theme.mix("#000000", "#ffffff", 0.5) == "#808080"


def test_css_keeps_the_two_chosen_colours() -> None:
    light, _dark = _tokens(theme.css("#7a1f5c", "#4d0f38"))
    assert (light["--um-accent"], light["--um-accent-deep"]) == ("#7a1f5c", "#4d0f38")
    assert set(light) == {"--um-accent", "--um-accent-deep", "--um-accent-tint", "--um-accent-line"}


@given(st.integers(0, 0xFFFFFF))
def test_every_allowed_accent_gets_a_readable_dark_set(number: int) -> None:
    accent = f"#{number:06x}"
    assume(theme.contrast(accent, "#ffffff") >= theme.ACCENT_DEEP_MIN)
    light, dark = _tokens(theme.css(accent, accent))
    assert theme.contrast(dark["--um-accent"], theme.DARK_PAPER) >= 7
    assert theme.contrast(dark["--um-on-accent"], dark["--um-accent"]) >= 7
    assert theme.contrast("#eef0ee", dark["--um-accent-tint"]) >= 7
    assert theme.contrast("#1b2124", light["--um-accent-tint"]) >= 7


@pytest.mark.parametrize(
    ("accent", "deep", "words"),
    [
        ("#9fd0d3", "#083d44", "accent #9fd0d3"),
        ("#0b5058", "#4d8a92", "dark accent #4d8a92"),
        ("teal", "#083d44", "'teal' is not a colour"),
        ("#0b5058;}body{display:none", "#083d44", "is not a colour"),
    ],
)
def test_css_refuses_what_nobody_could_read(accent: str, deep: str, words: str) -> None:
    with pytest.raises(theme.BadAccent, match=re.escape(words)):
        theme.css(accent, deep)
