from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from tests.factories.places import make_area
from tests.factories.tenancy import make_tenant
from tests.factories.vocabulary import load_curated
from umsicht.places.enums import AreaKind
from umsicht.tenancy.models import Tenant


@pytest.fixture
def town(db: None) -> Iterator[Tenant]:
    """A municipality with two districts, its scope open."""
    load_curated()
    tenant = make_tenant()
    for number, name in enumerate(("Zentrum", "Sonnenberg"), start=1):
        make_area(AreaKind.CITY_DISTRICT, f"{tenant.key}-0{number}", name=name, population=4000 * number)
    with scope(tenant=tenant):
        yield tenant


@pytest.fixture
def centre(town: Tenant) -> str:
    return f"{town.key}-01"
