from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories.accounts import PASSWORD, make_person
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.domain import rescue
from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def person() -> User:
    someone = make_person("stelle@example.org", password=PASSWORD)
    someone.emailaddress_set.create(email=someone.email, verified=True, primary=True)
    return someone


def run(*arguments: str) -> None:
    call_command("account", *arguments, stdout=StringIO())


def test_lost_second_factor_is_reset_and_every_browser_signed_out(person: User) -> None:
    browser = Client()
    browser.post("/konto/anmelden", {"login": person.email, "password": PASSWORD})
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=person, type=kind, data={})
    run("reset-factors", "Stelle@example.org", "--reason", "Handy verloren")
    assert Authenticator.objects.count() == 0
    assert browser.get("/konto").status_code == 302
    event = AuditEvent._base_manager.order_by("-pk")[0]
    assert (event.action, event.after, event.reason) == (
        "accounts.factor.reset",
        {"removed": 2},
        "Handy verloren",
    )


def test_closed_account_is_out_at_once_and_can_be_opened_again(person: User) -> None:
    browser = Client()
    browser.post("/konto/anmelden", {"login": person.email, "password": PASSWORD})
    run("close", person.email, "--reason", "Passwort im Umlauf")
    assert browser.get("/konto").status_code == 302
    assert Client().post("/konto/anmelden", {"login": person.email, "password": PASSWORD}).url != "/desk"
    with pytest.raises(CommandError, match="schon geschehen"):
        run("close", person.email, "--reason", "x")
    run("reopen", person.email, "--reason", "geklärt")
    assert Client().post("/konto/anmelden", {"login": person.email, "password": PASSWORD}).url == "/desk"


@pytest.mark.parametrize("step", [rescue.reset_factors, rescue.close_account, rescue.reopen_account])
def test_only_who_runs_the_instance_does_it_and_says_why(person: User, step: object) -> None:
    for actor in (person, make_member(make_tenant())):
        with pytest.raises(NotAllowed):
            step(actor=actor, person=person, reason="x")  # type: ignore[operator]
    operator = make_person(is_operator=True)
    with pytest.raises(BadInput):
        step(actor=operator, person=person, reason=" ")  # type: ignore[operator]
    assert AuditEvent._base_manager.count() == 0


def test_open_account_is_not_opened_twice(person: User) -> None:
    with pytest.raises(Conflict):
        rescue.reopen_account(actor=None, person=person, reason="x")


def test_unknown_account_is_told() -> None:
    with pytest.raises(CommandError, match="no account"):
        run("close", "fremd@example.org", "--reason", "x")
