"""Every page type: nothing for axe to find at phone and desk width, valid HTML, small, and nothing wider than 320 px."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from e2e.conftest import DESKTOP, PHONE, TABLET, watch
from e2e.page_types import DESK, PROVIDER_DESK, PUBLIC, STATE_DESK

Judge = Callable[[Page], None]


@pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC)
def test_public_page_has_no_findings(
    new_context: Callable[..., BrowserContext], base_url: str, axe: Judge, html_valid: Judge, path: str
) -> None:
    page = new_context(viewport=PHONE).new_page()
    troubles = watch(page, base_url)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == (404 if path.endswith("/gibt-es-nicht") else 200)
    axe(page)
    html_valid(page)
    assert len(requests) <= 12, requests
    assert len(page.content().encode()) <= 60_000 or "ansicht=karte" in path
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(DESKTOP)
    axe(page)
    assert troubles == []


OFFICE, PROVIDER, STATE = (
    f"{name}@example.org" for name in ("koordination-chemnitz", "anbieter-suchthilfe", "koordination-land")
)
SIGNED_IN = {
    name: (person, path)
    for person, pages in ((OFFICE, DESK), (PROVIDER, PROVIDER_DESK), (STATE, STATE_DESK))
    for name, path in pages.items()
}


@pytest.mark.parametrize(("person", "path"), SIGNED_IN.values(), ids=SIGNED_IN)
def test_desk_page_has_no_findings(
    page: Page, signed_in: Callable[[Page, str], None], axe: Judge, html_valid: Judge, person: str, path: str
) -> None:
    signed_in(page, person)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    axe(page)
    html_valid(page)
    page.set_viewport_size(PHONE)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(TABLET)
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
