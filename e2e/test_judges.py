"""The judges themselves: each must find fault with a bad page, or the journeys prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from e2e.conftest import PHONE, watch

BAD = '<!DOCTYPE html><html><head><title>x</title></head><body><img src="/x.png"><input></body></html>'


@pytest.fixture
def bad_page(new_context: Callable[..., BrowserContext]) -> Page:
    """An address that answers with a page full of faults."""
    page = new_context(viewport=PHONE).new_page()
    page.context.route("**/fehlerhaft", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    page.goto("/fehlerhaft")
    return page


def test_axe_finds_missing_alt_text_label_and_language(bad_page: Page, axe: Callable[[Page], None]) -> None:
    with pytest.raises(AssertionError, match=r"image-alt.*|label.*|html-has-lang"):
        axe(bad_page)


def test_watch_notices_script_errors_and_foreign_requests(
    new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    page = new_context().new_page()
    page.context.route("**/fremd.js", lambda route: route.fulfill(body="throw new Error('kaputt')"))
    script = '<!DOCTYPE html><title>x</title><script src="https://fremd.example/fremd.js"></script>'
    page.context.route("**/seite", lambda route: route.fulfill(body=script, content_type="text/html"))
    troubles = watch(page, base_url)
    page.goto("/seite")
    page.wait_for_load_state("networkidle")
    assert troubles == ["foreign request: https://fremd.example/fremd.js", "script error: kaputt"]


def test_html_validate_finds_bad_markup(
    monkeypatch: pytest.MonkeyPatch, page: Page, html_valid: Callable[[Page], None]
) -> None:
    class Answer:
        @staticmethod
        def text() -> str:
            return BAD

    request: Any = page.context.request
    page.goto("/gesundheit")
    monkeypatch.setattr(type(request), "get", lambda self, url: Answer)
    with pytest.raises(AssertionError, match=r"text-content|wcag/h37|element-required-attributes"):
        html_valid(page)


def test_start_page_pleases_all_judges(
    page: Page, axe: Callable[[Page], None], html_valid: Callable[[Page], None]
) -> None:
    response = page.goto("/")
    assert response is not None
    assert response.status == 200
    axe(page)
    html_valid(page)
