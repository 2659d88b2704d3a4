"""Writes objects: addresses for references, times from the ledger, nothing of what is not published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q

from umsicht.api.models import OparlObject
from umsicht.api.oparl.kinds import KINDS, NAMESPACE, SYSTEM
from umsicht.api.oparl.nodes import Json, Listing, Node, Ref, moment, refs
from umsicht.core import clock

ROOT = "/api/oparl/v1.1/"
INTERNAL = {
    "AgendaItem": {"auxiliaryFile"},
    "Meeting": {"auxiliaryFile", "agendaItem"},
    "Paper": {"auxiliaryFile", "location"},
    "Person": {"membership"},
}
"""Left out with `omit_internal`. The standard names `legislativeTerm` too, but its schema demands that member in any case."""


def base() -> str:
    return settings.SITE_URL + ROOT


def address(row: OparlObject) -> str:
    return f"{base()}{KINDS[row.kind].path}/{row.uid}"


def head(row: OparlObject) -> Json:
    return {"id": address(row), "type": NAMESPACE + row.kind}


def times(row: OparlObject) -> Json:
    return {"created": moment(row.created_at), "modified": moment(row.modified_at)}


def gone(row: OparlObject) -> Json:
    """An object that is no longer public. One that left after the last comparison says so already."""
    when = row.modified_at if row.is_gone else clock.now()
    return {**head(row), "created": moment(row.created_at), "modified": moment(when), "deleted": True}


class Writer:
    """Knows the ledger's rows of everything that the objects name; one query. Needs the scope of the tenants."""

    def __init__(self, nodes: Iterable[Node], *, omit_internal: bool = False) -> None:
        self._omit = omit_internal
        wanted: dict[str, set[int]] = {}
        for ref in refs(list(nodes)):
            if ref.kind != SYSTEM:
                wanted.setdefault(ref.kind, set()).add(ref.pk)
        asked = Q(pk__in=[])
        for kind, ids in wanted.items():
            asked |= Q(kind=kind, object_id__in=ids)
        rows = OparlObject.objects.filter(asked, is_gone=False) if wanted else []
        self._rows = {Ref(row.kind, row.object_id, row.key): row for row in rows}

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
