"""The rules that hold in a tenant."""

from __future__ import annotations

from umsicht.tenancy.models import Tenant
from umsicht.upkeep.models import Rules
from umsicht.upkeep.policy import DEFAULT, NAMES, Policy


def policy_of(tenant: Tenant) -> Policy:
    """One query."""
    row = Rules.objects.with_scope(tenant=tenant).values(*NAMES).first()
    return Policy(**row) if row is not None else DEFAULT
