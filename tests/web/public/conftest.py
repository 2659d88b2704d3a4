from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories.directory import make_organisation
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_state, make_tenant
from tests.ui.dom import Element, parse
from umsicht.directory.models import Organisation
from umsicht.tenancy.models import Tenant

Read = Callable[..., Element]


@pytest.fixture(autouse=True)
def _each_page_anew(settings: Any, tmp_path: Path) -> None:
    """Factories write past the content version, and the index must be this test's own."""
    settings.PAGE_CACHE = False
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


@pytest.fixture
def state(db: None) -> Tenant:
    return make_state(
        slug="land",
        name="Land",
        official_name="Landesstelle",
        texts={"contact": {"de": "Haus 1\n\nstelle@example.org"}},
    )


@pytest.fixture
def town(state: Tenant) -> Tenant:
    """A town that takes part, with the few terms that the factories' offers carry."""
    make_terms()
    return make_tenant(slug="musterstadt", name="Musterstadt", lat=51.0, lon=13.0)


@pytest.fixture
def read() -> Read:
    """Read a page as a visitor whose browser wants German; well-formed and with the status asked for."""
    client = Client(HTTP_ACCEPT_LANGUAGE="de")

    def ask(path: str, status: int = 200) -> Element:
        response = client.get(path)
        assert response.status_code == status, path
        return parse(response.content.decode())

    return ask


@pytest.fixture
def provider(town: Tenant) -> Organisation:
    return make_organisation(town, name="Verein Nord", about="Wir sind da.", slug="verein-nord")
