from __future__ import annotations

import datetime as dt
import smtplib
import socket
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives

from tests.factories.accounts import make_person
from tests.factories.notify import make_mail
from tests.factories.tenancy import make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.config import env
from umsicht.core import clock
from umsicht.core.errors import Conflict, NotAllowed
from umsicht.notify import tasks
from umsicht.notify.domain import delivery, upkeep
from umsicht.notify.domain.delivery import NotSent, deliver
from umsicht.notify.models import Mail
from umsicht.notify.queries.outbox import all_mails

pytestmark = pytest.mark.django_db


def stored(mail: Mail) -> Mail:
    return all_mails().get(pk=mail.pk)


def fail_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(self: Any, fail_silently: bool = False) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


@pytest.mark.store
def test_deliver_sends_once_and_forgets_the_content() -> None:
    mail = make_mail()
    assert (deliver(mail.pk), deliver(mail.pk)) == (True, False)
    row = stored(mail)
    assert (row.outcome, row.payload, row.attempts, row.sending_since) == ("sent", "", 1, None)
    assert row.subject == outbox.outbox[0].subject
    assert len(outbox.outbox) == 1


def test_headers_tell_machines_what_this_is(settings: Any) -> None:
    settings.SITE_URL = "https://umsicht.example"
    mail = make_mail(language="en", created_at=dt.datetime(2026, 11, 18, 8, 0, tzinfo=dt.UTC))
    headers = delivery.build(mail).extra_headers
    assert headers == {
        "Message-ID": f"<{mail.uid}@umsicht.example>",
        "Date": "Wed, 18 Nov 2026 09:00:00 +0100",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "en",
    }


def test_news_carry_a_link_to_unsubscribe_with_one_press(news: str, settings: Any) -> None:
    settings.SITE_URL = "https://umsicht.example"
    message = delivery.build(make_mail())
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert link.startswith("https://umsicht.example/konto/benachrichtigungen/abbestellen/")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in message.body


@pytest.mark.store
def test_claimed_mail_is_left_alone_until_the_claim_runs_out() -> None:
    now = clock.now()
    claimed = make_mail(sending_since=now - dt.timedelta(minutes=9))
    left = make_mail(sending_since=now - dt.timedelta(minutes=11))
    assert (deliver(claimed.pk), deliver(left.pk), deliver(10**9)) == (False, True, False)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ConnectionRefusedError("nicht erreichbar"), "ConnectionRefusedError"),
        (smtplib.SMTPServerDisconnected("weg"), "SMTPServerDisconnected"),
        (smtplib.SMTPRecipientsRefused({"wer@example.org": (450, b"busy")}), "SMTPRecipientsRefused 450"),
        (smtplib.SMTPDataError(451, b"later"), "SMTPDataError 451"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_passing_failure_waits_for_the_next_attempt(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    mail = make_mail()
    fail_with(monkeypatch, error)
    with pytest.raises(NotSent):
        deliver(mail.pk)
    row = stored(mail)
    assert (row.outcome, row.last_error, row.attempts, row.sending_since) == ("queued", told, 1, None)
    assert row.payload == mail.payload


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            smtplib.SMTPRecipientsRefused({"wer@example.org": (550, b"unknown wer@example.org")}),
            "SMTPRecipientsRefused 550",
        ),
        (smtplib.SMTPDataError(554, b"spam"), "SMTPDataError 554"),
    ],
)
def test_final_refusal_is_not_tried_again(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    mail = make_mail()
    fail_with(monkeypatch, error)
    assert deliver(mail.pk) is False
    assert (stored(mail).outcome, stored(mail).last_error) == ("failed", told)


def test_last_attempt_fails_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = make_mail(attempts=delivery.MAX_ATTEMPTS - 1)
    fail_with(monkeypatch, ConnectionRefusedError())
    assert deliver(mail.pk) is False
    assert stored(mail).outcome == "failed"


def test_unreadable_payload_and_unknown_message_fail_at_once() -> None:
    altered, unknown = make_mail(payload="kaputt"), make_mail(message="no.such")
    assert [deliver(altered.pk), deliver(unknown.pk)] == [False, False]
    assert [stored(altered).last_error, stored(unknown).last_error] == ["Unsealable", "KeyError"]


def test_error_in_a_template_does_not_lose_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = make_mail()
    monkeypatch.setattr(delivery, "render", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        deliver(mail.pk)
    assert (stored(mail).outcome, stored(mail).sending_since) == ("queued", None)


def test_old_key_still_opens_what_waits(settings: Any) -> None:
    mail = make_mail()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    assert deliver(mail.pk) is True


def test_task_tries_again_until_it_fails_for_good(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    mail = make_mail()
    fail_with(monkeypatch, ConnectionRefusedError())
    with django_capture_on_commit_callbacks(execute=True):
        tasks.deliver_mail.enqueue(mail.pk)
    assert (stored(mail).outcome, stored(mail).attempts) == ("failed", delivery.MAX_ATTEMPTS)


def test_send_again_is_for_operators_and_failed_mails() -> None:
    failed = make_mail(failed_at=clock.now(), attempts=6, last_error="TimeoutError")
    operator = make_person(is_operator=True)
    with pytest.raises(NotAllowed):
        delivery.send_again(mail=failed, actor=make_person())
    for other in (make_mail(), make_mail(sent_at=clock.now()), make_mail(failed_at=clock.now(), payload="")):
        with pytest.raises(Conflict):
            delivery.send_again(mail=other, actor=operator)
    delivery.send_again(mail=failed, actor=operator)
    assert (stored(failed).outcome, stored(failed).attempts) == ("queued", 0)
    event = AuditEvent.objects.with_scopes_disabled().get()
    assert (event.action, event.before) == ("notify.mail.resend", {"error": "TimeoutError"})


@pytest.mark.store
def test_tidy_deletes_what_is_over() -> None:
    now = clock.now()
    days = dt.timedelta(days=1)
    keep = [
        make_mail(created_at=now - 400 * days),
        make_mail(sent_at=now - 89 * days),
        make_mail(failed_at=now - 179 * days),
    ]
    make_mail(sent_at=now - 91 * days)
    make_mail(failed_at=now - 181 * days)
    make_mail(dropped_at=now - 91 * days)
    assert upkeep.tidy()["mails"] == 3
    assert list(all_mails().order_by("pk")) == keep


def test_stuck_mails_are_woken(django_capture_on_commit_callbacks: Any) -> None:
    mail = make_mail(created_at=clock.now() - dt.timedelta(hours=13))
    make_mail()
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.wake_stuck_mails() == 1
    assert stored(mail).outcome == "sent"


class Mailbox:
    """A mail server in the same process that keeps what it gets."""

    def __init__(self) -> None:
        self.envelopes: list[Any] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("unbekannt"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.envelopes.append(envelope)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_mail_goes_over_real_smtp(settings: Any) -> None:
    mailbox = Mailbox()
    port = free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        for name, value in env.email(f"smtp://127.0.0.1:{port}").items():
            setattr(settings, name, value)
        good = make_mail(make_tenant(name="Großröhrsdorf"), to_email="empfang@example.org")
        refused = make_mail(to_email="unbekannt@example.org")
        assert [deliver(good.pk), deliver(refused.pk)] == [True, False]
    finally:
        server.stop()
    assert stored(refused).last_error == "SMTPRecipientsRefused 550"
    envelope = mailbox.envelopes[0]
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert (envelope.rcpt_tos, message["To"], message["From"]) == (
        ["empfang@example.org"], "empfang@example.org", settings.DEFAULT_FROM_EMAIL,
    )  # fmt: skip
    assert message["Subject"] == "Ihre Rolle in Großröhrsdorf: Redaktion"
    assert message["Message-ID"] == f"<{good.uid}@127.0.0.1>"
    parts = [part.get_content_type() for part in message.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert "Prävention Großröhrsdorf" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
