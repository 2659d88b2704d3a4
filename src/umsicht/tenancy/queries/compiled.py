"""Records of a tenant by keys (ids of what they are or belong to, or their addresses), in SQL compiled once.

For pages that make many such reads: Django would spend most of the page on writing the same SQL down anew.

    _ITEMS = Records(lambda ids: public_items().filter(meeting__in=ids).order_by("position"), AgendaItem, "title")

    _ITEMS.of(tenant, [meeting.pk])      # items that know `id`, `tenant` and `title`; without columns they know all

`found` makes the queryset as usual, in the scope of the tenant; it must look the same for all keys and on every day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django_scopes import scope

from umsicht.core.prepared import Prepared, columns
from umsicht.tenancy.models import Tenant

Key = TypeVar("Key", int, str)

STEP = 100


class Columns:
    """Rows instead of records."""

    def __init__(self, found: Callable[[Any], QuerySet[Any]], *names: str) -> None:
        self._found = found
        self._names = names
        self._prepared = Prepared(self._build)

    def _build(self, tenant: int, keys: Any) -> QuerySet[Any, tuple[Any, ...]]:
        with scope(tenant=Tenant(pk=tenant)):
            return self._found(keys).values_list(*self._names)

    def rows(self, town: Tenant, keys: Iterable[int] | Iterable[str]) -> list[tuple[Any, ...]]:
        wanted: set[Any] = set(keys)
        return self._prepared.rows(tenant=town.pk, keys=padded(wanted, rounded(len(wanted))))


class Records(Columns):
    def __init__(self, found: Callable[[Any], QuerySet[Any]], model: Any, *names: str) -> None:
        wanted = {"id", "tenant_id", *names} if names else set(columns(model))
        in_order = [name for name in columns(model) if name in wanted]  # as from_db() takes them
        super().__init__(found, *in_order)
        self._model = model

    def of(self, town: Tenant, keys: Iterable[int] | Iterable[str]) -> list[Any]:
        found = [self._model.from_db(DEFAULT_DB_ALIAS, self._names, row) for row in self.rows(town, keys)]
        for record in found:
            record.tenant = town
        return found


def rounded(length: int) -> int:
    """One, ten, twenty-five, fifty or so many hundred: one statement for each of these lengths."""
    return next((few for few in (1, 10, 25, 50) if length <= few), -(-length // STEP) * STEP)


def padded(keys: Iterable[Key], size: int) -> tuple[Key, ...]:
    """The last one again and again, until there are so many."""
    found = tuple(keys)
    return found + found[-1:] * (size - len(found))
