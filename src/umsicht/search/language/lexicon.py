"""The compiled lexicon: synonyms, lay phrases and filter phrases as stems, in one small JSON file that every process reads.

Compiled from the word lists of this package and from what packages above registered (vocabulary, places). The file carries the licence
notice of its sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from umsicht.search.language import lists
from umsicht.search.language.analysis import analyse, content_stems, words
from umsicht.search.language.fold import fold
from umsicht.search.registry import Concept, FilterPhrase

VERSION = 3
NOTICE = (
    "Contains selected synonyms of OpenThesaurus (www.openthesaurus.de), LGPL-2.1-or-later, own word lists (CC0) and the labels and lay "
    "words registered by this instance. See NOTICE.txt beside the word lists."
)
OWN_WEIGHT, THESAURUS_WEIGHT = 0.55, 0.4
MOST_SYNONYMS = 8
_LONGEST_PHRASE = 8

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    stems: Stems
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class LayPhrase:
    """A label or lay phrase of a concept; all stems must occur in the query."""

    stems: Stems
    code: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One suggestion: a label, lay phrase or filter phrase."""

    text: str
    group: str  # "terms" or "filters"
    code: str
    facet: str = ""


@dataclass
class Lexicon:
    synonyms: dict[Stems, list[Synonym]] = field(default_factory=dict)
    phrases: dict[str, list[LayPhrase]] = field(default_factory=dict)  # by each of its stems
    filters: dict[Stems, list[FilterPhrase]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    spellings: frozenset[str] = frozenset()


def _synonym_lines() -> Iterable[tuple[list[str], list[str], float]]:
    """(from, to, weight): members of a group stand for each other; "a > b" only leads from a to b."""
    for name, weight in (("synonyms_own.txt", OWN_WEIGHT), ("synonyms_thesaurus.txt", THESAURUS_WEIGHT)):
        for line in lists.lines(name):
            left, _, right = line.partition(">")
            group = [word.strip() for word in (right or left).split(";")]
            yield ([word.strip() for word in left.split(";")], group, weight)


@cache  # the word lists come with the program
def _synonyms() -> dict[str, list[list[Any]]]:
    found: dict[Stems, dict[Stems, tuple[str, float]]] = {}
    for sources, targets, weight in _synonym_lines():
        analysed = [(content_stems(target), target) for target in targets]
        for source in sources:
            key = content_stems(source)
            known = found.setdefault(key, {})
            for stems, label in analysed:
                if stems and stems != key and stems not in known and len(known) < MOST_SYNONYMS:
                    known[stems] = (label, weight)
    return {
        " ".join(key): [[" ".join(stems), label, weight] for stems, (label, weight) in known.items()]
        for key, known in sorted(found.items())
        if key and known
    }


def _phrases(concepts: Iterable[Concept]) -> list[list[Any]]:
    found: dict[tuple[Stems, str], list[Any]] = {}
    for concept in concepts:
        for text in (concept.label, *concept.words):
            stems = content_stems(text)
            if stems and len(stems) <= _LONGEST_PHRASE:
                found.setdefault(
                    (stems, concept.code), [" ".join(stems), concept.code, concept.label, concept.weight]
                )
    return list(found.values())


def phrase_key(text: str, *, marked: bool) -> Stems:
    """How a filter phrase is looked up: by stems after a marker word ("für Lehrerinnen"), else letter by letter."""
    found = [analyse(word) for word in words(text)]
    return tuple((item.whole or item.folded) if marked else item.folded for item in found)


def _filters(phrases: Iterable[FilterPhrase]) -> list[list[Any]]:
    rows = []
    for phrase in phrases:
        for text in dict.fromkeys((*phrase.phrases,) or (phrase.label,)):
            key = phrase_key(text, marked=bool(phrase.marker))
            if key and len(key) <= _LONGEST_PHRASE:
                marker = " ".join(fold(word) for word in words(phrase.marker))
                rows.append([" ".join(key), phrase.facet, phrase.code, phrase.label, marker, phrase.point])
    return rows


def _entries(concepts: Iterable[Concept], phrases: Iterable[FilterPhrase]) -> list[list[str]]:
    seen: dict[tuple[str, str], list[str]] = {}
    for concept in concepts:
        for text in (concept.label, *concept.words):
            seen.setdefault((fold(text), "terms"), [text, "terms", concept.code, ""])
    for phrase in phrases:
        if not phrase.marker and phrase.facet:
            seen.setdefault(
                (fold(phrase.label), "filters"), [phrase.label, "filters", phrase.code, phrase.facet]
            )
    return list(seen.values())


@cache
def _own_words() -> frozenset[str]:
    return frozenset(fold(word) for line in lists.lines("synonyms_own.txt") for word in words(line))


def compiled(concepts: list[Concept], phrases: list[FilterPhrase]) -> dict[str, Any]:
    """The content of lexicon.json."""
    lay_words = _own_words() | {
        fold(word) for concept in concepts for text in (concept.label, *concept.words) for word in words(text)
    }
    return {
        "version": VERSION,
        "notice": NOTICE,
        "synonyms": _synonyms(),
        "phrases": _phrases(concepts),
        "filters": _filters(phrases),
        "labels": {concept.code: concept.label for concept in concepts},
        "entries": _entries(concepts, phrases),
        "spellings": sorted(word for word in lay_words if len(word) >= 4 and "-" not in word),
    }


def loaded(data: Any) -> Lexicon:
    """A Lexicon from the file's content; one without instance data if it is missing or of another version."""
    if not isinstance(data, dict) or data.get("version") != VERSION:
        data = compiled([], [])
    lexicon = Lexicon(labels=data["labels"], spellings=frozenset(data["spellings"]))
    for key, rows in data["synonyms"].items():
        lexicon.synonyms[tuple(key.split())] = [
            Synonym(tuple(stems.split()), label, weight) for stems, label, weight in rows
        ]
    for stems, code, label, weight in data["phrases"]:
        phrase = LayPhrase(tuple(stems.split()), code, label, weight)
        for stem in phrase.stems:
            lexicon.phrases.setdefault(stem, []).append(phrase)
    for key, facet, code, label, marker, point in data["filters"]:
        spot = (point[0], point[1]) if point else None
        lexicon.filters.setdefault(tuple(key.split()), []).append(
            FilterPhrase(facet, code, label, (), marker, spot)
        )
    lexicon.entries = [Entry(*row) for row in data["entries"]]
    return lexicon
