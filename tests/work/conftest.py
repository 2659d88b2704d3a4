from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.offers.enums import ReportField
from umsicht.offers.models import FieldReport, Offer

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def make_report(offer: Offer, *, days: int = 0, text: str = "Neue Nummer", **fields: object) -> FieldReport:
    report = FieldReport(
        tenant=offer.tenant,
        offer=offer,
        field=ReportField.CONTACT,
        text=text,
        created_at=clock.now() - dt.timedelta(days=days),
        **fields,
    )
    with scope(tenant=offer.tenant):
        report.save()
    return report


@pytest.fixture
def reports() -> Callable[..., list[FieldReport]]:
    """So many open reports on offers of a tenant, each a day older than the one before."""

    def make(tenant: object, count: int, first_age: int = 0) -> list[FieldReport]:
        offers = [
            make_offer(make_organisation(tenant=tenant), title=f"Angebot {number}") for number in range(count)
        ]
        return [make_report(offer, days=first_age + number) for number, offer in enumerate(offers)]

    return make
