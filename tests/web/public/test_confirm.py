"""The page behind the link of a reminder."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django_scopes import scope, scopes_disabled

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_terms
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_tenant
from tests.factories.upkeep import make_due, make_link
from umsicht.core import clock
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.models import Offer
from umsicht.upkeep.interfaces.answer_form import AnswerForm
from umsicht.upkeep.models import Confirmation
from umsicht.upkeep.policy import DEFAULT
from umsicht.upkeep.queries.due import due_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider() -> Organisation:
    make_terms()
    tenant = make_tenant(slug="musterstadt", name="Musterstadt")
    made = make_organisation(tenant, name="Medienwerkstatt")
    point = make_contact_point(made, email="anbieter@example.org", phone="0371 123456")
    for _ in range(3):
        make_due(make_offer(made, contact_point=point))
    return made


def address(token: str, town: str = "musterstadt") -> str:
    return f"/{town}/bestaetigen/{token}"


def untouched(provider: Organisation) -> dict[str, Any]:
    with scope(tenant=provider.tenant):
        form = AnswerForm(due=due_of(provider, DEFAULT))
        values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False, [], "")}


def confirmations() -> int:
    with scopes_disabled():  # unscoped: counts all
        return Confirmation.objects.count()


def test_looking_changes_nothing_however_often(provider: Organisation, client: Client) -> None:
    url = address(make_link(provider))
    assert "Alles stimmt: 3 Angebote bestätigen" in client.get(url).text
    assert (confirmations(), client.head(url).status_code, client.get(url).status_code) == (0, 200, 200)
    assert client.get(url)["Referrer-Policy"] == "same-origin"


def test_one_click_confirms_everything_and_says_so(provider: Organisation, client: Client) -> None:
    url = address(make_link(provider))
    response = client.post(url, untouched(provider))
    assert response.url == "/musterstadt/bestaetigen/danke?n=3&e=0"  # type: ignore[attr-defined]
    assert "3 Angebote bestätigt" in client.get(response.url).text  # type: ignore[attr-defined]
    assert confirmations() == 3
    again = client.post(url, untouched(provider))
    assert (again.status_code, "Jeder Link gilt ein Mal" in again.text) == (410, True)


def test_bad_input_comes_back_with_what_was_typed_and_keeps_the_link(
    provider: Organisation, client: Client
) -> None:
    url = address(make_link(provider))
    with scopes_disabled():  # unscoped: the only contact point
        name = f"c{provider.contact_points.get().pk}-phone"
    response = client.post(url, untouched(provider) | {name: "ruf an"})
    assert (response.status_code, 'value="ruf an"' in response.text, "<details" in response.text) == (
        400,
        True,
        True,
    )
    assert confirmations() == 0
    assert client.post(url, untouched(provider)).status_code == 302


def test_values_that_changed_meanwhile_are_shown_first(provider: Organisation, client: Client) -> None:
    url, sent = address(make_link(provider)), untouched(provider)
    with scopes_disabled():  # unscoped: somebody edits
        Offer.objects.update(summary="Ganz anders als vorher.")
    response = client.post(url, sent)
    assert (response.status_code, "Inzwischen wurde etwas geändert" in response.text) == (409, True)
    assert confirmations() == 0


@pytest.mark.parametrize("data", [{}, {"seen": ""}, {"seen": "x" * 500}, {"seen": "a\x00b"}])
def test_broken_answers_never_break_the_page(
    provider: Organisation, client: Client, data: dict[str, str]
) -> None:
    response = client.post(address(make_link(provider)), data)
    assert (response.status_code, confirmations()) == (400, 0)


@pytest.mark.parametrize("token", ["x", "eyJkIjoi:abc:def", "a" * 400])
def test_forged_links_lead_nowhere(provider: Organisation, client: Client, token: str) -> None:
    assert client.get(address(token)).status_code == 404


def test_link_of_another_town_does_not_exist_here(provider: Organisation, client: Client) -> None:
    make_tenant(slug="nachbarstadt")
    assert client.get(address(make_link(provider), "nachbarstadt")).status_code == 404


def test_expired_link_says_what_to_do(provider: Organisation, client: Client) -> None:
    token = make_link(provider)
    with time_machine.travel(clock.now() + dt.timedelta(days=61), tick=False):
        response = client.get(address(token))
    assert (response.status_code, "neuesten E-Mail" in response.text) == (410, True)


def test_everything_confirmed_meanwhile_is_a_thank_you(provider: Organisation, client: Client) -> None:
    first, second = make_link(provider), make_link(provider, days_ago=30)
    client.post(address(first), untouched(provider))
    response = client.get(address(second))
    assert (response.status_code, "Zurzeit ist nichts fällig" in response.text) == (200, True)


def test_page_costs_the_same_for_one_offer_and_for_many(provider: Organisation, client: Client) -> None:
    alone = make_organisation(provider.tenant)
    make_due(make_offer(alone, contact_point=make_contact_point(alone, email="anbieter@example.org")))
    one, three = address(make_link(alone)), address(make_link(provider))
    client.get(one)
    assert queries_of(lambda: client.get(one)) == queries_of(lambda: client.get(three))


@pytest.mark.parametrize("query", ["n=x", "n=-1", "n=99999999", "n=²", ""])
def test_thanks_take_any_number_of_the_address(provider: Organisation, client: Client, query: str) -> None:
    assert client.get(f"/musterstadt/bestaetigen/danke?{query}").status_code == 200


def test_link_ends_with_the_address_it_was_sent_to(provider: Organisation, client: Client) -> None:
    url = address(make_link(provider))
    ContactPoint.objects.with_scope(tenant=provider.tenant).update(email="neu@example.org")
    for answer in (client.get(url), client.post(url, untouched(provider))):
        assert (answer.status_code, "nicht mehr verwendet" in answer.text) == (404, True)
    assert confirmations() == 0
