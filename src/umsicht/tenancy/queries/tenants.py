"""Reads of tenants. Tenant itself is not scoped: who exists is public; what they own is not."""

from __future__ import annotations

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
        Tenant.objects.filter(Q(slug=slug) | Q(kind=TenantKind.STATE))
        .order_by()
        .values_list(*columns(Tenant))
    )
)


def portal_pair(slug: str) -> tuple[Tenant | None, Tenant]:
    """The tenant of an address and the state office, in one query; the first is None for any other word.

    It stands on every page of the portals, hence compiled once.
    """
    rows = [instance(Tenant, row) for row in _PAIR.rows(slug=slug)]
    state = next(row for row in rows if row.kind == TenantKind.STATE)
    return next((row for row in rows if row.slug == slug), None), state
