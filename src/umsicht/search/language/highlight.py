"""Show where a text answers a query: works on the text the caller read from the database, with the index's own analysis."""

from __future__ import annotations

from functools import lru_cache

from umsicht.search.language.analysis import analyse, spans

Pieces = list[tuple[str, bool]]
_LONGEST = 20_000
_Words = tuple[tuple[int, int, tuple[str, ...]], ...]


def _words(text: str) -> _Words:
    return tuple((start, end, analyse(word).tokens) for start, end, word in spans(text))


_LABEL = 80
_words_of_label = lru_cache(maxsize=4096)(_words)
"""Labels of the vocabulary come again on every page, texts do not."""


def _hits(text: str, stems: frozenset[str]) -> list[tuple[int, int]]:
    words = _words_of_label(text) if len(text) <= _LABEL else _words(text)
    return [(start, end) for start, end, tokens in words if not stems.isdisjoint(tokens)]


def _window(text: str, hits: list[tuple[int, int]], width: int) -> tuple[int, int]:
    """The stretch of about `width` characters with the most hits, cut between words."""
    best, most = 0, 0
    for index, (start, _) in enumerate(hits):
        inside = sum(1 for _, end in hits[index:] if end <= start + width)
        if inside > most:
            best, most = start, inside
    start = max(0, min(best - width // 4, len(text) - width))
    if start > 0:
        start = text.rfind(" ", 0, start + 1) + 1
    end = min(len(text), start + width)
    if end < len(text) and (space := text.rfind(" ", start + width // 2, end)) > 0:
        end = space
    return start, end


def highlight(text: str, stems: frozenset[str], width: int = 0) -> Pieces:
    text = text[:_LONGEST]
    hits = _hits(text, stems) if stems else []
    start, end = (0, len(text)) if width <= 0 or len(text) <= width else _window(text, hits, width)
    pieces: Pieces = [("… ", False)] if start > 0 else []
    at = start
    for begin, stop in hits:
        if begin < start or stop > end:
            continue
        if begin > at:
            pieces.append((text[at:begin], False))
        pieces.append((text[begin:stop], True))
        at = stop
    if at < end:
        pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return pieces
