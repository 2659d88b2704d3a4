"""Mails as a real server gets them: structure, headers, umlauts, long lines; a server that fails and then works."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.factories.notify import make_mail
from tests.factories.tenancy import make_member, make_tenant
from umsicht.config import env
from umsicht.notify import catalogue
from umsicht.notify.domain.delivery import NotSent, deliver
from umsicht.notify.domain.rendering import languages
from umsicht.notify.domain.wording import write
from umsicht.notify.enums import Category
from umsicht.notify.models import Mail
from umsicht.notify.queries.outbox import all_mails
from umsicht.notify.sealing import seal

pytestmark = pytest.mark.django_db


class Mailbox:
    """Keeps what it gets; `answers` are given for the first mails instead of taking them."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.raw.append(envelope.content)
        return "250 OK"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    for name, value in env.email(f"smtp://127.0.0.1:{port}").items():
        setattr(settings, name, value)
    settings.SITE_URL = "https://umsicht.example"
    yield box
    server.stop()


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def outcome(mail: Mail) -> tuple[str, int, str]:
    row = all_mails().get(pk=mail.pk)
    return row.outcome, row.attempts, row.last_error


def make(message: str, language: str = "de", **more: Any) -> Mail:
    sample = next(iter(catalogue.get(message).samples.values()))
    return make_mail(
        message=message, language=language, payload=seal({**sample, **more.pop("values", {})}), **more
    )


def test_every_message_arrives_whole_in_every_language(mailbox: Mailbox) -> None:
    kinds = [kind for kind in catalogue.all_types() if kind.mail and kind.at_sending is None]
    mails = [make(kind.key, language) for kind in kinds for language in languages()]
    assert [mail.message for mail in mails if not deliver(mail.pk)] == []
    for mail, raw in zip(mails, mailbox.raw, strict=True):
        message = read(raw)
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/alternative", "text/plain", "text/html",
        ], mail.message  # fmt: skip
        news = catalogue.get(mail.message).category == Category.NEWS
        assert {
            "id": message["Message-ID"],
            "auto": message["Auto-Submitted"],
            "language": message["Content-Language"],
            "unsubscribe": message["List-Unsubscribe"] is not None,
            "one_click": message["List-Unsubscribe-Post"],
        } == {
            "id": f"<{mail.uid}@umsicht.example>",
            "auto": "auto-generated",
            "language": mail.language,
            "unsubscribe": news,
            "one_click": "List-Unsubscribe=One-Click" if news else None,
        }, mail.message
        assert max(len(line) for line in raw.split(b"\r\n")) <= 998, mail.message


def test_umlauts_and_long_lines_survive_the_way(mailbox: Mailbox) -> None:
    words = (
        "Größenwahn schützt vor Übermut nicht: „ßäöü“ € "
        + "Wort " * 400
        + "https://beispiel.example/"
        + "x" * 900
    )
    assert deliver(make("offers.report_answered", values={"answer": words, "offer": "Übung für Größere"}).pk)
    message = read(mailbox.raw[0])
    assert message["Subject"].strip() == "Ihre Meldung zu „Übung für Größere“"
    plain, page = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert " ".join(words.split()) in " ".join(plain.split())
    assert "Größenwahn schützt vor Übermut nicht: „ßäöü“ €" in page
    raw = mailbox.raw[0]
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.partition(b"\r\n\r\n")[0].decode("ascii")


def test_own_words_arrive_as_plain_words(mailbox: Mailbox) -> None:
    tenant = make_tenant(name="Musterstadt")
    write(
        actor=make_member(tenant, "editor"),
        tenant=tenant,
        key="offers.report_answered",
        language="de",
        words={"subject": "Grüße zu {offer}", "before": "<b>fett</b>"},
    )
    assert deliver(
        make("offers.report_answered", tenant=tenant, values={"offer": "X\r\nBcc: y@example.org"}).pk
    )
    message = read(mailbox.raw[0])
    assert (message["Subject"], message["Bcc"]) == ("Grüße zu X Bcc: y@example.org", None)
    assert "&lt;b&gt;fett&lt;/b&gt;" in message.get_body(("html",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("answer", ["451 try again later", "421 closing"])
def test_server_that_fails_gets_the_same_mail_again(mailbox: Mailbox, answer: str) -> None:
    mailbox.answers = [answer]
    mail = make("offers.report_answered")
    with pytest.raises(NotSent):
        deliver(mail.pk)
    assert outcome(mail)[:2] == ("queued", 1)
    assert deliver(mail.pk) is True
    assert outcome(mail) == ("sent", 2, "")
    assert read(mailbox.raw[0])["Message-ID"] == f"<{mail.uid}@umsicht.example>"


def test_server_that_refuses_for_good_is_not_asked_again(mailbox: Mailbox) -> None:
    mailbox.answers = ["554 no"]
    mail = make("offers.report_answered")
    assert (deliver(mail.pk), deliver(mail.pk)) == (False, False)
    assert (outcome(mail)[0], mailbox.raw) == ("failed", [])
