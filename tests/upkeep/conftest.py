from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from django_scopes import scope

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from umsicht.directory.models import Organisation
from umsicht.tenancy.models import Tenant


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.fixture
def town(db: None) -> Iterator[Tenant]:
    """A municipality whose scope is open, with the terms that offers carry."""
    make_terms()
    tenant = make_tenant(slug="musterstadt")
    with scope(tenant=tenant):
        yield tenant


@pytest.fixture
def provider(town: Tenant) -> Organisation:
    """With one contact point that answers for its offers (offer(provider) in the tests)."""
    made = make_organisation(town, name="Medienwerkstatt")
    make_contact_point(made, email="anbieter@example.org", phone="0371 123456")
    return made
