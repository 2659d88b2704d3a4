"""Public records by the ids of what they are or belong to, with the columns that an answer says, in SQL compiled once.

A page of a hundred objects is made from eight such reads; Django would spend half of the page on writing them down anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django_scopes import scope

from umsicht.core.prepared import Prepared
from umsicht.tenancy.models import Tenant

STEP = 100


class Columns:
    """`found` makes the queryset of some ids; it must look the same for all ids and on every day."""

    def __init__(self, found: Callable[[list[int]], QuerySet[Any]], *columns: str) -> None:
        self._found = found
        self._columns = columns
        self._prepared = Prepared(self._build)

    def _build(self, tenant: int, ids: list[int]) -> QuerySet[Any, tuple[Any, ...]]:
        with scope(tenant=Tenant(pk=tenant)):
            return self._found(ids).values_list(*self._columns)

    def rows(self, town: Tenant, ids: Iterable[int]) -> list[tuple[Any, ...]]:
        wanted = set(ids)
        return self._prepared.rows(tenant=town.pk, ids=padded(wanted, rounded(len(wanted))))


class Records(Columns):
    """The same as records of a model, whose other columns are not read."""

    def __init__(self, found: Callable[[list[int]], QuerySet[Any]], model: Any, *columns: str) -> None:
        super().__init__(found, "id", "tenant_id", *columns)
        self._model = model

    def of(self, town: Tenant, ids: Iterable[int]) -> list[Any]:
        names = self._columns
        found = [self._model.from_db(DEFAULT_DB_ALIAS, names, row) for row in self.rows(town, ids)]
        for record in found:
            record.tenant = town
        return found


def rounded(length: int) -> int:
    """One, ten, or so many hundred: one statement for each of these lengths."""
    return next((few for few in (1, 10) if length <= few), -(-length // STEP) * STEP)


def padded(ids: Iterable[int], size: int) -> tuple[int, ...]:
    """The last one again and again, until there are so many."""
    found = tuple(ids)
    return found + found[-1:] * (size - len(found))
