"""A provider with twelve offers confirms everything that is due from one mail: few clicks, little time, no account."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from e2e.conftest import PHONE, watch

Judge = Callable[[Page], None]
DUE = "/desk/chemnitz/aktuell-halten"
PROVIDER = "Demo-Suchthilfe Zeisigwald gGmbH"
MOST_CLICKS, MOST_SECONDS = 3, 60


def link_of_the_mail(page: Page, sign_in: Callable[[Page, str], None]) -> str:
    """The demo's reminder lies in no mailbox; its link stands at the office's desk (in a demonstration only)."""
    sign_in(page, "koordination-chemnitz@example.org")
    page.goto(f"{DUE}?q=Suchthilfe&fenster=alle")
    page.get_by_role("link", name=PROVIDER).first.click()
    return str(page.get_by_role("link", name="Link der E-Mail öffnen").get_attribute("href"))


def test_page_behind_the_link_has_no_findings(
    page: Page,
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[Page, str], None],
    axe: Judge,
    html_valid: Judge,
) -> None:
    link = link_of_the_mail(page, sign_in)
    provider = new_context(viewport=PHONE).new_page()
    provider.goto(link)
    assert provider.locator("section[aria-labelledby=h-angebote] > ul > li").count() == 12
    axe(provider)
    html_valid(provider)
    assert provider.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_twelve_offers_are_confirmed_from_one_mail_in_three_clicks_and_a_minute(
    page: Page,
    new_context: Callable[..., BrowserContext],
    base_url: str,
    sign_in: Callable[[Page, str], None],
    axe: Judge,
) -> None:
    link = link_of_the_mail(page, sign_in)
    provider = new_context(viewport=PHONE).new_page()  # a phone, signed in nowhere
    troubles, clicks = watch(provider, base_url), 1  # the link in the mail is the first click
    began = time.monotonic()
    provider.goto(link)
    assert provider.locator("section[aria-labelledby=h-angebote] > ul > li").count() == 12
    provider.get_by_role("button", name="Alles stimmt: 12 Angebote bestätigen").first.click()
    clicks += 1
    provider.get_by_text("12 Angebote bestätigt").wait_for()
    seconds = time.monotonic() - began
    assert clicks <= MOST_CLICKS
    assert seconds < MOST_SECONDS
    assert troubles == []
    axe(provider)

    provider.goto(link)
    axe(provider)
    assert "Jeder Link gilt ein Mal" in provider.content()
    page.goto(f"{DUE}?q=Suchthilfe&fenster=ueberfaellig")
    assert page.get_by_role("link", name=PROVIDER).count() == 0
