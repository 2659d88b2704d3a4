"""Reads compiled once. Django turns a queryset into SQL anew on each call, which costs ten times what running it costs.

    _BY_SLUG = Prepared(lambda tenant, slug: Offer.objects.with_scope(tenant=tenant).filter(slug=slug).values_list("pk", "title"))

    _BY_SLUG.rows(tenant=tenant.pk, slug="abc")      # [(1, "…")]

For the few reads that stand on every page. The queryset is written as usual and must end in values_list(); it is built
once per store with stand-ins for its parameters, later calls only put in the values. So it must look the same for all
values: no branches on a parameter, and each parameter is an integer, a text, or a tuple of them for `__in` (compiled once
per length).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Value = int | str | tuple[int, ...] | tuple[str, ...]
Slot = tuple[str, int]
_numbers = itertools.count(7_800_000_000_001)
"""Stand-ins no record can have; distinct, so that each place can be told apart."""


@dataclass(frozen=True)
class _Compiled:
    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, Slot], ...]  # place in params → (name, index in a tuple)
    converters: tuple[
        tuple[int, tuple[Any, Any]], ...
    ]  # place in a row → functions to Django's value, expression


class Prepared:
    """`build` makes the queryset from named values."""

    def __init__(self, build: Callable[..., QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._build = build
        self._held: dict[tuple[Any, ...], _Compiled] = {}

    def rows(self, using: str = DEFAULT_DB_ALIAS, **values: Value) -> list[tuple[Any, ...]]:
        """Run it. An empty tuple finds nothing without asking the database."""
        return self.converted(self.raw(using, **values), using, **values)

    def raw(self, using: str = DEFAULT_DB_ALIAS, **values: Value) -> list[tuple[Any, ...]]:
        """The rows as the store gives them: for a reader that needs a number or a text of each and rarely the rest."""
        if any(value == () for value in values.values()):
            return []
        held = self._compiled(using, values)
        params = list(held.params)
        for place, (name, index) in held.slots:
            value = values[name]
            params[place] = value[index] if isinstance(value, tuple) else value
        with connections[using].cursor() as cursor:
            cursor.execute(held.sql, params)
            return list(cursor.fetchall())

    def converted(
        self, rows: list[tuple[Any, ...]], using: str = DEFAULT_DB_ALIAS, **values: Value
    ) -> list[tuple[Any, ...]]:
        """What raw() gave for the same values, in Django's types."""
        if not rows:
            return rows
        held, connection = self._compiled(using, values), connections[using]
        return [self._converted(row, held, connection) for row in rows] if held.converters else rows

    def _compiled(self, using: str, values: dict[str, Value]) -> _Compiled:
        shape = tuple(
            (name, len(value) if isinstance(value, tuple) else -1) for name, value in values.items()
        )
        key = (connections[using].vendor, using, *shape)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = self._compile(using, values)
        return held

    @staticmethod
    def _converted(row: Sequence[Any], held: _Compiled, connection: Any) -> tuple[Any, ...]:
        values = list(row)
        for place, (functions, expression) in held.converters:
            value = values[place]
            for function in functions:
                value = function(value, expression, connection)
            values[place] = value
        return tuple(values)

    def _compile(self, using: str, values: dict[str, Value]) -> _Compiled:
        stand_ins: dict[Any, Slot] = {}
        sample = {name: _stand_in(name, value, stand_ins) for name, value in values.items()}
        compiler = self._build(**sample).using(using).query.get_compiler(using)
        sql, params = compiler.as_sql()
        slots = tuple(
            (place, stand_ins[param])
            for place, param in enumerate(params)
            if _is_hashable_in(param, stand_ins)
        )
        missing = set(stand_ins.values()) - {slot for _place, slot in slots}
        if missing:
            raise ValueError(f"The query does not hold its parameters as they are: {sorted(missing)}")
        converters = compiler.get_converters([item[0] for item in compiler.select])
        return _Compiled(sql, tuple(params), slots, tuple(converters.items()))


def _stand_in(name: str, value: Value, stand_ins: dict[Any, Slot]) -> Any:
    def new(index: int, of: int | str) -> int | str:
        number = next(_numbers)
        made = number if isinstance(of, int) else f"stand-in-{number}"
        stand_ins[made] = (name, index)
        return made

    if isinstance(value, tuple):
        parts: tuple[int | str, ...] = value
        return [new(index, part) for index, part in enumerate(parts)]
    return new(-1, value)


def _is_hashable_in(param: Any, stand_ins: dict[Any, Slot]) -> bool:
    return isinstance(param, int | str) and param in stand_ins


def columns(model: Any, prefix: str = "") -> list[str]:
    """The names of all concrete columns of a model for values_list(), in the order in which from_db() takes them."""
    return [f"{prefix}{field.attname}" for field in model._meta.concrete_fields]  # noqa: SLF001 - Django's own idiom


def instance(model: Any, values: Sequence[Any], using: str = DEFAULT_DB_ALIAS) -> Any:
    """A record from the values of columns(model), as if Django had read it; None when its key is empty (outer join)."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's own idiom
    names = [field.attname for field in fields]
    if values[names.index(model._meta.pk.attname)] is None:  # noqa: SLF001 - as above
        return None
    return model.from_db(using, names, values)
