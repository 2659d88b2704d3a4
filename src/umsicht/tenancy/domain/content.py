"""The content version: grows with each published change and keys every cache."""

from __future__ import annotations

from django.db.models import F

from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import forget_versions


def bump_content_version(tenant: Tenant) -> None:
    """Raise the version of the tenant and of all above it, in the caller's transaction.

    Rows are updated from the bottom up, always in this order, so that two writers can't lock each other.
    """
    forget_versions()
    current: Tenant | None = tenant
    while current is not None:
        Tenant.objects.filter(pk=current.pk).update(content_version=F("content_version") + 1)
        current = current.parent


def bump_everywhere() -> None:
    """Raise the version of every tenant, in the caller's transaction: state-wide terms or areas changed."""
    forget_versions()
    for kind in (TenantKind.GROUP, TenantKind.MUNICIPALITY, TenantKind.DISTRICT, TenantKind.STATE):
        Tenant.objects.filter(kind=kind).update(content_version=F("content_version") + 1)
