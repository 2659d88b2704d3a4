"""Whether a client has the answer already: known before it is made, as long as the ledger is up to date."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django_scopes import scope

from umsicht.api.models import OparlObject, OparlState
from umsicht.core import clock
from umsicht.tenancy.models import Tenant

_CODE = hashlib.blake2b(
    b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py"))), digest_size=8
).hexdigest()
"""A new release may say the same things differently."""


@dataclass(frozen=True)
class State:
    """`seconds`: when something in it changed last, as seconds since 1970."""

    etag: str
    seconds: int


def of_list(request: HttpRequest, kind: str, tenants: list[Tenant]) -> State | None:
    """Of a page of a list. None while something has changed that was not compared yet, and where nothing was published."""
    return _state(request, tenants, _last(tenants, kind))


def of_object(request: HttpRequest, row: OparlObject) -> State | None:
    tenants = [row.tenant]
    return _state(request, tenants, row.modified_at if _last(tenants, row.kind) else None)


def _last(tenants: list[Tenant], kind: str) -> dt.datetime | None:
    """When an object of the kind changed last, if nothing visible has changed since the tenants were compared; one query."""
    with scope(tenant=tenants):
        rows = OparlObject.objects.filter(tenant=OuterRef("tenant"), kind=kind).order_by("-modified_at")
        last = Subquery(rows.values("modified_at")[:1])
        found = OparlState.objects.annotate(last=last).values_list("tenant_id", "content_version", "last")
        seen = {tenant: (version, when) for tenant, version, when in found}
    if any(tenant.pk not in seen or seen[tenant.pk][0] != tenant.content_version for tenant in tenants):
        return None
    return max((when for _version, when in seen.values() if when is not None), default=None)


def _state(request: HttpRequest, tenants: list[Tenant], last: dt.datetime | None) -> State | None:
    if last is None:
        return None
    versions = [(tenant.pk, tenant.content_version) for tenant in tenants]
    told = f"{_CODE} {clock.today()} {request.get_full_path()} {versions}"
    return State(f'W/"{hashlib.blake2b(told.encode(), digest_size=10).hexdigest()}"', int(last.timestamp()))
