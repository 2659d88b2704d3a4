"""Compounds: Schulsozialarbeit is schul + sozial + arbeit. By word list, with linking letters and an inflected end."""

from __future__ import annotations

from functools import cache, lru_cache

from umsicht.search.language import lists
from umsicht.search.language.stem import stem

SHORTEST, MOST_PARTS = 3, 5
# Endings, prefixes and words that stand in the list, but split wrongly.
REFUSED = frozenset(
    """bar chen e elle erinnen ende enden ender endes etag haft heit ieren ier ik in innen inner innig ions isch ismus ist keit lein lich
    ling linge lings lose loser los nis rinnen sal sam same samem samen samer sames schaft scher tran tum uber ung ungen unter verb
    wart weiter wert wieder wiesen zieher ziehung zig zugel zulaufen zwischen""".split()
)
# What a reading costs: the cheapest wins. A part alone costs 10, so fewer parts win first.
_PART, _LINK, _GUESS, _OWN = 10, 1, 3, -1

Reading = tuple[int, tuple[str, ...]]
_NONE: Reading = (10**6, ())


@cache
def _known() -> frozenset[str]:
    """Usable parts: four letters and more, and the few shorter ones of our own list (the short rest splits wrongly)."""
    return (frozenset(word for word in lists.parts() if len(word) >= 4) | lists.own_parts()) - REFUSED


@cache
def _known_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _known() if len(word) >= 4)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:4] for word in _known_stems()) | frozenset(word[:4] for word in _known())


def _cost(word: str) -> int:
    return _PART + (_OWN if word in lists.own_parts() else 0)


def _unlinked(piece: str) -> tuple[str, ...]:
    """What is left of `piece` without each linking element it may end with (s, n, en, es, er, e, ns)."""
    last, before = piece[-1], piece[-2]
    if last == "s":
        return (piece[:-1], piece[:-2]) if before in "en" else (piece[:-1],)
    if last == "n":
        return (piece[:-1], piece[:-2]) if before == "e" else (piece[:-1],)
    if last == "e":
        return (piece[:-1],)
    return (piece[:-2],) if last == "r" and before == "e" else ()


def _modifier(piece: str, known: frozenset[str]) -> tuple[int, str]:
    """Cost and form of the part that `piece` stands for at the front or middle of a compound; "" if none."""
    if piece in known:
        return _cost(piece), piece
    for base in _unlinked(piece):
        if base in known:
            return _cost(base) + _LINK, base
    if len(piece) >= 4 and piece + "e" in known:
        return _PART + _GUESS, piece + "e"
    return _NONE[0], ""


def _head(piece: str) -> tuple[int, str]:
    if piece in _known():
        return _cost(piece), piece
    # Stemming is the dear part; most pieces don't even begin like a known word.
    if (
        len(piece) >= 4
        and piece[:4] in _beginnings()
        and piece not in REFUSED
        and stem(piece) in _known_stems()
    ):
        return _PART + _GUESS, piece
    return _NONE[0], ""


def _cuts(word: str, shortest: int, most: int, memo: dict[str, Reading]) -> Reading:
    best, known = _NONE, _known()
    for cut in range(shortest, len(word) - shortest + 1):
        cost, front = _modifier(word[:cut], known)
        if not front:
            continue
        rest_cost, rest = _read(word[cut:], most - 1, memo)
        if rest and cost + rest_cost < best[0]:
            best = (cost + rest_cost, (front, *rest))
    return best


def _read(word: str, most: int, memo: dict[str, Reading]) -> Reading:
    """The cheapest reading of `word` as one or more parts."""
    if word not in memo:
        cost, head = _head(word)
        best = (cost, (head,)) if head else _NONE
        if most > 1 and len(word) >= 2 * SHORTEST:
            best = min(best, _cuts(word, SHORTEST, most, memo))
        memo[word] = best
    return memo[word]


@lru_cache(maxsize=20_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a folded compound, or () for a simple word. A word that is itself in the list is split only when long."""
    if not 7 <= len(word) <= 40 or word in lists.own_parts():
        return ()
    known = _head(word)[1] != ""
    if known and len(word) < 10:
        return ()
    return _cuts(word, 5 if known else SHORTEST, MOST_PARTS, {})[1]
