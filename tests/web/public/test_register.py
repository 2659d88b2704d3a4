"""The public way in: an organisation registers, confirms by its link, and somebody takes an organisation over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests.factories.directory import make_organisation
from tests.factories.offers import make_terms
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core import clock, signing
from umsicht.directory.domain import handovers, registrations
from umsicht.directory.enums import HandOverKind, HandOverState, RegistrationState
from umsicht.directory.interfaces.registration_forms import RegistrationForm
from umsicht.directory.models import HandOver, Organisation, Registration
from umsicht.notify.domain import links
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
FORM = "/musterstadt/anbieter/werden"


@pytest.fixture
def town() -> Tenant:
    make_terms()
    return make_tenant(slug="musterstadt", name="Musterstadt")


def sent(**values: Any) -> dict[str, Any]:
    shown = int(clock.now().timestamp()) - 300
    name = f"form.{RegistrationForm.stamp_for}"
    stamp = signing.make(name, shown, lifetime=dt.timedelta(hours=1))
    base = {"name": "Verein Neu", "sector": "vereine", "about": "Wir helfen.", "email": "neu@example.org"}
    return base | {"form_stamp": stamp} | values


def stored(town: Tenant) -> list[Registration]:
    return list(Registration.objects.with_scope(tenant=town).order_by("pk"))


def test_a_filled_form_is_taken_and_leads_to_thanks(town: Tenant) -> None:
    browser = Client()
    assert browser.get(FORM).status_code == 200
    assert browser.post(FORM, sent(web="www.example.org")).url == f"{FORM}/danke"
    assert browser.get(f"{FORM}/danke").status_code == 200
    assert [(item.name, item.website) for item in stored(town)] == [("Verein Neu", "https://www.example.org")]


@pytest.mark.parametrize(
    "values",
    [
        {"website": "http://spam.example"},
        {"form_stamp": "falsch"},
        {"email": "kein@"},
        {"sector": "x"},
        {"about": ""},
    ],
)
def test_programs_and_mistakes_get_the_form_again(town: Tenant, values: dict[str, str]) -> None:
    assert Client().post(FORM, sent(**values)).status_code == 400
    assert stored(town) == []


def test_six_registrations_a_day_are_too_many(town: Tenant) -> None:
    answers = [Client().post(FORM, sent(name=f"Verein {number}")).status_code for number in range(6)]
    assert answers == [302] * 5 + [429]


def test_looking_at_the_link_confirms_nothing_and_posting_does_once(town: Tenant) -> None:
    Client().post(FORM, sent())
    (registration,) = stored(town)
    token = links.issue(
        purpose=registrations.PURPOSE, tenant=town, subject=registration.pk, lifetime=dt.timedelta(days=1)
    )
    page = f"{FORM}/{token}"
    assert ["Verein Neu" in Client().get(page).text for _ in range(2)] == [True, True]
    assert Client().get(page.replace("musterstadt", make_tenant().slug)).status_code == 404
    assert [Client().post(page).status_code for _ in range(2)] == [200, 410]
    (registration,) = stored(town)
    assert registration.state == RegistrationState.CONFIRMED
    assert Client().get(f"{FORM}/falsch").status_code in {400, 410}


def test_the_providers_page_and_the_footer_lead_to_the_form(town: Tenant) -> None:
    page = Client().get("/musterstadt/anbieter").text
    assert page.count(f'href="{FORM}"') == 2


def test_a_municipality_that_does_not_take_part_takes_nobody(town: Tenant) -> None:
    make_tenant(slug="fern", is_active=False)
    assert Client().get("/fern/anbieter/werden").status_code == 404


def test_a_person_answers_a_hand_over_by_link(town: Tenant) -> None:
    organisation = make_organisation(town)
    office = make_member(town)
    handover = handovers.propose_handover(
        organisation=organisation, actor=office, kind=HandOverKind.PERSON, to_email="neu@example.org"
    )
    token = links.issue(
        purpose=handovers.PURPOSE, tenant=town, subject=handover.pk, lifetime=dt.timedelta(days=1)
    )
    page = f"/musterstadt/anbieter/uebergabe/{token}"
    assert organisation.name in Client().get(page).text
    assert Client().post(page, {"antwort": "vielleicht"}).status_code == 400
    assert [Client().post(page, {"antwort": "annehmen"}).status_code for _ in range(2)] == [200, 410]
    assert HandOver.objects.with_scope(tenant=town).get().state == HandOverState.ACCEPTED


def test_the_address_of_a_merged_entry_leads_on(town: Tenant) -> None:
    kept = make_organisation(town)
    old = make_organisation(town, is_public=False, closed_on=clock.today(), successor=kept)
    answer = Client().get(f"/musterstadt/anbieter/{old.slug}")
    assert (answer.status_code, answer["Location"]) == (301, f"/musterstadt/anbieter/{kept.slug}")
    Organisation.objects.with_scope(tenant=town).filter(pk=kept.pk).update(is_public=False)
    assert Client().get(f"/musterstadt/anbieter/{old.slug}").status_code == 404
