"""Inflection: many forms, one stem. The same function serves index and query, so a stem need not be a word."""

from __future__ import annotations

import re
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from umsicht.search.language import lists

_PREFIXES = "ab|an|auf|aus|bei|durch|ein|fest|fort|frei|her|hin|hoch|los|mit|nach|um|vor|weg|weiter|wieder|zu|zuruck|zusammen"
_SEPARABLE = re.compile(rf"({_PREFIXES})ge(\w{{3,}})")
# Verbs from Latin and their nouns: trainieren, radikalisiert, Codierung.
_FOREIGN = re.compile(r"(\w{3,}?)(?:is)?ier(?:en|e|st|t|te|ten|ter|tes|tem|ung|ungen|end|ende|enden|ender)")
# Täter and its compounds; cut to "tat" they would mean the deed.
_DOER = re.compile(r"(\w*tater)(?:n|s|in|innen)?")
_ENDINGS = ("ten", "tem", "ter", "tes", "tet", "te", "st", "et", "t")
_PARTICIPLE_ENDINGS = (*_ENDINGS, "enen", "enem", "ener", "enes", "ene", "en")


def _snowball() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("german")).build()


_ANALYZER = _snowball()


def _cut(word: str, endings: tuple[str, ...], prefix: str = "") -> str:
    """The verb stem that is left when one ending is cut off, or ""."""
    stems = lists.verb_stems()
    for ending in endings:
        if word.endswith(ending) and (base := prefix + word[: -len(ending)]) in stems:
            return base
    return ""


def _verb(word: str) -> str:
    """The stem of an inflected verb (kifft, gemobbt, abgezockt), or "" if it is none, or a noun that only looks so."""
    if word in lists.nouns() or word in lists.own_parts():
        return ""
    if split := _SEPARABLE.fullmatch(word):
        return _cut(split[2], _PARTICIPLE_ENDINGS, split[1])
    if word.startswith("ge") and (base := _cut(word[2:], _PARTICIPLE_ENDINGS)):
        return base
    return _cut(word, _ENDINGS)


def _derived(stem: str) -> str:
    """Bring word families together that Snowball leaves apart: Rassismus/rassistisch, Mobbing/gemobbt."""
    if stem.endswith("ismus") and len(stem) > 7:
        return stem[:-3] + "t"
    if stem.endswith("ing") and stem[:-3] in lists.verb_stems():
        return stem[:-3]
    if stem.endswith("erin") and len(stem) > 6:
        return stem[:-4]
    if stem.endswith("inn") and len(stem) > 6:
        return stem[:-3]
    if stem.endswith("s") and stem[:-1] in lists.own_parts():
        return stem[:-1]
    if stem.endswith("in") and len(stem) > 6 and stem[:-2] in lists.parts():
        return stem[:-2]
    return stem


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    if len(word) < 4 or word.isdigit():
        return word
    if doer := _DOER.fullmatch(word):
        return doer[1]
    base = lists.irregular().get(word, "")
    if not base and (foreign := _FOREIGN.fullmatch(word)):
        base = foreign[1]
    base = base or _verb(word) or word
    found = _ANALYZER.analyze(base)
    return _derived(found[0]) if found else base
