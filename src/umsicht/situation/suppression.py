"""Which counts of a table must not be shown, so that no small one can be worked out from the rest.

A table holds whole counts and the lines that bind them: a total and its districts, a group and its parts. Zeros are shown,
so whoever reads "not shown" knows that it is 1 or more; 1 to limit - 1 are small. Hidden is (1) every small count; (2) in
each line with hidden counts as many more as it takes that each of them may still be anything from 1 to limit - 1; (3)
further ones until that holds for all lines together, in whole numbers (inference.py looks for the proofs). Literature:
Hundepool et al., Statistical Disclosure Control, 2012, ch. 4; Willenborg and de Waal, Elements of Statistical Disclosure
Control, 2001, ch. 6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from umsicht.situation.inference import Cell, Relation, narrow

TRIES = 3
"""So many parts are hidden to shelter a count; if that does not help, the totals above it are."""


@dataclass(frozen=True)
class Line:
    """`whole` is the sum of `parts` and of a remainder that counts as known; all of them cells of the table."""

    whole: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True)
class Bound:
    """`whole` is at least the sum of `parts`, which is public knowledge."""

    whole: Cell
    parts: tuple[Cell, ...]


def hidden(
    counts: Mapping[Cell, int],
    lines: Sequence[Line],
    bounds: Sequence[Bound] = (),
    *,
    limit: int,
    also: Collection[Cell] = (),
) -> set[Cell]:
    """The cells not to be shown; `also` are hidden whatever their count. Lines with an unknown cell are to be left out."""
    found = {cell for cell, count in counts.items() if 0 < count < limit} | {c for c in also if c in counts}
    relations = [Relation(line.whole, line.parts, 0) for line in lines]
    # What is met exactly binds as a line does. Where a table has more in the parts than in the whole, nothing follows.
    rests = [counts[one.whole] - sum(counts[part] for part in one.parts) for one in bounds]
    relations += [
        Relation(one.whole, one.parts, rest) for one, rest in zip(bounds, rests, strict=True) if rest >= 0
    ]
    # Where all parts are 0 the whole is nothing but its remainder, of which a reader knows nothing.
    relations = [one for one in relations if any(counts[part] for part in one.parts)]
    # What may shrink by the limit or more gives no small count away, so hiding its whole would be for nothing.
    binding = [one for one in relations if one.slack < limit]
    tries: Counter[Cell] = Counter()
    while True:
        while _fill(counts, relations, found, limit):
            pass
        left = narrow(counts, relations, found, limit=limit)
        if not _widen(counts, binding, found, left, tries):
            return found


def _fill(counts: Mapping[Cell, int], relations: Iterable[Relation], found: set[Cell], limit: int) -> bool:
    """Hide one more in each relation that gives too much away by itself; whether any was hidden."""
    before = len(found)
    for one in relations:
        if _gives_away(counts, one, found, limit):
            _hide_next(counts, [one], found)
    return len(found) > before


def _gives_away(counts: Mapping[Cell, int], one: Relation, found: set[Cell], limit: int) -> bool:
    """Each unknown part is at least 1, so the others leave it at most their common mass less 1 for each of them."""
    unknown = [counts[cell] for cell in one.parts if cell in found and counts[cell]]
    if one.whole in found:
        return not unknown and not one.slack and counts[one.whole] > 0
    if not unknown:
        return False
    if len(unknown) == 1 and not one.slack:
        return True
    return sum(unknown) + one.slack < limit + len(unknown) - 2


def _hide_next(
    counts: Mapping[Cell, int], relations: Sequence[Relation], found: set[Cell], *, wholes_first: bool = False
) -> bool:
    """The smallest part still shown, so that as little as possible is lost; a whole only when no part is left."""
    kinds = [{cell for one in relations for cell in one.parts}, {one.whole for one in relations}]
    for cells in reversed(kinds) if wholes_first else kinds:
        shown = sorted((counts[cell], cell) for cell in cells if counts[cell] and cell not in found)
        if shown:
            found.add(shown[0][1])
            return True
    return False


def _widen(
    counts: Mapping[Cell, int],
    relations: Sequence[Relation],
    found: set[Cell],
    left: Collection[Cell],
    tries: Counter[Cell],
) -> bool:
    """Hide one more beside a count that is known too well, or beside those bound to it; whether there was any left."""
    for cell in sorted(left):
        tries[cell] += 1
        reached, seen = {cell}, 0
        while len(reached) > seen:
            seen = len(reached)
            near = [one for one in relations if not reached.isdisjoint(one.cells)]
            if _hide_next(counts, near, found, wholes_first=tries[cell] > TRIES):
                return True
            reached |= {other for one in near for other in one.cells if other in found and counts[other]}
    return False
