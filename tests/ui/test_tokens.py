"""Contrast of the colour tokens, read from the style sheet itself (WCAG 2.2: 1.4.3, 1.4.6, 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import umsicht.ui
from umsicht.ui.theme import DARK_PAPER, contrast

CSS = Path(umsicht.ui.__file__).parent / "static" / "ui" / "css"
SHEET = (CSS / "umsicht.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"(--um-[a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")


def tokens(block: str) -> dict[str, str]:
    found = {}
    for name, value in TOKEN.findall(block):
        found[name] = value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])
    return found


START = SHEET.index(":root {")
DARK_START = SHEET.index("@media screen and (prefers-color-scheme: dark)")
LIGHT = tokens(SHEET[START:DARK_START])
DARK = LIGHT | tokens(SHEET[DARK_START : SHEET.index("@media (min-width", DARK_START)])

TEXT_ON_GROUNDS = [
    (text, ground, least)
    for text, least in (
        ("--um-ink", 7),
        ("--um-muted", 5),
        ("--um-accent", 7),
        ("--um-thread", 5),
        ("--um-good", 5),
        ("--um-warn", 5),
        ("--um-bad", 5),
        ("--um-visited", 5),
    )
    for ground in ("--um-paper", "--um-surface", "--um-surface-2")
]
PAIRS = [
    *TEXT_ON_GROUNDS,
    ("--um-ink", "--um-field", 7),
    ("--um-ink", "--um-accent-tint", 7),
    ("--um-on-accent", "--um-accent", 7),
    ("--um-on-deep", "--um-accent-deep", 10),
    ("--um-on-deep-muted", "--um-accent-deep", 7),
    ("--um-gold", "--um-accent-deep", 7),
    ("--um-on-gold", "--um-gold", 7),
    ("--um-line-strong", "--um-paper", 3),
    ("--um-line-strong", "--um-surface", 3),
    ("--um-line-strong", "--um-field", 3),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_pair_of_tokens_reaches_its_contrast(text: str, ground: str, least: float, scheme: str) -> None:
    colours = LIGHT if scheme == "light" else DARK
    assert contrast(colours[text], colours[ground]) >= least


def test_dark_set_changes_every_neutral_and_meaning() -> None:
    same = {name for name in DARK if DARK[name] == LIGHT[name]}
    assert same == {"--um-gold", "--um-on-deep", "--um-on-deep-muted", "--um-on-gold"}


def test_theme_knows_the_dark_paper() -> None:
    assert DARK["--um-paper"] == DARK_PAPER


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_sheet_is_right_to_left_safe(sheet: Path) -> None:
    physical = re.compile(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right)\b|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
    )
    assert physical.findall(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_sheet_fetches_nothing_and_names_no_unknown_token(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert re.findall(r"url\(|@import", text) == []
    used = set(re.findall(r"var\((--um-[a-z0-9-]+)", text))
    assert used - set(re.findall(r"(--um-[a-z0-9-]+):", SHEET)) == set()
