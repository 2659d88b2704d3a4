from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.notify import ROLE_GRANTED, make_mail
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core import clock
from umsicht.core.errors import BadInput
from umsicht.notify.domain import sending
from umsicht.notify.domain.preferences import set_preferences
from umsicht.notify.domain.sending import Recipient, Told, notify
from umsicht.notify.enums import Delivery
from umsicht.notify.models import InboxMessage, Mail
from umsicht.notify.queries.inbox import inbox_of, unread_count
from umsicht.notify.queries.outbox import all_mails, figures
from umsicht.notify.sealing import unseal

pytestmark = pytest.mark.django_db


def tell(person: Any = None, email: str = "wer@example.org", **options: Any) -> Told:
    to = Recipient.person(person) if person else Recipient(email)
    options = {"tenant": options.pop("tenant", None) or make_tenant(), "context": ROLE_GRANTED} | options
    return notify(message="tenancy.role_granted", to=to, **options)


@pytest.mark.store
def test_person_gets_mail_and_inbox(django_capture_on_commit_callbacks: Any) -> None:
    tenant = make_tenant(name="Musterstadt")
    person = make_member(tenant, user=make_person(language="en"))
    with django_capture_on_commit_callbacks(execute=True):
        told = tell(person, tenant=tenant)
    assert told.inbox is not None
    assert (told.inbox.title, told.inbox.url, told.inbox.url_label) == (
        "Your role in Musterstadt: Redaktion", "/desk/ort", "Go to the desk",
    )  # fmt: skip
    assert told.inbox.text == "Hello,\n\nyou now have the role Redaktion in Prävention Musterstadt."
    assert [(m.subject, m.to) for m in outbox.outbox] == [
        ("Your role in Musterstadt: Redaktion", [person.email])
    ]


def test_inbox_speaks_the_language_of_its_reader() -> None:
    until = ROLE_GRANTED | {"until": "2027-01-31"}
    told = [tell(make_person(language=code), context=until).inbox for code in ("de", "en")]
    texts = [message.text for message in told if message]
    assert ["bis zum 31.01.2027" in texts[0], "until 31 January 2027" in texts[1]] == [True, True]


def test_nothing_is_sent_when_the_transaction_fails(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        tell()
        transaction.set_rollback(True)
    assert (callbacks, outbox.outbox, all_mails().count()) == ([], [], 0)


def test_content_waits_encrypted() -> None:
    told = notify(
        message="accounts.password_reset_key",
        to=Recipient("wer@example.org"),
        tenant=make_tenant(),
        context={"url": "/konto/passwort-neu/geheim"},
    )
    assert told.mail is not None
    assert "geheim" not in told.mail.payload
    assert unseal(told.mail.payload) == {"url": "/konto/passwort-neu/geheim"}


def test_address_without_account_gets_no_inbox() -> None:
    told = tell()
    assert (told.mail is not None, told.inbox) == (True, None)


def test_inactive_person_hears_nothing() -> None:
    assert tell(make_person(is_active=False)) == Told()


@pytest.mark.parametrize(
    ("delivery", "mail", "digest"),
    [
        ("at_once", True, "at_once"),
        ("daily", False, "daily"),
        ("weekly", False, "weekly"),
        ("off", False, "off"),
    ],
)
def test_preference_decides_about_the_mail_but_not_the_inbox(delivery: str, mail: bool, digest: str) -> None:
    person = make_person()
    set_preferences(user=person, wanted={"work": delivery}, actor=person)
    told = tell(person)
    assert told.inbox is not None
    assert (told.mail is not None, told.inbox.digest) == (mail, digest)


def test_preference_never_holds_back_what_concerns_the_account() -> None:
    person = make_person()
    set_preferences(user=person, wanted={"work": "off", "news": "off"}, actor=person)
    told = notify(
        message="accounts.unknown_account",
        to=Recipient.person(person),
        tenant=make_tenant(),
        context={"email": "x"},
    )
    assert told.mail is not None


@pytest.mark.store
def test_dedupe_key_queues_once() -> None:
    first, again, other = tell(dedupe_key="a"), tell(dedupe_key="a"), tell(dedupe_key="b")
    assert (first.mail is not None, again, other.mail is not None) == (True, Told(), True)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_mail(dedupe_key="a")


def test_limit_per_address_drops_and_says_so() -> None:
    tenant = make_tenant()
    for _number in range(sending.PER_HOUR_AND_MESSAGE):
        tell(tenant=tenant)
    dropped = tell(tenant=tenant).mail
    assert dropped is not None
    assert (dropped.outcome, dropped.payload, dropped.last_error) == ("dropped", "", "limit")
    elsewhere = tell(tenant=tenant, email="anders@example.org").mail
    assert elsewhere is not None
    assert elsewhere.outcome == "queued"


def test_daily_limit_spares_what_concerns_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PER_DAY", 1)
    tenant = make_tenant()
    tell(tenant=tenant)
    told = notify(
        message="accounts.unknown_account",
        to=Recipient("wer@example.org"),
        tenant=tenant,
        context={"email": "x"},
    )
    assert [tell(tenant=tenant).mail.outcome, told.mail.outcome] == ["dropped", "queued"]  # type: ignore[union-attr]


def test_limits_count_the_last_hour_only() -> None:
    hours_ago = clock.now() - dt.timedelta(hours=2)
    tenant = make_tenant()
    for _number in range(sending.PER_HOUR_AND_MESSAGE):
        make_mail(tenant, to_email="wer@example.org", created_at=hours_ago)
    assert tell(tenant=tenant).mail.outcome == "queued"  # type: ignore[union-attr]


def test_undeclared_message_and_bad_context_are_programming_errors() -> None:
    with pytest.raises(KeyError):
        notify(message="no.such", to=Recipient("a@example.org"), tenant=make_tenant())
    with pytest.raises(TypeError):
        tell(context={"when": dt.date(2026, 1, 1)})
    assert all_mails().count() == 0


@pytest.mark.store
def test_inbox_belongs_to_person_and_tenant(django_assert_num_queries: Any) -> None:
    me, other = make_person(), make_person()
    here, there = make_tenant(), make_tenant()
    mine = tell(me, tenant=here).inbox
    tell(me, tenant=there)
    tell(other, tenant=here)
    with scope(tenant=here):
        assert list(inbox_of(me)) == [mine]
        with django_assert_num_queries(1):
            assert unread_count(me) == 1
        InboxMessage.objects.update(read_at=clock.now())
        assert (unread_count(me), list(inbox_of(me, unread_only=True))) == (0, [])


@pytest.mark.store
def test_database_knows_one_outcome_only() -> None:
    now = clock.now()
    for fields in (
        {"sent_at": now, "failed_at": now},
        {"sent_at": now, "dropped_at": now},
        {"failed_at": now, "dropped_at": now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_mail(**fields)


@pytest.mark.store
def test_figures_count_the_outbox() -> None:
    now = clock.now()
    waiting = make_mail()
    make_mail(sent_at=now)
    make_mail(sent_at=now - dt.timedelta(days=2))
    make_mail(failed_at=now)
    make_mail(dropped_at=now)
    found = figures()
    assert (found.waiting, found.oldest_waiting, found.sent_last_day, found.failed, found.dropped) == (
        1, waiting.created_at, 1, 1, 1,
    )  # fmt: skip
    assert Mail(sent_at=now).outcome == "sent"
    assert Delivery.OFF.value == "off"


@pytest.mark.parametrize(
    "email", ["", "kein", "a@b", "a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org"]
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(BadInput):
        tell(email=email)
    assert all_mails().count() == 0


def test_addresses_are_compared_without_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PER_HOUR_AND_MESSAGE", 1)
    told = [tell(email=email).mail for email in ("Wer@example.org", "wer@EXAMPLE.org")]
    assert [mail.outcome for mail in told if mail] == ["queued", "dropped"]
