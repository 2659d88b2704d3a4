from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from tests.factories.places import make_area
from tests.factories.tenancy import make_tenant
from umsicht.places.enums import AreaKind
from umsicht.places.models import Area
from umsicht.tenancy.models import Tenant


@pytest.fixture
def town(db: None) -> Iterator[Tenant]:
    """A town with two districts, its scope open."""
    tenant = make_tenant(slug="musterstadt", name="Musterstadt")
    with scope(tenant=tenant):
        yield tenant


@pytest.fixture
def districts(town: Tenant) -> list[Area]:
    return [
        make_area(AreaKind.CITY_DISTRICT, f"{town.key}-{name}", name=name, municipality_key=town.key)
        for name in ("mitte", "nord")
    ]
