"""Reads of tenants. Tenant itself is not scoped: who exists is public; what they own is not."""

from __future__ import annotations

import time
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Q

from umsicht.core.memory import Memory
from umsicht.core.prepared import Prepared, columns, instance
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant

_STATE = Prepared(lambda: Tenant.objects.filter(parent__isnull=True).order_by().values_list(*columns(Tenant)))
_BY_SLUG = Prepared(
    lambda slug: (
        Tenant.objects.filter(slug=slug)
        .order_by()
        .values_list(*columns(Tenant), *columns(Tenant, "parent__"))
    )
)
FRESH = 0.2
"""Seconds. So long kept pages of one process need not ask for versions again: a published change shows within a second."""
_versions: Memory[tuple[int, int]] = Memory(1024)
_WIDTH = len(columns(Tenant))
_SLUG, _KIND, _VERSION = (columns(Tenant).index(name) for name in ("slug", "kind", "content_version"))


def state_office() -> Tenant:
    """The tenant of the state office, the one without a parent; the first migration made it, so it always exists."""
    for row in _STATE.rows():
        office: Tenant = instance(Tenant, row)
        return office
    raise Tenant.DoesNotExist("The state office is missing; `umsicht migrate` makes it.")


def by_slug(slug: str) -> Tenant | None:
    """With its parent; one query."""
    for row in _BY_SLUG.rows(slug=slug):
        found: Tenant = instance(Tenant, row[:_WIDTH])
        found.parent = instance(Tenant, row[_WIDTH:])
        return found
    return None


_PAIR = Prepared(
    lambda slug: (
        Tenant.objects.filter(Q(slug=slug) | Q(parent__isnull=True)).order_by().values_list(*columns(Tenant))
    )
)


class PortalPair:
    """The tenant of an address (None for any other word) and the state office, in one query.

    It stands on every page of the portals; a page that is kept needs only the versions, so the records wait to be asked for.
    """

    def __init__(self, slug: str) -> None:
        self._slug = slug

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        return _PAIR.raw(slug=self._slug)

    @property
    def versions(self) -> tuple[int, int]:
        """Content versions of the two, up to FRESH seconds old unless this process raised them itself."""
        span = int(time.monotonic() / FRESH)
        return _versions.get(self._slug, span) or _versions.keep(self._slug, span, self._read_versions())

    def _read_versions(self) -> tuple[int, int]:
        """The state office's twice if the address names no tenant."""
        state = next(row[_VERSION] for row in self._rows if row[_KIND] == TenantKind.STATE)
        return next((row[_VERSION] for row in self._rows if row[_SLUG] == self._slug), state), state

    @cached_property
    def tenants(self) -> tuple[Tenant | None, Tenant]:
        rows = [instance(Tenant, row) for row in _PAIR.converted(self._rows, slug=self._slug)]
        state = next(row for row in rows if row.kind == TenantKind.STATE)
        return next((row for row in rows if row.slug == self._slug), None), state


def forget_versions() -> None:
    """Versions are being raised in this transaction: ask for them again, now and once it is over."""
    _versions.clear()
    transaction.on_commit(_versions.clear)
