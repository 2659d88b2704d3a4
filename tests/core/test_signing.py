from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import signing

HOUR = dt.timedelta(hours=1)
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_token_carries_its_data_in_url_safe_characters() -> None:
    token = signing.make("test.invite", {"id": 7, "name": "Büro"}, lifetime=HOUR)
    assert signing.read("test.invite", token) == {"id": 7, "name": "Büro"}
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:.")


def test_token_is_bound_to_its_purpose() -> None:
    token = signing.make("test.invite", 7, lifetime=HOUR)
    with pytest.raises(signing.BadToken):
        signing.read("test.reset", token)


def test_token_expires_to_the_second() -> None:
    with time_machine.travel(NOW, tick=False):
        token = signing.make("test", 1, lifetime=HOUR)
    with time_machine.travel(NOW + HOUR - dt.timedelta(seconds=1), tick=False):
        assert signing.read("test", token) == 1
    with time_machine.travel(NOW + HOUR, tick=False), pytest.raises(signing.ExpiredToken) as error:
        signing.read("test", token)
    assert (error.value.status, error.value.code) == (410, "expired_token")


@given(st.integers(0, 10_000), st.characters(codec="ascii"))
def test_token_changed_anywhere_is_refused(position: int, character: str) -> None:
    token = signing.make("test", {"id": 7}, lifetime=HOUR)
    position %= len(token)
    changed = token[:position] + character + token[position + 1 :]
    if changed != token:
        with pytest.raises(signing.BadToken):
            signing.read("test", changed)


@given(st.text(max_size=60))
def test_token_of_anything_is_refused_and_never_an_error(text: str) -> None:
    with pytest.raises(signing.BadToken):
        signing.read("test", text)


def test_token_signed_but_of_another_shape_is_refused() -> None:
    from django.core import signing as plain

    for content in ([], 7, {"d": 1}, {"e": "x", "d": 1}):
        with pytest.raises(signing.BadToken):
            signing.read("test", plain.dumps(content, salt="umsicht.token.test"))


def test_huge_token_is_refused_unread() -> None:
    with pytest.raises(signing.BadToken):
        signing.read("test", "a" * 10_000_000)


def test_purpose_must_be_named() -> None:
    with pytest.raises(ValueError, match="purpose"):
        signing.make("", 1, lifetime=HOUR)
