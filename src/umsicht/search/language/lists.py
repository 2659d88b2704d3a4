"""The word lists of src/umsicht/search/data (licences: NOTICE.txt there), read once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


def lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def stopwords() -> frozenset[str]:
    return frozenset(lines("stopwords.txt"))


@cache
def fillers() -> frozenset[str]:
    """Words of a request that need not match: Hilfe, suche, wer …"""
    return frozenset(lines("fillers.txt"))


@cache
def persons() -> frozenset[str]:
    """Mein Sohn, meine Oma: who it is about; beside other words they need not match."""
    return frozenset(lines("persons.txt"))


@cache
def parts() -> frozenset[str]:
    """Words that compounds are made of."""
    return frozenset(lines("parts_dictionary.txt") + lines("parts_nouns.txt")) | own_parts()


@cache
def own_parts() -> frozenset[str]:
    return frozenset(lines("parts_own.txt"))


@cache
def nouns() -> frozenset[str]:
    """Nouns that look like a verb form (Gewalt, Geduld, Markt)."""
    return frozenset(lines("nouns.txt"))


@cache
def irregular() -> dict[str, str]:
    pairs = [line.split() for line in lines("forms_own.txt")]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


@cache
def verb_stems() -> frozenset[str]:
    young = [line for line in lines("forms_own.txt") if " " not in line]
    stems = (word[:-2] if word.endswith("en") else word[:-1] for word in lines("verbs.txt") + young)
    return frozenset(stem for stem in stems if len(stem) >= 3)
