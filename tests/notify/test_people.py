"""What reaches whom: signals of the floors below, preferences, unsubscribing, digest, erasure."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.notify import make_inbox_message, make_mail
from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.accounts.signals import account_mail
from umsicht.core import clock, signing
from umsicht.core.errors import BadInput, NotFound
from umsicht.notify import personal, tasks
from umsicht.notify.domain import delivery, inbox, preferences, upkeep
from umsicht.notify.enums import Category
from umsicht.notify.messages import SECURITY_KINDS
from umsicht.notify.models import InboxMessage, Mail, Suppression
from umsicht.notify.queries.outbox import all_mails
from umsicht.notify.queries.preferences import is_suppressed, preferences_of
from umsicht.notify.sealing import unseal
from umsicht.tenancy.domain import invitations, memberships

pytestmark = pytest.mark.django_db


def only_mail() -> Mail:
    return all_mails().get()


def test_invitation_sends_its_link(django_capture_on_commit_callbacks: Any) -> None:
    tenant = make_tenant(name="Musterstadt")
    office = make_member(tenant, "coordinator")
    with scope(tenant=tenant), django_capture_on_commit_callbacks(execute=True):
        _invitation, token = invitations.invite(
            actor=office, tenant=tenant, email="neu@example.org", role="editor"
        )
    sent = outbox.outbox[0]
    assert (sent.to, sent.subject) == (["neu@example.org"], "Einladung: Musterstadt in Umsicht")
    assert f"/konto/einladung/{token}" in sent.body
    assert only_mail().payload == ""
    assert token not in "".join(str(value) for value in vars(only_mail()).values())


def test_role_granted_and_ended_are_told(django_capture_on_commit_callbacks: Any) -> None:
    tenant = make_tenant(name="Musterstadt")
    office, person = make_member(tenant, "coordinator"), make_person()
    with scope(tenant=tenant), django_capture_on_commit_callbacks(execute=True):
        membership = memberships.grant_membership(actor=office, tenant=tenant, user=person, role="editor")
    with scope(tenant=tenant), django_capture_on_commit_callbacks(execute=True):
        memberships.end_membership(actor=office, membership=membership, reason="Projekt zu Ende")
    assert [message.subject for message in outbox.outbox] == [
        "Ihre Rolle in Musterstadt: Redaktion",
        "Ihre Rolle in Musterstadt endet",
    ]
    assert "> Projekt zu Ende" in outbox.outbox[1].body
    with scope(tenant=tenant):
        assert [message.title for message in InboxMessage.objects.all()] == [
            "Ihre Rolle in Musterstadt: Redaktion"
        ]


@pytest.mark.parametrize(
    ("kind", "context", "message", "kept"),
    [
        (
            "password_reset_key",
            {"password_reset_url": "http://boese.example/konto/passwort-neu/x-y?z=1", "request": object()},
            "accounts.password_reset_key",
            {"url": "/konto/passwort-neu/x-y?z=1"},
        ),
        (
            "email_confirmation",
            {"activate_url": "http://testserver/konto/e-mail-bestaetigen/abc", "key": "abc"},
            "accounts.email_confirmation",
            {"url": "/konto/e-mail-bestaetigen/abc"},
        ),
        ("unknown_account", {"signup_url": "/x"}, "accounts.unknown_account", {"email": "a@example.org"}),
        (
            "email_changed",
            {
                "timestamp": dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
                "ip": "192.0.2.1",
                "user_agent": "F" * 200,
                "from_email": "a@example.org",
                "to_email": "b@example.org",
                "password": "geheim",
            },
            "accounts.security_notice",
            {
                "kind": "email_changed",
                "at": "2026-01-02T00:00:00+00:00",
                "ip": "192.0.2.1",
                "browser": "F" * 120,
                "from_email": "a@example.org",
                "to_email": "b@example.org",
            },
        ),
    ],
)
def test_mails_of_sign_in_go_through_the_catalogue(
    kind: str, context: dict[str, Any], message: str, kept: dict[str, Any]
) -> None:
    make_state()
    answers = account_mail.send(object, kind=kind, email="a@example.org", user=None, context=context)
    assert [answer for _receiver, answer in answers] == [True]
    assert (only_mail().message, unseal(only_mail().payload)) == (message, kept)


def test_every_security_notice_is_sent_and_unknown_kinds_are_left_to_the_adapter() -> None:
    make_state()
    for kind in SECURITY_KINDS:
        account_mail.send(object, kind=kind, email=f"{kind}@example.org", user=None, context={})
    assert all_mails().count() == len(SECURITY_KINDS)
    answers = account_mail.send(object, kind="login_code", email="a@example.org", user=None, context={})
    assert [answer for _receiver, answer in answers] == [False]


def test_password_reset_page_sends_our_mail(client: Any, django_capture_on_commit_callbacks: Any) -> None:
    person = make_person("person@example.org", password="lang-genug-fuer-tests")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/konto/passwort-vergessen", {"email": person.email}, HTTP_HOST="localhost")
    sent = outbox.outbox[0]
    assert sent.subject == "Neues Passwort festlegen"
    assert "http://127.0.0.1:8000/konto/passwort-neu/" in sent.body


@pytest.mark.store
def test_preferences_are_stored_once_per_category() -> None:
    person = make_person()
    assert preferences_of(person) == {"work": "at_once", "news": "at_once"}
    assert preferences.set_preferences(user=person, wanted={"work": "daily"}, actor=person) is True
    assert preferences.set_preferences(user=person, wanted={"work": "daily"}, actor=person) is False
    assert preferences_of(person) == {"work": "daily", "news": "at_once"}
    for wanted in ({"account": "off"}, {"work": "nie"}, {"x": "off"}):
        with pytest.raises(BadInput):
            preferences.set_preferences(user=person, wanted=wanted, actor=person)


@pytest.mark.store
def test_unsubscribe_link_switches_off_the_account_or_remembers_the_address(news: str) -> None:
    person = make_person("person@example.org")

    def token(email: str) -> str:
        return delivery.unsubscribe_url(delivery.catalogue.get(news), email).rsplit("/", 1)[1]

    found = preferences.unsubscribe(token=token("person@example.org"))
    assert (found.email, found.category) == ("person@example.org", Category.NEWS)
    assert preferences_of(person)["news"] == "off"
    for _time in range(2):
        preferences.unsubscribe(token=token("Fremd@example.org"))
    assert (is_suppressed("fremd@example.org", "news"), is_suppressed("fremd@example.org", "work")) == (
        True,
        False,
    )
    row = Suppression.objects.get()
    assert "fremd" not in row.address_hash


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "ä" * 50, "x" * 5000])
def test_forged_unsubscribe_link_is_refused(token: str) -> None:
    with pytest.raises(signing.BadToken):
        preferences.unsubscribe(token=token)


@pytest.mark.store
def test_digest_gathers_what_is_unread(django_capture_on_commit_callbacks: Any) -> None:
    make_state()
    a, b = make_tenant(name="A-Stadt"), make_tenant(name="B-Dorf")
    person = make_person()
    make_inbox_message(person, b, digest="daily", title="Drei")
    make_inbox_message(person, a, digest="daily", title="Eins")
    make_inbox_message(person, a, digest="daily", title="Zwei & <b>mehr</b>")
    make_inbox_message(person, a, digest="daily", title="schon bekannt", read_at=clock.now())
    make_inbox_message(person, a, digest="weekly", title="erst Montag")
    make_inbox_message(person, a, digest="daily", title="alt", created_at=clock.now() - dt.timedelta(days=31))
    make_inbox_message(make_person(is_active=False), a, digest="daily")
    make_inbox_message(make_person(), a, digest="at_once")
    with django_capture_on_commit_callbacks(execute=True):
        assert (tasks.daily_digest(), tasks.daily_digest()) == (1, 0)
    sent = outbox.outbox[0]
    assert (len(outbox.outbox), sent.subject, sent.to) == (
        1,
        "Neu seit gestern: 3 Nachrichten",
        [person.email],
    )
    assert sent.body.index("A-STADT") < sent.body.index("- Zwei & <b>mehr</b>") < sent.body.index("- Eins")
    assert sent.body.index("- Eins") < sent.body.index("B-DORF") < sent.body.index("- Drei")
    assert "schon bekannt" not in sent.body.split("-- ")[0]
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.weekly_digest() == 1


def test_digest_of_only_read_messages_sends_nothing() -> None:
    make_inbox_message(make_person(), make_tenant(), digest="daily", read_at=clock.now())
    assert tasks.daily_digest() == 0
    assert all_mails().count() == 0


@pytest.mark.store
def test_marking_is_for_the_own_messages_of_the_tenant() -> None:
    me, here, there = make_person(), make_tenant(), make_tenant()
    mine, elsewhere = make_inbox_message(me, here), make_inbox_message(me, there)
    foreign = make_inbox_message(make_person(), here)
    with scope(tenant=here):
        assert inbox.mark(message_id=mine.pk, read=True, actor=me).read_at is not None
        assert inbox.mark(message_id=mine.pk, read=False, actor=me).read_at is None
        for message in (elsewhere, foreign):
            with pytest.raises(NotFound):
                inbox.mark(message_id=message.pk, read=True, actor=me)
        assert (inbox.mark_all_read(actor=me), inbox.mark_all_read(actor=me)) == (1, 0)


def test_old_inbox_messages_go() -> None:
    person, tenant, now = make_person(), make_tenant(), clock.now()
    day = dt.timedelta(days=1)
    keep = make_inbox_message(person, tenant, created_at=now - 700 * day)
    make_inbox_message(person, tenant, created_at=now - 800 * day)
    make_inbox_message(person, tenant, read_at=now - 366 * day)
    assert upkeep.tidy()["messages"] == 2
    with scope(tenant=tenant):
        assert InboxMessage.objects.get() == keep


@pytest.mark.store
def test_export_and_erasure_of_a_person() -> None:
    person, tenant = make_person("person@example.org"), make_tenant(name="Ort")
    make_inbox_message(person, tenant)
    make_mail(tenant, user=person, to_email="person@example.org", subject="Betreff", sent_at=clock.now())
    make_mail(tenant, to_email="PERSON@example.org")
    other = make_mail(tenant)
    found = personal.export(person)
    assert [message["betreff"] for message in found["postfach"]] == ["Ihre Rolle"]
    assert [(mail["betreff"], str(mail["stand"])) for mail in found["mails"]] == [
        ("Betreff", "sent"),
        ("", "queued"),
    ]
    personal.erase(person)
    person.delete()
    assert only_mail() == other
    with scope(tenant=tenant):
        assert InboxMessage.objects.count() == 0
