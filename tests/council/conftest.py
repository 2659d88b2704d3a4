from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from tests.factories.tenancy import make_tenant
from umsicht.tenancy.models import Tenant


@pytest.fixture
def town() -> Iterator[Tenant]:
    tenant = make_tenant(slug="musterstadt")
    with scope(tenant=tenant):
        yield tenant
