"""Which page of the portals shows a record of a tenant, as the proofs of reports name it."""

from __future__ import annotations

from umsicht.tenancy.models import Tenant


def in_town(tenant: Tenant) -> tuple[tuple[str, str], ...]:
    """The argument that a municipality's pages take; those of the state office take none."""
    return () if tenant.is_state else (("municipality", tenant.slug),)


def page_of(tenant: Tenant, name: str, *, state: str = "") -> str:
    """The name of a municipality's page; the state office has its own for few of them."""
    return state if tenant.is_state else name
