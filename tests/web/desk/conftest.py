from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.factories.browsers import browser_of
from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_report, make_terms
from tests.factories.tenancy import make_member, make_tenant
from umsicht.directory.models import Organisation
from umsicht.offers.models import FieldReport
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav, panels


@pytest.fixture
def tenant() -> Tenant:
    return make_tenant(slug="musterstadt", name="Musterstadt")


@pytest.fixture
def town(tenant: Tenant) -> Tenant:
    """The same, with the few terms that the factories' offers carry."""
    make_terms()
    return tenant


@pytest.fixture
def role() -> Role:
    """What the person at the desk is; files about another role say so."""
    return Role.COORDINATOR


@pytest.fixture
def desk(tenant: Tenant, role: Role) -> Client:
    """The browser of a member of the tenant."""
    return browser_of(make_member(tenant, role))


@pytest.fixture
def provider(town: Tenant) -> Organisation:
    """An organisation with a contact point."""
    return make_contact_point(make_organisation(town)).organisation


@pytest.fixture
def keeper(town: Tenant, provider: Organisation) -> Client:
    """The browser of the person who keeps the provider."""
    return browser_of(make_member(town, Role.PROVIDER, organisation_id=provider.pk))


@pytest.fixture
def quiet_nav(monkeypatch: pytest.MonkeyPatch) -> None:
    """A navigation that counts nothing, for tests of what a page itself asks the store."""
    _ = (
        get_resolver().url_patterns
    )  # what waits registers itself with the addresses, once: not while it is put aside
    entries = {key: replace(entry, count=None) for key, entry in nav._entries.items()}
    monkeypatch.setattr(nav, "_entries", entries)
    monkeypatch.setattr(panels, "_waiting", {})


@pytest.fixture
def reports() -> Callable[..., list[FieldReport]]:
    """So many open reports on offers of a tenant, each a day older than the one before."""

    def make(tenant: object, count: int, first_age: int = 0) -> list[FieldReport]:
        offers = [
            make_offer(make_organisation(tenant=tenant), title=f"Angebot {number}") for number in range(count)
        ]
        return [make_report(offer, days=first_age + number) for number, offer in enumerate(offers)]

    return make
