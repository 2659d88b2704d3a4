"""Tenants and memberships for tests. Rows are written straight, without journal and rules."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django_scopes import scopes_disabled

from tests.factories.accounts import make_person
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import forget

_count = itertools.count(1001)  # four digits: names sort in the order in which they were made


def make_state(**fields: Any) -> Tenant:
    """The one state office. The data migration made it; a transactional test may have flushed it away."""
    state, _made = Tenant.objects.get_or_create(
        kind=TenantKind.STATE, defaults={"slug": "land", "name": "Land", "is_active": True}
    )
    for name, value in fields.items():
        setattr(state, name, value)
    if fields:
        state.save()
    return state


def make_district(**fields: Any) -> Tenant:
    number = next(_count)
    defaults: dict[str, Any] = {
        "kind": TenantKind.DISTRICT,
        "slug": f"landkreis-{number}",
        "name": f"Landkreis {number}",
        "parent": fields.get("parent") or make_state(),
    }
    return Tenant.objects.create(**(defaults | fields))


def make_tenant(**fields: Any) -> Tenant:
    """An active municipality below the state office; `key`, `slug`, `name`, `parent` … may be given."""
    number = next(_count)
    defaults: dict[str, Any] = {
        "kind": TenantKind.MUNICIPALITY,
        "key": f"{number:08d}",
        "slug": f"ort-{number}",
        "name": f"Ort {number}",
        "is_active": True,
        "parent": fields.get("parent") or make_state(),
    }
    return Tenant.objects.create(**(defaults | fields))


def make_member(
    tenant: Tenant, role: str = "coordinator", *, user: User | None = None, **fields: Any
) -> User:
    """A person with this role in this tenant since yesterday; returns the person."""
    user = user or make_person()
    fields.setdefault("valid_from", clock.today() - dt.timedelta(days=1))
    with scopes_disabled():  # unscoped: test data
        Membership.objects.create(tenant=tenant, user=user, role=role, **fields)
    forget(user)
    return user
