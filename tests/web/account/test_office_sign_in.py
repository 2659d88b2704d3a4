"""Signing in through one's office (OpenID Connect): for people who were invited, by a confirmed address, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests.factories.accounts import make_person
from umsicht.accounts.models import User

pytestmark = pytest.mark.django_db
APP = {
    "provider_id": "oidc",
    "name": "Verwaltungskonto",
    "client_id": "x",
    "secret": "x",
    "settings": {"server_url": "https://issuer.example"},
}


@pytest.fixture(autouse=True)
def issuer(settings: Any) -> None:
    settings.OIDC_ISSUER, settings.OIDC_NAME = "https://issuer.example", "Verwaltungskonto"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}


@pytest.fixture
def person() -> User:
    someone = make_person("stelle@example.org")
    someone.emailaddress_set.create(email=someone.email, verified=True, primary=True)
    return someone


@pytest.fixture
def request_() -> Iterator[HttpRequest]:
    from django.contrib.auth.models import AnonymousUser  # reason: app ready

    request = RequestFactory().get("/konto/oidc/oidc/zurueck")
    request.user, request.session = AnonymousUser(), SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    with context.request_context(request):
        yield request


def come_back(request: HttpRequest, email: str, *, verified: bool) -> HttpResponse:
    """What happens after the issuer said who it is."""
    login = SocialLogin(
        provider=get_adapter().get_provider(request, "oidc"),
        user=User(email=email),
        account=SocialAccount(provider="oidc", uid="4711", extra_data={}),
        email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
    )
    login.state = {"process": "login", "next": ""}
    response: HttpResponse = complete_social_login(request, login)
    return response


def test_confirmed_address_of_an_invited_person_signs_in_and_stays_connected(
    request_: HttpRequest, person: User
) -> None:
    response = come_back(request_, "Stelle@example.org", verified=True)
    assert response.headers["Location"] == "/desk"
    assert request_.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.get().user == person


def test_unconfirmed_address_opens_nothing(request_: HttpRequest, person: User) -> None:
    come_back(request_, "stelle@example.org", verified=False)
    assert "_auth_user_id" not in request_.session
    assert (SocialAccount.objects.count(), User.objects.count()) == (0, 1)


def test_unknown_address_gets_no_account(request_: HttpRequest, person: User) -> None:
    response = come_back(request_, "fremd@example.org", verified=True)
    assert "_auth_user_id" not in request_.session
    assert User.objects.count() == 1
    assert "Konten entstehen durch Einladung" in response.content.decode()


def test_button_shows_only_where_an_issuer_is_set(client: Client, settings: Any) -> None:
    assert "Mit Verwaltungskonto anmelden" in client.get("/konto/anmelden").text
    settings.OIDC_ISSUER = ""
    assert "Verwaltungskonto" not in client.get("/konto/anmelden").text


def test_leaving_for_the_issuer_needs_a_click(client: Client) -> None:
    page = client.get("/konto/oidc/oidc")
    assert (page.status_code, "Verwaltungskonto" in page.text) == (200, True)
