"""Which counts of a table must not be shown, so that no small one can be worked out from the rest.

A table holds whole counts and the lines that bind them: a total and its districts, a group and its parts. Zeros are shown;
1 to limit - 1 are small. Hidden is (1) every small count; (2) in each line with hidden counts as many more as it takes
that at least two are unknown and what is unknown adds up to the limit or more; (3) further ones until no hidden count is
fixed by all lines together. Step 3 asks linear algebra: a hidden count is fixed exactly when no change of the hidden
counts leaves every line as it is and changes this one. Literature: Hundepool et al., Statistical Disclosure Control,
2012, ch. 4; Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, ch. 6.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Cell = tuple[str, ...]
"""What is counted and where, such as the key of an offence and the code of a region."""
TOLERANCE = 1e-8


@dataclass(frozen=True)
class Line:
    """`whole` is the sum of `parts`; all of them cells of the table."""

    whole: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.whole, *self.parts)


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
    tight = [Line(b.whole, b.parts) for b in bounds if counts[b.whole] == sum(counts[p] for p in b.parts)]
    every = [*lines, *tight]
    while True:
        while _fill(counts, every, found, limit):
            pass
        fixed = _fixed(counts, every, found)
        if not fixed or not _widen(counts, every, found, fixed):
            return found


def _fill(counts: Mapping[Cell, int], lines: Sequence[Line], found: set[Cell], limit: int) -> bool:
    """Hide one more in each line that gives too much away; whether any was hidden."""
    before = len(found)
    for line in lines:
        unknown = [cell for cell in line.cells if cell in found and counts[cell]]
        if not unknown:
            continue
        mass = sum(counts[cell] for cell in line.parts if cell in found)
        if len(unknown) < 2 or (line.whole not in found and mass < limit):
            _hide_next(counts, line, found)
    return len(found) > before


def _hide_next(counts: Mapping[Cell, int], line: Line, found: set[Cell]) -> bool:
    """The smallest part still shown, so that as little as possible is lost; the whole only when no part is left."""
    parts = sorted(
        (counts[cell], number) for number, cell in enumerate(line.parts) if counts[cell] and cell not in found
    )
    if parts:
        found.add(line.parts[parts[0][1]])
        return True
    if line.whole not in found and counts[line.whole]:
        found.add(line.whole)
        return True
    return False


def _fixed(counts: Mapping[Cell, int], lines: Sequence[Line], found: set[Cell]) -> set[Cell]:
    """Hidden counts above zero that follow from the lines. Only counts above zero may move: they can move either way."""
    cells = [cell for cell in found if counts[cell]]
    place = {cell: number for number, cell in enumerate(cells)}
    rows = []
    for line in lines:
        if not any(cell in place for cell in line.cells):
            continue
        row = np.zeros(len(cells))
        for cell in line.parts:
            if cell in place:
                row[place[cell]] += 1
        if line.whole in place:
            row[place[line.whole]] -= 1
        rows.append(row)
    if not rows:
        return set()
    _u, values, right = np.linalg.svd(np.array(rows), full_matrices=True)
    rank = int((values > TOLERANCE).sum())
    free = (right[rank:] ** 2).sum(axis=0)
    return {cell for cell, number in place.items() if free[number] < TOLERANCE}


def _widen(counts: Mapping[Cell, int], lines: Sequence[Line], found: set[Cell], fixed: set[Cell]) -> bool:
    """Hide one more beside a fixed one; whether there was any left to hide."""
    for line in lines:
        if any(cell in fixed for cell in line.cells) and _hide_next(counts, line, found):
            return True
    return False
