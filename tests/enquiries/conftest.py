from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from django_scopes import scope

from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from umsicht.tenancy.models import Tenant


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.fixture
def town(db: None) -> Iterator[Tenant]:
    """A municipality whose scope is open, as in a request to its portal."""
    make_terms()
    tenant = make_tenant()
    with scope(tenant=tenant):
        yield tenant
