from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_tenant
from tests.factories.vocabulary import make_many_terms
from umsicht.directory.models import Organisation
from umsicht.tenancy.models import Tenant


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.fixture
def town(db: None) -> Iterator[Tenant]:
    """A municipality with its scope open, and the terms that plans and offers carry."""
    make_terms()
    make_many_terms(
        [
            ("school_type", "grundschule", {"label_de": "Grundschule", "extra": {"grades": [1, 4]}}),
            ("school_type", "oberschule", {"label_de": "Oberschule", "extra": {"grades": [5, 10]}}),
            ("problem_field", "mobbing", {"label_de": "Mobbing", "kind": "item"}),
        ]
    )
    tenant = make_tenant(slug="musterstadt", name="Musterstadt")
    with scope(tenant=tenant):
        yield tenant


@pytest.fixture
def provider(town: Tenant) -> Organisation:
    return make_organisation(town, name="Verein Nord")
