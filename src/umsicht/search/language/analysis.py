"""From text to tokens: one way for index, query, lexicon and highlighting.

A word gives its stem and, if it is a compound, the stems of its parts. Each spelling is analysed once per process and then looked up,
so a million documents cost a million dictionary look-ups and not a million stemmings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from umsicht.search.language import lists
from umsicht.search.language.compounds import split
from umsicht.search.language.fold import fold
from umsicht.search.language.stem import stem

_WORD = re.compile(r"\d+|[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
# Gender signs between word and ending: Schüler*innen, Lehrer:in, Bürger/innen.
_GENDER = re.compile(r"(?<=[^\W\d_])[*:_/·](?=in(?:nen)?\b)")
_HYPHEN = re.compile(r"[-‐‑]")
_LONGEST_WORD = 64
_CACHE_SIZE, _RUNS_SIZE = 100_000, 250_000


def _lower(text: str) -> str:
    """Lower case, composed (a decomposed ä becomes one sign again), without the dot that a Turkish İ leaves behind."""
    return (
        text.lower() if text.isascii() else unicodedata.normalize("NFC", text.lower()).replace("\u0307", "")
    )


def words(text: str) -> list[str]:
    """The words of a text in lower case, umlauts kept, hyphenated words whole, figures and letters apart."""
    return _WORD.findall(_GENDER.sub("", _lower(text)))


def spans(text: str) -> list[tuple[int, int, str]]:
    """Start, end and lower-case form of each word in `text`, for highlighting."""
    return [(match.start(), match.end(), _lower(match[0])) for match in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Analysis:
    """`whole` is empty for a function word; `parts` are stems of a compound's parts, or empty."""

    folded: str
    whole: str
    parts: tuple[str, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        return (self.whole, *self.parts) if self.whole else ()


def _analyse(word: str) -> Analysis:
    pieces = [fold(piece) for piece in _HYPHEN.split(word[:_LONGEST_WORD])]
    folded = "".join(pieces)
    if not folded or folded in lists.stopwords() or (len(folded) == 1 and not folded.isdigit()):
        return Analysis(folded, "", ())
    parts: list[str] = []
    for piece in pieces:
        inner = split(piece)
        if len(pieces) > 1 and len(piece) > 1 and piece not in lists.stopwords():
            parts.append(stem(piece))
        parts.extend(stem(part) for part in inner if part not in lists.stopwords())
    whole = stem(folded)
    return Analysis(folded, whole, tuple(dict.fromkeys(part for part in parts if part != whole)))


class _Analyses(dict[str, Analysis]):
    def __missing__(self, word: str) -> Analysis:
        if len(self) >= _CACHE_SIZE:
            self.clear()
        found = self[word] = _analyse(word)
        return found


# In a German text only the noun has a capital: "wer sucht" is not about Sucht. In queries people write everything small.
_VERBS = {"sucht": "suchen", "suchte": "suchen"}
_MARKS = ".,;:!?()„“»«\"'…–"


class _Joined(dict[str, str]):
    """Tokens of a run without blanks as one string, for the index."""

    def __missing__(self, run: str) -> str:
        if run.isdecimal() and run.isascii():  # figures never end; they are not worth remembering
            return run
        if len(self) >= _RUNS_SIZE:
            self.clear()
        inside = words(_VERBS.get(run.strip(_MARKS), run))
        if _seen is not None:
            _seen.extend(inside)
        found = self[run] = " ".join(token for word in inside for token in analyse(word).tokens)
        return found


_seen: list[str] | None = None


def watch_spellings() -> None:
    """From now on remember each spelling the first time it is analysed for the index (the writer keeps them for typing errors)."""
    global _seen  # noqa: PLW0603 - one collection per process, like the caches beside it
    if _seen is None:
        _seen = []


def take_seen() -> list[str]:
    """Spellings since the last call; a spelling may come again after the cache was emptied."""
    if not _seen:
        return []
    found = list(_seen)
    _seen.clear()
    return found


_analyses = _Analyses()
_joined = _Joined()


def analyse(word: str) -> Analysis:
    """Analysis of one lower-case word as words() gives it."""
    return _analyses[word]


def index_text(text: str) -> str:
    """Tokens of a text, separated by blanks, ready for a whitespace tokenizer.

    Runs between blanks are looked up as they stand; only a new one ("Schule," beside "Schule") is taken apart. This more than halves
    the time to index.
    """
    return " ".join(map(_joined.__getitem__, text.split()))


def content_stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning: no function words, and no fillers unless nothing else is left."""
    found = [analyse(word) for word in words(text)]
    strong = [item.whole for item in found if item.whole and item.folded not in lists.fillers()]
    return tuple(dict.fromkeys(strong or [item.whole for item in found if item.whole]))
