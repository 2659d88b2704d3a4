"""Which objects an address means: one, or the page of a list."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import translation
from django_scopes import scope

from umsicht.api.models import OparlObject
from umsicht.api.oparl import build, render, visible, written
from umsicht.api.oparl.kinds import SYSTEM
from umsicht.api.oparl.nodes import ITEM, STEP, WRITTEN, Json, Node, Ref
from umsicht.api.oparl.shapes import ListParameters
from umsicht.core.errors import NotFound
from umsicht.core.memory import Memory
from umsicht.council.queries import visibility
from umsicht.tenancy.models import Tenant

SECOND = dt.timedelta(seconds=1)
_counts: Memory[int] = Memory(500)


@contextmanager
def _reading(tenants: list[Tenant]) -> Iterator[None]:
    """What is said is German, whoever asks."""
    with scope(tenant=tenants), translation.override("de"):
        yield


def one(kind: str, uid: uuid.UUID) -> OparlObject:
    """The row of an object that is or was public. Raises NotFound."""
    # unscoped: an address names its object alone; what it says is read in the scope of its tenant
    rows = OparlObject.objects.with_scopes_disabled().select_related("tenant__parent")
    found = rows.filter(kind=kind, uid=uid).first()
    if found is None:
        raise NotFound("Dieses Objekt gibt es nicht.")
    return found


def shown(row: OparlObject, *, omit_internal: bool) -> Json:
    """The object, or what is left of it when it is no longer public."""
    if row.is_gone:
        return render.gone(row)
    with _reading([row.tenant]):
        nodes = build.chosen(row.kind, [Ref(row.kind, row.object_id, row.key)], [row.tenant])
        objects = _written(nodes, [row.tenant], omit_internal=omit_internal)
    return objects[0] if objects else render.gone(row)


def listing(
    kind: str,
    tenants: list[Tenant],
    path: str,
    parameters: ListParameters,
    within: Callable[[], Q] | None = None,
    *,
    compared: bool,
) -> Json:
    """A page of a list with its links. Rows come in the order in which they were published, so paging stays stable.

    `compared`: nothing has changed since the ledger was compared.
    """
    with _reading(tenants):
        rows = _matching(kind, tenants, parameters, compared=compared)
        rows = rows.filter(within()) if within is not None else rows
        version = tuple((tenant.pk, tenant.content_version) for tenant in tenants)
        total = _count(path, parameters, version, rows)
        start = (parameters.page - 1) * parameters.size
        chosen = list(rows.order_by("pk")[start : start + parameters.size])
        return {
            "data": _objects(kind, chosen, tenants, omit_internal=parameters.omit_internal),
            **_around(path, parameters, total),
        }


def _matching(
    kind: str, tenants: list[Tenant], parameters: ListParameters, *, compared: bool
) -> QuerySet[OparlObject]:
    """Times are shown to the second, and so they are compared. Objects that are gone show with `modified_since` only.

    Where nothing has changed since the last comparison, the ledger knows what is public; else every object is asked.
    """
    rows: QuerySet[OparlObject] = OparlObject.objects.filter(kind=kind, tenant__in=tenants)
    if not compared:
        public = visible.only_public(rows.filter(is_gone=False), kind, tenants)
        rows = rows.filter(Q(is_gone=True) | Q(pk__in=public.order_by().values("pk")))
    if parameters.modified_since is None:
        rows = rows.filter(is_gone__in=[False])  # `NOT is_gone` would keep SQLite from its index
    else:
        rows = rows.filter(modified_at__gte=parameters.modified_since.replace(microsecond=0))
    if parameters.created_since is not None:
        rows = rows.filter(created_at__gte=parameters.created_since.replace(microsecond=0))
    if parameters.created_until is not None:
        rows = rows.filter(created_at__lt=_after(parameters.created_until))
    if parameters.modified_until is not None:
        rows = rows.filter(modified_at__lt=_after(parameters.modified_until))
    return rows


def _after(until: dt.datetime) -> dt.datetime:
    return until.replace(microsecond=0) + SECOND


def _count(path: str, parameters: ListParameters, version: object, rows: QuerySet[OparlObject]) -> int:
    """Counted once per list, filters and content version."""
    key = (path, tuple(parameters.query(1)))
    held = _counts.get(key, version)
    return held if held is not None else _counts.keep(key, version, rows.count())


def _objects(kind: str, rows: list[OparlObject], tenants: list[Tenant], *, omit_internal: bool) -> list[Json]:
    wanted = [Ref(kind, row.object_id, row.key) for row in rows if not row.is_gone]
    nodes = build.chosen(kind, wanted, tenants)
    written = dict(
        zip((node.ref for node in nodes), _written(nodes, tenants, omit_internal=omit_internal), strict=True)
    )
    found: list[Json] = []
    for row in rows:
        one_of_them = render.gone(row) if row.is_gone else written.get(Ref(kind, row.object_id, row.key))
        found += [one_of_them] if one_of_them is not None else []
    return found


def _written(nodes: list[Node], tenants: list[Tenant], *, omit_internal: bool) -> list[Any]:
    writer = render.Writer(nodes, tenants, omit_internal=omit_internal)
    return [writer.alone(node) for node in nodes]


def _around(path: str, parameters: ListParameters, total: int) -> Json:
    pages = max(1, ceil(total / parameters.size))
    here = parameters.page

    def link(page: int) -> str:
        query = urlencode(parameters.query(page))
        return f"{render.base()}{path}" + (f"?{query}" if query else "")

    links = {"first": link(1), "self": link(here), "last": link(pages)}
    links |= {"prev": link(min(here - 1, pages))} if here > 1 else {}
    links |= {"next": link(here + 1)} if here < pages else {}
    return {
        "pagination": {
            "totalElements": total,
            "elementsPerPage": parameters.size,
            "currentPage": here,
            "totalPages": pages,
        },
        "links": links,
    }


def listing_of_organisation(
    kind: str, row: OparlObject, path: str, parameters: ListParameters, *, compared: bool
) -> Json:
    """Meetings of one body, or consultations in it. Those that are gone belong to no body any more."""
    return listing(
        kind, [row.tenant], path, parameters, lambda: _of_body(kind, row.object_id), compared=compared
    )


def _of_body(kind: str, body: int) -> Q:
    if kind == "Meeting":
        return Q(object_id__in=visibility.public_meetings().filter(body=body).order_by().values("pk"))
    sources = {
        STEP: visibility.public_steps().filter(body=body),
        ITEM: visibility.public_items().filter(meeting__body=body),
        WRITTEN: written.public().filter(body=body),
    }
    shown = Q()
    for key, found in sources.items():
        shown |= Q(key=key, object_id__in=found.order_by().values("pk"))
    return shown


def publishing() -> list[Tenant]:
    """Tenants that have or had something public."""
    # unscoped: ids of tenants, no content
    ids = OparlObject.objects.with_scopes_disabled().filter(kind="Body").values("tenant_id")
    return list(Tenant.objects.filter(pk__in=ids).select_related("parent").order_by("pk"))


def system() -> Json:
    """The times of the system object."""
    # unscoped: the one row of the state office
    row = OparlObject.objects.with_scopes_disabled().filter(kind=SYSTEM).first()
    return render.times(row) if row is not None else {}
