"""What a reader can work out of a table with hidden counts, who knows all that is shown and how it hangs together.

A hidden count is protected if there are other tables of whole numbers, alike in all that is shown, in which it differs.
Such tables are looked for with HiGHS, many counts at once, and for single counts only where that proved nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

Cell = tuple[str, ...]
"""What is counted and where, such as the key of an offence and the code of a region."""
REACH = 4
"""Hidden counts are moved by at most this many times the limit: far enough, and quick."""


@dataclass(frozen=True)
class Relation:
    """`whole` is the sum of `parts` and of a remainder; it may shrink by `slack`, 0 where the remainder is known."""

    whole: Cell
    parts: tuple[Cell, ...]
    slack: int

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return (self.whole, *self.parts)


def narrow(
    counts: Mapping[Cell, int], relations: Sequence[Relation], found: Collection[Cell], *, limit: int
) -> set[Cell]:
    """Hidden counts that are known too well: small ones that can't be all of 1 to limit - 1, others with one value only.

    Hidden zeros count as known. What a reader knew even if all but the zeros were hidden is not held against a count: a whole
    is as much as its parts are at least.
    """
    cells = sorted(cell for cell in found if counts[cell])
    met = Counter(cell for one in relations for cell in one.cells if cell in found)
    if all(met[cell] < 2 for cell in cells):
        return set()  # no relation tells anything of another: each by itself was seen to by the caller
    reader = _Reader(counts, relations, cells, limit)
    left = reader.narrow()
    if not left:
        return set()
    every = sorted({cell for one in relations for cell in one.cells if counts[cell]} | set(cells))
    blind = _Reader(counts, relations, every, limit)
    return {cell for cell in left if not reader.is_as_open_as(blind, cell)}


class _Reader:
    """The tables a reader can't tell from the true one, as changes of the hidden counts."""

    def __init__(
        self, counts: Mapping[Cell, int], relations: Sequence[Relation], cells: Sequence[Cell], limit: int
    ) -> None:
        self.cells = cells
        self.true = np.array([counts[cell] for cell in cells])
        self.small = self.true < limit
        self.low, self.high = self.true.copy(), self.true.copy()
        self.floor = np.maximum(1, self.true - REACH * limit)
        self.ceiling = self.true + REACH * limit
        self.limit = limit
        self.binds = self._binds(relations)

    def _binds(self, relations: Sequence[Relation]) -> Any:
        """What keeps the shown as it is: a row per relation; the remainder may grow or shrink by its slack alone."""
        from scipy.optimize import LinearConstraint  # reason: slow
        from scipy.sparse import csr_array  # reason: slow

        place = {cell: number for number, cell in enumerate(self.cells)}
        entries: list[tuple[int, int, int]] = []
        limits: list[tuple[float, float]] = []
        for one in relations:
            row = [(place[cell], 1) for cell in one.parts if cell in place]
            row += [(place[one.whole], -1)] if one.whole in place else []
            if row:
                entries += [(len(limits), column, sign) for column, sign in row]
                limits.append((-np.inf if one.slack else 0.0, float(one.slack)))
        if not limits:
            return None
        rows, columns, signs = (np.array(part) for part in zip(*entries, strict=True))
        matrix = csr_array((signs.astype(float), (rows, columns)), shape=(len(limits), len(self.cells)))
        level = matrix @ self.true
        low, high = (np.array(part) for part in zip(*limits, strict=True))
        return LinearConstraint(matrix, level + low, level + high)

    def narrow(self) -> set[Cell]:
        while self._together():
            pass
        return {cell for number, cell in enumerate(self.cells) if not self._alone(number)}

    def is_as_open_as(self, other: _Reader, cell: Cell) -> bool:
        """Whether another reader knows no less of a count that is not open."""
        mine, its = self.cells.index(cell), other.cells.index(cell)
        other._alone(its)
        most = min(other.high[its], max(self.limit - 1, other.low[its] + 1))
        return bool(self.low[mine] <= other.low[its] and self.high[mine] >= most)

    @property
    def _up(self) -> Any:
        return (self.high == self.low) | (self.small & (self.high < self.limit - 1))

    @property
    def _down(self) -> Any:
        return (self.high == self.low) | (self.small & (self.low > 1))

    def _together(self) -> bool:
        """Move all that are not proven yet, up and then down; whether that proved any."""
        before = self._up.sum() + self._down.sum()
        if not before:
            return False
        # No small count is moved further than needed, so that there is room for the others.
        ceiling = np.where(self.small, np.maximum(self.limit - 1, self.true + 1), self.ceiling)
        self._move(self._up.astype(float), ceiling)
        self._move(-self._down.astype(float), ceiling)
        return bool(self._up.sum() + self._down.sum() < before)

    def _alone(self, number: int) -> bool:
        """Whether this count is proven to be open, if need be by moving it alone as far as it goes."""
        aim = np.zeros(len(self.cells))
        for sign in (1, -1):
            if (self._up if sign > 0 else self._down)[number]:
                aim[number] = sign
                self._move(aim, self.ceiling)
        return not (self._up[number] or self._down[number])

    def _move(self, aim: Any, ceiling: Any) -> None:
        """Go as far as possible in a direction and remember what was reached."""
        from scipy.optimize import Bounds, milp  # reason: slow

        if not aim.any():
            return
        answer = milp(
            -aim, constraints=self.binds, bounds=Bounds(self.floor, ceiling), integrality=np.ones(len(self.cells))
        )  # fmt: skip
        if answer.x is not None:
            reached = np.rint(answer.x).astype(int)
            self.low, self.high = np.minimum(self.low, reached), np.maximum(self.high, reached)
