"""A reader who adds up: everything public about a table of counts, and the least and most that a hidden one can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from umsicht.situation.domain.protection import Family, Kin

Cell = tuple[str, str]
FAR = 1000
"""A count that can be so much more than it is has no upper end for us."""


class Attacker:
    """Knows what is shown, that counts are whole, that a hidden one is 1 or more (zeros are shown), and all relations.

    A state is the sum of its districts, a group that of its parts, and at least its subgroups; of subgroups that nearly
    make up their group even the remainder is known, unless they are all 0 and so tell nothing of it. Hidden zeros, which
    there are only among cleared counts and after corrections, are known too. A rate says no more than its count, and a
    share is shown only where both of its counts are.
    """

    def __init__(
        self, table: Mapping[Cell, int], secret: Collection[Cell], related: Family, *, state: str, year: int
    ) -> None:
        self.table = table
        self.cells = [cell for cell in table if cell in secret and table[cell]]
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        self.rows: list[tuple[np.ndarray, float, float]] = []
        for key in {key for key, _region in table}:
            regions = [region for one, region in table if one == key]
            if state in regions:
                self._row((key, state), [(key, region) for region in regions if region != state])
            for region in regions:
                self._kin(key, region, related.get(key, Kin()), year)

    def _kin(self, key: str, region: str, kin: Kin, year: int) -> None:
        exact = [(part, region) for part in kin.parts]
        if exact and all(part in self.table for part in exact):
            self._row((key, region), exact)
        self._row(
            (key, region), [c for part in kin.contains if (c := (part, region)) in self.table], exact=False
        )
        nearly = [(part, region) for part, elsewhere in kin.nearly.items() if year not in elsewhere]
        known = [cell for cell in nearly if cell in self.table]
        if any(self.table[cell] for cell in known):
            self._row((key, region), known)

    def _row(self, whole: Cell, parts: list[Cell], *, exact: bool = True) -> None:
        made = np.zeros(len(self.cells))
        for cell in parts:
            if cell in self.place:
                made[self.place[cell]] += 1
        if whole in self.place:
            made[self.place[whole]] -= 1
        slack = self.table[whole] - sum(self.table[cell] for cell in parts)
        if made.any() and (exact or slack >= 0):
            level = float(made @ [self.table[cell] for cell in self.cells])
            self.rows.append((made, level if exact else -np.inf, level if exact else level + slack))

    def range(self, cell: Cell) -> tuple[int, int]:
        """Least and most, by whole numbers that fit all that is known."""
        rows, low, high = (
            (np.array(part) for part in zip(*self.rows, strict=True)) if self.rows else ([], [], [])
        )
        top = [self.table[one] + FAR for one in self.cells]
        found = []
        for sign in (1, -1):
            aim = np.zeros(len(self.cells))
            aim[self.place[cell]] = sign
            answer = milp(aim, bounds=Bounds(np.ones(len(top)), top), integrality=np.ones(len(top)),
                          constraints=LinearConstraint(rows, low, high) if self.rows else None)  # fmt: skip
            assert answer.success
            found.append(round(sign * answer.fun))
        return found[0], found[1]


def given_away(
    table: Mapping[Cell, int],
    secret: Collection[Cell],
    related: Family,
    *,
    limit: int,
    state: str,
    year: int = 2020,
) -> list[str]:
    """Hidden counts of which an attacker knows too much, in words.

    Each must have two values at least, and a small one reach from 1 to all that is small: as far as it does where all but
    the zeros is hidden, because a whole is as much as its parts are at least.
    """
    attacker = Attacker(table, secret, related, state=state, year=year)
    blind = Attacker(table, table, related, state=state, year=year)
    found = []
    for cell in attacker.cells:
        least, most = attacker.range(cell)
        if most > least and (table[cell] >= limit or (least == 1 and most >= limit - 1)):
            continue
        lowest, highest = blind.range(cell)
        if least > lowest or most < min(highest, max(limit - 1, lowest + 1)):
            found.append(f"{cell} is {table[cell]} and known to be {least} to {most}")
    return found
