"""Hidden cells stay hidden: no sum of a row or column gives one back."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.fieldwork.suppression import SMALL, hidden_cells, suppressed, with_totals


def computable(table: list[list[int]], hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Hidden cells that the sums determine: those that no solution of the equations without the shown cells moves."""
    cells = sorted(hidden)
    at = {cell: number for number, cell in enumerate(cells)}
    last_row, last_column = len(table) - 1, len(table[0]) - 1
    lines = [[(row, column) for column in range(last_column + 1)] for row in range(last_row + 1)]
    lines += [[(row, column) for row in range(last_row + 1)] for column in range(last_column + 1)]
    ends = {last_column, last_row}
    rows = []
    for line in lines:
        equation = [0.0] * len(cells)
        for cell in line:
            if cell in at:
                is_end = cell == line[-1]
                equation[at[cell]] = -1.0 if is_end else 1.0
        rows.append(equation)
    assert ends
    if not cells:
        return set()
    _u, size, basis = numpy.linalg.svd(numpy.array(rows), full_matrices=True)
    rank = int((size > 1e-9).sum())
    free = basis[rank:]
    return {cell for cell in cells if not (numpy.abs(free[:, at[cell]]) > 1e-9).any()}


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


@given(tables)
def test_no_small_cell_can_be_worked_out_from_the_sums(cells: list[list[int]]) -> None:
    table = with_totals(cells)
    hidden = hidden_cells(table)
    small = {
        (row, column)
        for row, line in enumerate(table)
        for column, value in enumerate(line)
        if 0 < value < SMALL
    }
    assert small <= hidden
    assert computable(table, hidden) & small == set()


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([[10, 20], [30, 40]], [[10, 20, 30], [30, 40, 70], [40, 60, 100]]),
        ([[3, 20], [30, 40]], [[None, None, 23], [None, None, 70], [33, 60, 93]]),
        ([[0, 20], [30, 40]], [[0, 20, 20], [30, 40, 70], [30, 60, 90]]),
    ],
)
def test_what_is_large_is_shown_and_totals_before_everything(
    cells: list[list[int]], shown: list[list[int | None]]
) -> None:
    table = with_totals(cells)
    assert suppressed(table, hidden_cells(table)) == shown


def test_a_cell_hidden_elsewhere_is_protected_as_well() -> None:
    table = with_totals([[10, 20], [30, 40]])
    hidden = hidden_cells(table, {(2, 0)})
    assert (2, 0) in hidden
    assert computable(table, hidden) == set()
