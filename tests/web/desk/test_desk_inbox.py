from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import make_person
from tests.factories.browsers import browser_of
from tests.factories.notify import make_inbox_message
from tests.factories.tenancy import make_member, make_tenant
from tests.ui.dom import parse
from umsicht.accounts.models import User
from umsicht.core import clock, signing
from umsicht.notify.domain.delivery import UNSUBSCRIBE, UNSUBSCRIBE_LIFETIME
from umsicht.notify.models import InboxMessage, Suppression
from umsicht.notify.queries.preferences import preferences_of
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/postfach"


@pytest.fixture
def person(tenant: Tenant) -> User:
    return make_member(tenant, Role.MEMBER)


@pytest.fixture
def desk(person: User) -> Client:
    return browser_of(person)


def titles(response: Any) -> list[str]:
    return [link.text for link in parse(response.content.decode()).one("ul", **{"class": "um-todo"}).all("a")]


def stored(message: InboxMessage) -> InboxMessage:
    return InboxMessage.objects.with_scopes_disabled().get(pk=message.pk)


def test_inbox_shows_own_messages_of_this_tenant_newest_first(
    desk: Client, person: User, tenant: Tenant
) -> None:
    make_inbox_message(person, tenant, title="Erste", read_at=clock.now())
    make_inbox_message(person, tenant, title="Zweite")
    make_inbox_message(person, make_tenant(), title="Anderswo")
    make_inbox_message(make_member(tenant), tenant, title="Fremde")
    assert titles(desk.get(BASE)) == ["Zweite", "Erste"]
    assert titles(desk.get(f"{BASE}?nur=ungelesen")) == ["Zweite"]


def test_count_stands_in_the_navigation(desk: Client, person: User, tenant: Tenant) -> None:
    for _number in range(2):
        make_inbox_message(person, tenant)
    page = parse(desk.get("/desk/musterstadt").content.decode())
    link = next(link for link in page.all("a") if link.attrs.get("href") == BASE)
    assert "2" in link.text


def test_empty_inbox_says_what_will_come(desk: Client) -> None:
    text = desk.get(BASE).content.decode()
    assert "Noch keine Nachrichten" in text
    assert "Alles ist gelesen" in desk.get(f"{BASE}?nur=ungelesen").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_inbox_costs_the_same_for_one_row_and_three(
    django_assert_max_num_queries: Any, desk: Client, person: User, tenant: Tenant, rows: int
) -> None:
    for _number in range(rows):
        make_inbox_message(person, tenant)
    desk.get(BASE)
    with django_assert_max_num_queries(10):
        desk.get(BASE)


def test_looking_at_a_message_writes_nothing_and_the_button_does(
    desk: Client, person: User, tenant: Tenant
) -> None:
    message = make_inbox_message(
        person, tenant, text="Eins\n\nZwei <b>fett</b>", url="/desk/musterstadt/mitglieder"
    )
    page = parse(desk.get(f"{BASE}/{message.pk}").content.decode())
    assert [p.text for p in page.one("div", **{"class": "um-prose"}).all("p")] == ["Eins", "Zwei <b>fett</b>"]
    assert stored(message).read_at is None
    response = desk.post(f"{BASE}/{message.pk}/merken", {"weiter": "1"})
    assert (response["Location"], stored(message).read_at is not None) == (
        "/desk/musterstadt/mitglieder",
        True,
    )
    response = desk.post(f"{BASE}/{message.pk}/merken", {"stand": "ungelesen"})
    assert (response["Location"], stored(message).read_at) == (BASE, None)


def test_message_never_leads_to_another_site(desk: Client, person: User, tenant: Tenant) -> None:
    message = make_inbox_message(person, tenant, url="https://boese.example/")
    assert desk.post(f"{BASE}/{message.pk}/merken", {"weiter": "1"})["Location"] == BASE


def test_messages_of_others_are_not_found(desk: Client, person: User, tenant: Tenant) -> None:
    foreign = make_inbox_message(make_member(tenant), tenant)
    elsewhere = make_inbox_message(person, make_tenant())
    for message in (foreign, elsewhere):
        assert desk.get(f"{BASE}/{message.pk}").status_code == 404
        assert desk.post(f"{BASE}/{message.pk}/merken").status_code == 404
        assert stored(message).read_at is None


def test_all_are_marked_as_read(desk: Client, person: User, tenant: Tenant) -> None:
    messages = [make_inbox_message(person, tenant) for _number in range(2)]
    assert (
        "2 Nachrichten sind jetzt gelesen." in desk.post(f"{BASE}/alle-gelesen", follow=True).content.decode()
    )
    assert all(stored(message).read_at for message in messages)
    assert "Es war nichts ungelesen." in desk.post(f"{BASE}/alle-gelesen", follow=True).content.decode()


def test_settings_are_shown_and_stored(desk: Client, person: User) -> None:
    url = "/konto/benachrichtigungen"
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"work": "weekly", "news": "off"}).status_code == 302
    assert preferences_of(person) == {"work": "weekly", "news": "off"}
    for data in ({}, {"work": "nie", "news": "off"}):
        assert desk.post(url, data).status_code == 400
    assert preferences_of(person) == {"work": "weekly", "news": "off"}
    assert Client().get(url).status_code == 302


def link(email: str) -> str:
    token = signing.make(UNSUBSCRIBE, {"e": email, "c": "news"}, lifetime=UNSUBSCRIBE_LIFETIME)
    return f"/konto/benachrichtigungen/abbestellen/{token}"


def test_unsubscribe_asks_first_and_acts_on_a_press_without_session_or_token() -> None:
    person = make_person("person@example.org")
    mail_program = Client(enforce_csrf_checks=True)
    url = link("person@example.org")
    assert "person@example.org" in mail_program.get(url).content.decode()
    assert preferences_of(person)["news"] == "at_once"
    response = mail_program.post(url, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, preferences_of(person)["news"]) == (200, "off")
    assert mail_program.post(url).status_code == 200


def test_unsubscribe_works_without_an_account() -> None:
    assert Client().post(link("fremd@example.org")).status_code == 200
    assert Suppression.objects.count() == 1


def test_forged_unsubscribe_link_changes_nothing() -> None:
    for token in ("x", link("a@example.org").rsplit("/", 1)[1][:-2]):
        for ask in (Client().get, Client().post):
            assert ask(f"/konto/benachrichtigungen/abbestellen/{token}").status_code == 400
    assert Suppression.objects.count() == 0
