from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from umsicht.tenancy.models import Tenant


@pytest.fixture
def town() -> Iterator[Tenant]:
    """A municipality with its scope open."""
    make_terms()
    tenant = make_tenant(slug="musterstadt")
    with scope(tenant=tenant):
        yield tenant
