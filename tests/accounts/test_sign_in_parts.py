"""The parts that stand between allauth, axes and us."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from cryptography.fernet import InvalidToken
from django.core import mail
from django.test import RequestFactory

from tests.factories.accounts import make_person
from umsicht.accounts.adapter import AccountAdapter
from umsicht.accounts.lockout import client_ip, login_name
from umsicht.accounts.models import User
from umsicht.accounts.queries.sessions import device_of
from umsicht.accounts.signals import account_mail


def test_secrets_of_second_factors_are_encrypted_and_survive_a_change_of_keys(
    settings: Any,
) -> None:
    stored = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in stored
    assert get_adapter().decrypt(stored) == "JBSWY3DPEHPK3PXP"
    old, settings.SECRET_KEY = settings.SECRET_KEY, "ein ganz anderer Schlüssel " * 3
    settings.SECRET_KEY_FALLBACKS = [old]
    assert get_adapter().decrypt(stored) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        get_adapter().decrypt(stored)


@pytest.mark.parametrize(
    ("credentials", "posted", "name"),
    [
        ({"email": " Wer@Example.org "}, "", "wer@example.org"),
        ({"username": "wer"}, "", "wer"),
        (None, "WER@example.org", "wer@example.org"),
        ({}, "x" * 999, "x" * 254),
        (None, "", ""),
    ],
)
def test_lockout_counts_by_address_in_one_spelling(
    credentials: dict[str, str] | None, posted: str, name: str
) -> None:
    request = RequestFactory().post("/konto/anmelden", {"login": posted})
    assert login_name(request, credentials) == name


@pytest.mark.parametrize(
    ("trusted", "headers", "address"),
    [
        (0, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "127.0.0.1"),
        (1, {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9"}, "203.0.113.9"),
        (1, {}, "127.0.0.1"),
        (0, {"REMOTE_ADDR": ""}, "0.0.0.0"),
    ],
)
def test_address_of_the_visitor_is_believed_from_a_trusted_proxy_only(
    trusted: int, headers: dict[str, str], address: str, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    assert client_ip(RequestFactory().get("/", **headers)) == address


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox unter Windows",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
            "Chrome unter Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
            "Safari unter iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge unter Windows"),
        ("curl/8.0", "Unbekannter Browser"),
        ("", "Unbekannter Browser"),
    ],
)
def test_device_is_named_as_far_as_the_browser_says(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device


@pytest.fixture
def catalogue() -> Any:
    """Nobody above listens, or a receiver that answers what the test wants."""
    kept, account_mail.receivers = account_mail.receivers, []
    account_mail.sender_receivers_cache.clear()
    yield account_mail
    account_mail.receivers = kept
    account_mail.sender_receivers_cache.clear()


@pytest.mark.django_db
def test_mail_nobody_takes_over_is_sent_in_the_language_of_the_person(
    catalogue: Any, django_capture_on_commit_callbacks: Any
) -> None:
    person = make_person("wer@example.org", language="en")
    request = RequestFactory().get("/")
    with context.request_context(request), django_capture_on_commit_callbacks(execute=True):
        AccountAdapter(request).send_mail(
            "account/email/password_reset_key",
            "wer@example.org",
            {"user": person, "password_reset_url": "/x"},
        )
        assert mail.outbox == []
    assert [message.subject for message in mail.outbox] == ["Password Reset Email"]


@pytest.mark.django_db
def test_mail_a_floor_above_takes_over_is_not_sent_twice(
    catalogue: Any, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[tuple[str, str, User | None]] = []

    def take(sender: Any, kind: str, email: str, user: User | None, **kwargs: Any) -> bool:
        heard.append((kind, email, user))
        return True

    catalogue.connect(take)
    person = make_person("wer@example.org")
    request = RequestFactory().get("/")
    with context.request_context(request), django_capture_on_commit_callbacks(execute=True):
        AccountAdapter(request).send_mail("account/email/password_reset_key", "WER@example.org", {})
    assert (heard, mail.outbox) == ([("password_reset_key", "WER@example.org", person)], [])
