"""Writes objects: addresses for references, times from the ledger, nothing of what is not published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django_scopes import scope

from umsicht.api.models import OparlObject
from umsicht.api.oparl.kinds import KINDS, NAMESPACE, SYSTEM
from umsicht.api.oparl.nodes import Json, Listing, Node, Ref, moment, refs
from umsicht.core import clock
from umsicht.core.prepared import Prepared
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.compiled import padded, rounded

ROOT = "/api/oparl/v1.1/"
INTERNAL = {
    "AgendaItem": {"auxiliaryFile"},
    "Meeting": {"auxiliaryFile", "agendaItem"},
    "Paper": {"auxiliaryFile", "location"},
    "Person": {"membership"},
}
"""Left out with `omit_internal`. The standard names `legislativeTerm` too, but its schema demands that member in any case."""


_COLUMNS = ("kind", "object_id", "key", "uid", "created_at", "modified_at")


def base() -> str:
    return settings.SITE_URL + ROOT


@dataclass(frozen=True)
class Row:
    """What an answer says of an object of the ledger."""

    kind: str
    uid: UUID
    created_at: dt.datetime
    modified_at: dt.datetime


def address(row: OparlObject | Row) -> str:
    return f"{base()}{KINDS[row.kind].path}/{row.uid}"


def head(row: OparlObject | Row) -> Json:
    return {"id": address(row), "type": NAMESPACE + row.kind}


def times(row: OparlObject | Row) -> Json:
    return {"created": moment(row.created_at), "modified": moment(row.modified_at)}


def gone(row: OparlObject) -> Json:
    """An object that is no longer public. One that left after the last comparison says so already."""
    when = row.modified_at if row.is_gone else clock.now()
    return {**head(row), "created": moment(row.created_at), "modified": moment(when), "deleted": True}


def _of_kinds(tenants: list[int], **ids: list[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """Kind by kind, since by many kinds at once a store would look through the whole ledger of a tenant."""
    with scope(tenant=[Tenant(pk=pk) for pk in tenants]):
        rows = OparlObject.objects.filter(is_gone=False).order_by()
        parts = [
            rows.filter(kind=kind, object_id__in=some).values_list(*_COLUMNS) for kind, some in ids.items()
        ]
    return parts[0].union(*parts[1:], all=True)


_PUBLISHED = Prepared(_of_kinds)


def _published(tenants: Iterable[Tenant], nodes: Iterable[Node]) -> dict[Ref, Row]:
    wanted: dict[str, set[int]] = {}
    for ref in refs(list(nodes)):
        if ref.kind != SYSTEM:
            wanted.setdefault(ref.kind, set()).add(ref.pk)
    if not wanted:
        return {}
    size = rounded(max(map(len, wanted.values())))
    ids = {kind: padded(wanted[kind], size) for kind in sorted(wanted)}
    towns = [tenant.pk for tenant in tenants]
    found = _PUBLISHED.rows(DEFAULT_DB_ALIAS, tenants=padded(towns, rounded(len(towns))), **ids)
    return {Ref(kind, pk, key): Row(kind, *more) for kind, pk, key, *more in found}


class Writer:
    """Knows the ledger's rows of everything that the objects of these tenants name; one query."""

    def __init__(
        self, nodes: Iterable[Node], tenants: Iterable[Tenant], *, omit_internal: bool = False
    ) -> None:
        self._omit = omit_internal
        self._rows = _published(tenants, nodes)

    def alone(self, node: Node) -> Json | None:
        """The object with what holds it; None if it isn't published yet."""
        return self._object(node, {**node.body, **node.back}, outer=True)

    def _object(self, node: Node, members: Json, *, outer: bool) -> Json | None:
        row = self._rows.get(node.ref)
        if row is None:
            return None
        left_out = INTERNAL.get(row.kind, set()) if self._omit and outer else set()
        shown = {name: self._value(value) for name, value in members.items() if name not in left_out}
        return head(row) | {name: value for name, value in shown.items() if value is not None} | times(row)

    def _value(self, value: Any) -> Any:
        """None for what has no address yet."""
        if isinstance(value, Ref):
            if value.kind == SYSTEM:
                return base()
            return address(self._rows[value]) if value in self._rows else None
        if isinstance(value, Listing):
            owner = self._value(value.of)
            return f"{owner}/{value.listed}" if owner is not None else None
        if isinstance(value, Node):
            return self._object(value, value.body, outer=False)
        if isinstance(value, list):
            return [part for part in map(self._value, value) if part is not None]
        return value
