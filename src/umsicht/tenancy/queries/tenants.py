"""Reads of tenants. Tenant itself is not scoped: who exists is public; what they own is not."""

from __future__ import annotations

from functools import cached_property

from django.db.models import Q

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
        self._rows = _PAIR.raw(slug=slug)

    @property
    def versions(self) -> tuple[int, int]:
        """Content versions of the two; the state office's twice if the address names no tenant."""
        state = next(row[_VERSION] for row in self._rows if row[_KIND] == TenantKind.STATE)
        return next((row[_VERSION] for row in self._rows if row[_SLUG] == self._slug), state), state

    @cached_property
    def tenants(self) -> tuple[Tenant | None, Tenant]:
        rows = [instance(Tenant, row) for row in _PAIR.converted(self._rows, slug=self._slug)]
        state = next(row for row in rows if row.kind == TenantKind.STATE)
        return next((row for row in rows if row.slug == self._slug), None), state
