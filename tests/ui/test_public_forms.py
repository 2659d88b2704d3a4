from __future__ import annotations

import pytest
from django import forms

from umsicht.core import ratelimit
from umsicht.core.errors import TooMany
from umsicht.ui.public_forms import PublicForm

pytestmark = pytest.mark.django_db


class Asking(PublicForm):
    stamp_for = "tests.asking"
    limit = ratelimit.Limit("tests.asking", count=2, seconds=3600)
    question = forms.CharField()


def sent(**more: str) -> dict[str, str]:
    return {
        "question": "Wann?",
        "form_stamp": str(Asking()["form_stamp"].initial),
        "website": "",
    } | more


def test_form_draws_trap_and_stamp_wherever_it_is_drawn() -> None:
    form = Asking()
    for drawn in (str(form), form.quiet):
        assert drawn.count('name="website"') == 1
        assert drawn.count('name="form_stamp"') == 1
        assert 'class="um-trap" aria-hidden="true"' in drawn


def test_what_a_person_sends_is_taken() -> None:
    form = Asking(sent())
    form.min_seconds = 0  # type: ignore[misc]
    assert form.is_valid()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"website": "https://spam.example"}, "could not be accepted"),
        ({"form_stamp": "x"}, "could not be accepted"),
        ({}, "very quick"),
    ],
)
def test_what_a_program_sends_is_not(more: dict[str, str], words: str) -> None:
    from django.utils.translation import override  # reason: test of English words

    with override("en"):
        form = Asking(sent(**more))
        assert form.is_valid() is False
        assert words in form.non_field_errors()[0]
    assert form.data["form_stamp"] != more.get("form_stamp")


def test_limit_holds_per_address() -> None:
    form = Asking()
    for key in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        form.take(key)
    with pytest.raises(TooMany):
        form.take("192.0.2.1")


def test_field_named_like_the_trap_is_a_programming_error() -> None:
    class Clash(Asking):
        website = forms.CharField()

    with pytest.raises(ValueError, match="trap"):
        Clash()
