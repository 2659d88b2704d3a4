"""The notice on help at once that stands above the results when the words sound like an emergency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from umsicht.core.text import slugify
from umsicht.web.public import helplines
from umsicht.web.public.need.tree import tree

WORDS = Path(__file__).with_name("urgent.yaml")


@dataclass(frozen=True)
class Notice:
    title: str
    text: str
    lines: tuple[helplines.Line, ...]


@cache
def _triggers() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(urgent key, words that must all begin a word of the search), in the order of the file."""
    raw = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return tuple((key, tuple(phrase.split())) for key, phrases in raw.items() for phrase in phrases)


@cache
def _notice(key: str) -> Notice:
    urgent = tree().urgent[key]
    return Notice(
        urgent.title, urgent.text, tuple(line for line in helplines.lines(urgent.lines) if line.number)
    )


def key_of(text: str) -> str:
    """Which notice the words call for; "" for none. Order and inflection of the words don't matter."""
    words = slugify(text, max_length=400).split("-")
    return next((key for key, starts in _triggers() if _all_begin(words, starts)), "")


def _all_begin(words: Iterable[str], starts: Iterable[str]) -> bool:
    known = list(words)
    return all(any(word.startswith(start) for word in known) for start in starts)


def notice(text: str) -> Notice | None:
    key = key_of(text) if text else ""
    return _notice(key) if key else None
