"""Hiding small cells of a table with totals, so that nothing published gives them back.

A cell below SMALL is hidden. Since rows and columns have totals, a single hidden cell could be computed; so others are
hidden with it. A hidden cell can't be computed from sums exactly when it lies on a circle of hidden cells (rows and
columns are the knots, cells the lines between them); the cheapest circle is taken, small values first, totals last.
See Gusfield, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17 (1988).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

SMALL = 5
"""From this number on a cell is published."""

Cell = tuple[int, int]
Table = list[list[int | None]]


def with_totals(cells: Sequence[Sequence[int]]) -> list[list[int]]:
    """The same with a last column and a last row of sums."""
    rows = [[*row, sum(row)] for row in cells]
    width = len(rows[0]) if rows else 1
    return [*rows, [sum(row[column] for row in rows) for column in range(width)]]


def hidden_cells(table: Sequence[Sequence[int]], also: Iterable[Cell] = ()) -> set[Cell]:
    """Which cells of a table with totals must not be shown; `also` names some that are hidden elsewhere."""
    values = {(row, column): value for row, line in enumerate(table) for column, value in enumerate(line)}
    first = {cell for cell, value in values.items() if 0 < value < SMALL} | set(also)
    hidden = set(first)
    for cell in sorted(first):
        hidden |= _circle(cell, values, hidden)
    return hidden


def suppressed(table: Sequence[Sequence[int]], hidden: set[Cell]) -> Table:
    return [
        [None if (row, column) in hidden else value for column, value in enumerate(line)]
        for row, line in enumerate(table)
    ]


def _circle(cell: Cell, values: dict[Cell, int], hidden: set[Cell]) -> set[Cell]:
    """The cells of the cheapest way from the cell's row to its column that does not use the cell itself."""
    last_row, last_column = max(values)
    start, goal = ("r", cell[0]), ("c", cell[1])
    best: dict[tuple[str, int], int] = {start: 0}
    came: dict[tuple[str, int], tuple[tuple[str, int], Cell]] = {}
    heap = [(0, start)]
    while heap:
        cost, knot = heapq.heappop(heap)
        if knot == goal:
            break
        if cost > best[knot]:
            continue
        kind, number = knot
        for other in range((last_column if kind == "r" else last_row) + 1):
            line = (number, other) if kind == "r" else (other, number)
            if line == cell:
                continue
            total = line[0] == last_row or line[1] == last_column
            price = 0 if line in hidden else 1 + values[line] + (1_000_000 if total else 0)
            price += 10_000 if not values[line] and line not in hidden else 0  # an empty cell hides little
            following = ("c" if kind == "r" else "r", other)
            if cost + price < best.get(following, 1 << 60):
                best[following] = cost + price
                came[following] = (knot, line)
                heapq.heappush(heap, (cost + price, following))
    found, knot = set(), goal
    while knot in came and knot != start:
        knot, line = came[knot]
        found.add(line)
    return found
