from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.accounts import PASSWORD, make_person
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/anmelden"
EMAIL = "stelle@example.org"


@pytest.fixture
def person() -> User:
    someone = make_person(EMAIL, password=PASSWORD, display_name="Stelle")
    someone.emailaddress_set.create(email=EMAIL, verified=True, primary=True)
    return someone


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password} | extra)


def actions() -> list[tuple[str, str]]:
    return list(AuditEvent._base_manager.order_by("pk").values_list("action", "actor_label"))


def test_sign_in_by_address_in_any_spelling_leads_to_the_desk(client: Client, person: User) -> None:
    make_member(make_tenant(slug="musterstadt"), user=person)
    response = sign_in(client, " STELLE@Example.org ")
    assert (response.status_code, response.url) == (302, "/desk")
    assert client.get("/desk").url == "/desk/musterstadt"
    assert actions() == [("accounts.session.start", "Stelle")]


def test_sign_in_goes_on_to_where_one_wanted_to_go_on_this_site_only(person: User) -> None:
    assert sign_in(Client(), next="/konto/meine-daten").url == "/konto/meine-daten"
    assert sign_in(Client(), next="https://boese.example/").url == "/desk"


def test_wrong_password_gives_the_form_back_and_tells_the_log(client: Client, person: User) -> None:
    response = sign_in(client, password="falsch-falsch-falsch")
    assert response.status_code == 200
    assert 'id="id_login_error"' in response.text or "kern-" in response.text
    assert actions() == [("accounts.session.fail", "System")]
    assert "_auth_user_id" not in client.session


def test_unknown_address_looks_the_same_and_is_kept_nowhere_in_the_log(client: Client, person: User) -> None:
    known = sign_in(Client(), password="falsch-falsch-falsch").text
    unknown = sign_in(Client(), email="fremd@example.org").text
    plain = re.compile(r'value="[^"]*"')
    assert plain.sub("", known) == plain.sub("", unknown)
    assert "fremd@example.org" not in str(list(AuditEvent._base_manager.values()))


def test_closed_account_can_not_sign_in(client: Client, person: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_lockout_after_eight_failures_counts_per_person_and_address(person: User) -> None:
    limit = django_settings.AXES_FAILURE_LIMIT
    attacker = Client(REMOTE_ADDR="203.0.113.7")
    for attempt in range(1, limit + 1):
        response = sign_in(attacker, password=f"falsch-{attempt}-falsch")
        assert response.status_code == (429 if attempt == limit else 200), attempt
    assert "halbe Stunde" in response.text
    locked = sign_in(attacker)
    assert locked.status_code == 429
    assert sign_in(Client(REMOTE_ADDR="203.0.113.8")).status_code == 302
    assert [action for action, _actor in actions()] == [
        *["accounts.session.fail"] * (limit - 1),
        "accounts.session.lock",
        "accounts.session.start",
    ]


def test_success_forgets_earlier_failures(client: Client, person: User) -> None:
    for _attempt in range(3):
        sign_in(client, password="falsch-falsch-falsch")
    assert AccessAttempt.objects.count() == 1
    sign_in(client)
    assert AccessAttempt.objects.count() == 0


def test_sign_out_needs_a_click_and_is_recorded(client: Client, person: User) -> None:
    sign_in(client)
    assert client.get("/konto/abmelden").status_code == 200
    assert client.post("/konto/abmelden").url == "/"
    assert client.get("/konto").url == f"{SIGN_IN}?next=/konto"
    assert [action for action, _actor in actions()] == ["accounts.session.start", "accounts.session.end"]


@pytest.mark.parametrize("address", [SIGN_IN, "/konto/registrieren", "/konto/passwort-vergessen"])
def test_looking_at_the_entrance_writes_nothing(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get(address)
    assert response.status_code == 200
    assert set(response.cookies) <= {"csrftoken"}
    assert Session.objects.count() == 0


def test_nobody_opens_an_account_without_an_invitation(client: Client) -> None:
    data = {"email": "neu@example.org", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/konto/registrieren", data)
    assert (response.status_code, User.objects.count()) == (200, 0)
    assert "Einladung" in response.text


def test_password_reset_by_mail_works_once(
    client: Client, person: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/konto/passwort-vergessen", {"email": EMAIL}).status_code == 302
    link = re.search(r"http\S+/konto/passwort-neu/\S+", str(mail.outbox[0].body))
    assert link is not None
    path = link[0].removeprefix(django_settings.SITE_URL)
    page = client.get(path, follow=True)
    new = {"password1": "ein-ganz-neues-wort", "password2": "ein-ganz-neues-wort"}
    assert client.post(page.redirect_chain[-1][0], new).status_code == 302
    person.refresh_from_db()
    assert person.check_password("ein-ganz-neues-wort")
    assert ("accounts.password.change", "Stelle") in actions()
    again = Client().get(path, follow=True)
    assert "gilt nicht mehr" in again.text


def test_password_reset_for_unknown_address_answers_the_same(client: Client, person: User) -> None:
    answers = [
        Client().post("/konto/passwort-vergessen", {"email": email}, follow=True).text
        for email in (EMAIL, "fremd@example.org")
    ]
    assert answers[0] == answers[1]


def with_app(person: User) -> str:
    secret = totp.generate_totp_secret()
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(secret)}
    )
    return secret


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def test_second_factor_is_asked_for_before_the_session_counts(client: Client, person: User) -> None:
    secret = with_app(person)
    assert sign_in(client).url == "/konto/anmelden/zweiter-schritt"
    assert client.get("/konto").url == f"{SIGN_IN}?next=/konto"
    wrong = client.post("/konto/anmelden/zweiter-schritt", {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post("/konto/anmelden/zweiter-schritt", {"code": code_of(secret)})
    assert right.url == "/desk"
    assert client.get("/konto").status_code == 200


def test_codes_can_not_be_guessed_without_end(client: Client, person: User) -> None:
    with_app(person)
    sign_in(client)
    texts = [client.post("/konto/anmelden/zweiter-schritt", {"code": "000000"}).text for _try in range(25)]
    assert "Zu viele" in texts[-1]
    assert "Zu viele" not in texts[0]


def test_desk_sends_people_without_second_factor_to_set_one_up(
    client: Client, person: User, settings: Any
) -> None:
    settings.REQUIRE_MFA = True
    make_member(make_tenant(slug="musterstadt"), user=person)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in ("/desk", "/desk/musterstadt", "/desk/musterstadt/mitglieder"):
        assert client.get(address).url == "/konto/zweiter-faktor"
    assert client.post("/desk/musterstadt/mitglieder/einladen").url == "/konto/zweiter-faktor"
    assert client.get("/konto").status_code == 200
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client.get("/desk/musterstadt").status_code == 302
    with_app(person)
    assert client.get("/desk/musterstadt").status_code == 200


def test_sign_in_takes_the_language_along(client: Client, person: User) -> None:
    User.objects.update(language="en")
    response = sign_in(client)
    assert response.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert "Overview" in client.get("/konto").text


def test_sessions_are_listed_and_ended_one_by_one_or_all(person: User) -> None:
    here, there, third = (
        Client(),
        Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"),
        Client(),
    )
    for browser in (here, there, third):
        sign_in(browser)
    page = here.get("/konto/anmeldungen").text
    assert (page.count("dieser Browser"), page.count("Firefox unter Windows")) == (
        1,
        2,
    )  # once for the eye, once read
    there_id = UserSession.objects.get(session_key=there.session.session_key).pk
    assert here.post(f"/konto/anmeldungen/{there_id}/beenden").status_code == 302
    assert there.get("/konto").status_code == 302
    assert here.post("/konto/anmeldungen/beenden").status_code == 302
    assert third.get("/konto").status_code == 302
    assert here.get("/konto").status_code == 200


def test_nobody_ends_the_session_of_someone_else(client: Client, person: User) -> None:
    sign_in(client)
    other = Client()
    other.force_login(make_person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    session_id = UserSession.objects.get(user=person).pk
    assert other.post(f"/konto/anmeldungen/{session_id}/beenden").status_code == 404
    assert client.get("/konto").status_code == 200
