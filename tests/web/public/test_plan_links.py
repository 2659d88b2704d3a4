"""Where year plans are found from, and what their pages cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.offers import make_offer
from tests.factories.planning import make_entry, make_plan
from tests.factories.queries import queries_of
from tests.factories.vocabulary import make_many_terms
from umsicht.directory.models import Organisation
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
ROOT = "/musterstadt/jahresplan"


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    make_many_terms([("school_type", "oberschule", {"label_de": "Oberschule", "extra": {"grades": [5, 10]}})])
    with scope(tenant=town):
        yield town


@pytest.fixture
def client() -> Client:
    return Client(HTTP_ACCEPT_LANGUAGE="de")


@pytest.fixture
def offer(town: Tenant, provider: Organisation) -> Offer:
    return make_offer(provider, title="Kurs gegen Mobbing")


def test_words_of_providers_are_escaped_in_the_calendar(
    client: Client, town: Tenant, provider: Organisation
) -> None:
    plan = make_plan(town)
    make_entry(plan.plan, make_offer(provider, title="<b>Kurs</b>"), dt.date(2026, 12, 1))
    page = client.get(f"{ROOT}/{plan.key}").text
    assert ("<b>Kurs" in page, "&lt;b&gt;Kurs" in page) == (False, True)


def test_page_costs_the_same_for_few_and_many_offers(
    client: Client, town: Tenant, provider: Organisation
) -> None:
    def plan(count: int) -> str:
        return f"{ROOT}/{make_plan(town, [make_offer(provider) for _number in range(count)]).key}"

    one, three = plan(1), plan(3)
    client.get(one)
    few = queries_of(lambda: client.get(one))
    assert queries_of(lambda: client.get(three)) == few <= 6


def test_offers_and_the_watch_list_lead_here(client: Client, offer: Offer) -> None:
    page = client.get(f"/musterstadt/angebote/{offer.slug}").text
    assert f'href="/musterstadt/jahresplan?o={offer.pk}"' in page
    assert (
        f'href="/musterstadt/jahresplan?o={offer.pk}"'
        in client.get(f"/musterstadt/merkliste?o={offer.pk}").text
    )
    assert "Kurs gegen Mobbing" in client.get(f"{ROOT}?o={offer.pk}").text


def test_the_alliance_asks_for_the_town(client: Client, town: Tenant, offer: Offer) -> None:
    page = client.get(f"/jahresplan?o={offer.pk}").text
    assert f'href="/musterstadt/jahresplan?o={offer.pk}"' in page
