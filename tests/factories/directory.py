"""Organisations and contact points for tests. Rows are written straight, without journal and rules."""

from __future__ import annotations

import itertools
from typing import Any

from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.tenancy.models import Tenant

_count = itertools.count(1001)  # four digits: names sort in the order in which they were made


def make_organisation(tenant: Tenant | None = None, **fields: Any) -> Organisation:
    """A public provider; `code`, `slug`, `name`, `sector` … may be given."""
    number = next(_count)
    defaults: dict[str, Any] = {
        "tenant": tenant or make_tenant(),
        "code": f"anbieter-{number}",
        "slug": f"anbieter-{number}",
        "name": f"Anbieter {number}",
        "sector": "vereine",
        "is_provider": True,
        "edited_on": clock.today(),
    }
    organisation = Organisation(**(defaults | fields))
    organisation.save()
    return organisation


def make_contact_point(organisation: Organisation | None = None, **fields: Any) -> ContactPoint:
    number = next(_count)
    organisation = organisation or make_organisation()
    defaults: dict[str, Any] = {
        "tenant": organisation.tenant,
        "organisation": organisation,
        "code": f"stelle-{number}",
        "name": f"Stelle {number}",
        "city": "Ort",
    }
    point = ContactPoint(**(defaults | fields))
    point.save()
    return point


def hours(*spans: tuple[str, str, str]) -> list[dict[str, Any]]:
    """hours(("MO TU", "09:00", "12:00"))."""
    return [{"days": days.split(), "opens": opens, "closes": closes} for days, opens, closes in spans]
