from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scope

from tests.factories.accounts import PASSWORD, make_person
from tests.factories.browsers import browser_of
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.models import User
from umsicht.tenancy.domain.invitations import invite
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import held_by
from umsicht.web.account import nav

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    someone = make_person("stelle@example.org", password=PASSWORD, display_name="Stelle")
    someone.emailaddress_set.create(email=someone.email, verified=True, primary=True)
    return someone


def confirmed(client: Client) -> Client:
    """The person has just shown once more that it is her."""
    response = client.post("/konto/bestaetigen", {"password": PASSWORD, "next": "/konto"})
    assert response.status_code == 302
    return client


def test_every_page_of_the_account_is_reached_from_the_overview(person: User) -> None:
    client = browser_of(person)
    overview = client.get("/konto").text
    for page in nav.pages():
        assert str(page.label) in overview
    for address in (
        "/konto/profil",
        "/konto/e-mail",
        "/konto/passwort",
        "/konto/zweiter-faktor",
        "/konto/anmeldungen",
        "/konto/meine-daten",
    ):
        assert f'href="{address}"' in overview
        page_text = client.get(address).text
        assert page_text.count('aria-current="page"') == 1, address


def test_profile_changes_name_and_language_at_once(person: User) -> None:
    client = browser_of(person)
    response = client.post("/konto/profil", {"display_name": "Neue Stelle", "language": "en"})
    assert response.url == "/konto/profil"
    page = client.get("/konto/profil")
    assert ("Neue Stelle" in page.text, page.headers["Content-Language"]) == (True, "en")


@pytest.mark.parametrize(
    "data", [{}, {"display_name": "x", "language": "de"}, {"display_name": "Stelle", "language": "fr"}]
)
def test_profile_form_survives_bad_input(person: User, data: dict[str, str]) -> None:
    response = browser_of(person).post("/konto/profil", data)
    assert response.status_code == 400
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("Stelle", "de")


def test_visitor_chooses_a_language_without_account_or_session(client: Client) -> None:
    response = client.post("/konto/sprache", {"language": "en", "next": "/konto/anmelden"})
    assert (response.url, set(response.cookies)) == ("/konto/anmelden", {settings.LANGUAGE_COOKIE_NAME})
    assert client.get("/konto/anmelden").headers["Content-Language"] == "en"
    back = client.post("/konto/sprache", {"language": "de", "next": "https://boese.example"})
    assert (back.url, back.cookies[settings.LANGUAGE_COOKIE_NAME].value) == ("/", "")
    assert client.post("/konto/sprache", {"language": "tlh"}).status_code == 400


def test_export_asks_who_it_is_and_gives_a_zip(person: User) -> None:
    client = browser_of(person)
    asked = client.post("/konto/meine-daten/export")
    assert asked.url.startswith("/konto/bestaetigen")
    response = confirmed(client).post("/konto/meine-daten/export")
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/zip", "no-store")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert "konto.json" in archive.namelist()
    assert client.get("/konto/meine-daten/export").status_code == 405


def test_erasure_needs_confirmation_and_a_tick_then_everything_is_gone(person: User) -> None:
    client = confirmed(browser_of(person))
    assert client.post("/konto/meine-daten/loeschen", {}).status_code == 400
    assert User.objects.filter(pk=person.pk).exists()
    done = client.post("/konto/meine-daten/loeschen", {"understood": "on"})
    assert (done.status_code, "gelöscht" in done.text) == (200, True)
    assert not User.objects.filter(pk=person.pk).exists()
    assert client.get("/konto").status_code == 302


def test_last_coordinator_is_told_why_the_account_can_not_go(person: User) -> None:
    make_member(make_tenant(name="Musterstadt"), user=person)
    client = confirmed(browser_of(person))
    assert "Musterstadt hätte dann keine Koordination mehr" in client.get("/konto/meine-daten").text
    refused = client.post("/konto/meine-daten/loeschen", {"understood": "on"})
    assert refused.status_code == 409
    assert User.objects.filter(pk=person.pk).exists()


def test_role_is_given_up_by_its_holder_only(person: User) -> None:
    tenant = make_tenant()
    make_member(tenant)
    make_member(tenant, Role.EDITOR, user=person)
    membership = Membership._base_manager.get(user=person)
    assert browser_of(make_person()).post(f"/konto/rollen/{membership.pk}/abgeben").status_code == 404
    assert browser_of(person).post(f"/konto/rollen/{membership.pk}/abgeben").url == "/konto"
    assert held_by(User.objects.get(pk=person.pk)) == ()


@pytest.fixture
def offer() -> tuple[Tenant, str]:
    tenant = make_tenant(slug="musterstadt", name="Musterstadt")
    with scope(tenant=tenant):
        _invitation, token = invite(actor=None, tenant=tenant, email="neu@example.org", role=Role.EDITOR)
    return tenant, f"/konto/einladung/{token}"


def test_invited_person_opens_an_account_and_stands_at_the_desk(client: Client, offer: Any) -> None:
    tenant, address = offer
    page = client.get(address)
    assert (page.status_code, "Musterstadt" in page.text, "neu@example.org" in page.text) == (200, True, True)
    data = {"display_name": "Redaktion", "password": PASSWORD, "password_again": PASSWORD}
    response = client.post(address, data)
    assert response.url == "/desk/musterstadt"
    assert client.get("/desk/musterstadt").status_code == 200
    person = User.objects.get(email="neu@example.org")
    assert [(m.tenant, m.role) for m in held_by(person)] == [(tenant, "editor")]
    gone = Client().get(address)
    assert (gone.status_code, "gilt nicht mehr" in gone.text) == (404, True)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({}, "erforderlich"),
        ({"password_again": "etwas-anderes-hier"}, "verschieden"),
        ({"password": "kurz", "password_again": "kurz"}, "kurz"),
        ({"display_name": "x"}, "mindestens 2"),
    ],
)
def test_invitation_form_survives_bad_input(
    client: Client, offer: Any, data: dict[str, str], word: str
) -> None:
    good = {"display_name": "Redaktion", "password": PASSWORD, "password_again": PASSWORD}
    response = client.post(offer[1], good | data if data else {})
    assert (response.status_code, User.objects.count()) == (400, 0)
    assert word in response.text
    assert PASSWORD not in response.text


def test_invited_address_with_an_account_signs_in_first(client: Client, offer: Any) -> None:
    person = make_person("neu@example.org", password=PASSWORD)
    page = client.get(offer[1]).text
    assert f'href="/konto/anmelden?next={offer[1]}"' in page
    assert "password_again" not in page
    attack = {
        "display_name": "Fremd",
        "password": "ein-anderes-passwort",
        "password_again": "ein-anderes-passwort",
    }
    client.post(offer[1], attack)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert "_auth_user_id" not in client.session
    assert browser_of(person).post(offer[1]).url == "/desk/musterstadt"


def test_signed_in_person_takes_the_role_with_one_click(person: User, offer: Any) -> None:
    client = browser_of(person)
    assert "stelle@example.org" in client.get(offer[1]).text
    assert held_by(User.objects.get(pk=person.pk)) == ()
    assert client.post(offer[1]).url == "/desk/musterstadt"
    assert client.post(offer[1]).status_code == 404


def test_pages_of_the_account_cost_the_same_for_few_and_many(person: User) -> None:
    def add() -> None:
        make_member(make_tenant(), user=person)
        Client().post("/konto/anmelden", {"login": person.email, "password": PASSWORD})

    client = browser_of(person)
    pages = ("/konto", "/konto/anmeldungen")
    add()
    few = [queries_of(lambda page=page: client.get(page)) for page in pages]
    add()
    add()
    assert [queries_of(lambda page=page: client.get(page)) for page in pages] == few
