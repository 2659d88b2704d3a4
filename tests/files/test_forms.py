from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tests.factories.files import picture, upload
from umsicht.files.interfaces.forms import UploadField, UploadForm


def form(name: str, content: bytes = b"x", **data: str) -> UploadForm:
    return UploadForm(data, {"content": upload(name, content)})


def test_form_takes_what_we_take() -> None:
    assert form("plan.pdf").is_valid()
    assert form("bild.JPG", picture(), alt_text="Ein Bild").is_valid()


@pytest.mark.parametrize(
    ("name", "content", "field", "code"),
    [
        ("x.exe", b"x", "content", "extension"),
        ("x.svg", b"x", "content", "extension"),
        ("x.txt", b"", "content", "empty"),
        ("x.txt", b"x" * 2001, "content", "too_large"),
    ],
)
def test_form_explains_what_is_wrong(settings: Any, name: str, content: bytes, field: str, code: str) -> None:
    settings.FILES_MAX_BYTES = 2000
    filled = form(name, content)
    assert not filled.is_valid()
    assert [error.code for error in filled.errors.as_data()[field]] == [code]


def test_picture_needs_a_description_and_other_files_do_not() -> None:
    assert "alt_text" in form("bild.png", picture("PNG")).errors
    assert form("plan.pdf").errors == {}


def test_field_says_what_is_allowed(settings: Any) -> None:
    settings.FILES_MAX_BYTES = 15_000_000
    with translation.override("de"):
        assert (
            str(UploadField(pictures_only=True).help_text) == "Erlaubt: JPG, PNG, WEBP, GIF, bis 14,3\xa0MB."
        )
    assert UploadField(pictures_only=True).widget.attrs["accept"] == ".jpg,.jpeg,.png,.webp,.gif"


def test_missing_file_is_asked_for() -> None:
    assert "content" in UploadForm({}, {}).errors
