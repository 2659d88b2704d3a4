"""The order of a list that a reader chose by the head of a column (`ui.tables.Column.sort`)."""

from __future__ import annotations

from collections.abc import Mapping


def order_by(sort: str, sorts: Mapping[str, tuple[str, ...]], default: str) -> tuple[str, ...]:
    """Arguments of `order_by()`: the fields that `sort` names, backwards with a leading minus, and the primary key last.

    `default` (which may begin with a minus) takes the place of a word that `sorts` does not know.
    """
    wanted = sort if sort.removeprefix("-") in sorts else default
    names = (*sorts[wanted.removeprefix("-")], "pk")
    if not wanted.startswith("-"):
        return names
    return tuple(name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in names)
