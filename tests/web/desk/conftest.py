from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer, make_report
from umsicht.offers.models import FieldReport
from umsicht.web.desk import nav, panels


@pytest.fixture
def quiet_nav(monkeypatch: pytest.MonkeyPatch) -> None:
    """A navigation that counts nothing, for tests of what a page itself asks the store."""
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
