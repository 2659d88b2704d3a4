"""Whether a client has the answer already: known before it is made, as long as the ledger is up to date."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Max
from django.http import HttpRequest
from django_scopes import scope

from umsicht.api.models import OparlObject
from umsicht.api.oparl import ledger
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
    with scope(tenant=tenants):
        if not ledger.is_current(tenants):
            return None
        rows = OparlObject.objects.filter(kind=kind)
        return _state(request, tenants, rows.aggregate(last=Max("modified_at"))["last"])


def of_object(request: HttpRequest, row: OparlObject) -> State | None:
    with scope(tenant=row.tenant):
        return _state(request, [row.tenant], row.modified_at) if ledger.is_current([row.tenant]) else None


def _state(request: HttpRequest, tenants: list[Tenant], last: dt.datetime | None) -> State | None:
    if last is None:
        return None
    versions = [(tenant.pk, tenant.content_version) for tenant in tenants]
    told = f"{_CODE} {clock.today()} {request.get_full_path()} {versions}"
    return State(f'W/"{hashlib.blake2b(told.encode(), digest_size=10).hexdigest()}"', int(last.timestamp()))
