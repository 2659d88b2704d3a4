"""Forms and lists worked through without a mouse: Enter does what the form is for, focus and words stay with the person."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import PHONE
from e2e.steps import begin_plan

SignIn = Callable[[Page, str], None]
OFFICE = "koordination-chemnitz@example.org"


def test_enter_in_the_reason_acts_on_what_is_marked(page: Page, signed_in: SignIn) -> None:
    signed_in(page, OFFICE)
    page.goto("/desk/chemnitz/arbeit")
    first = page.locator("[data-row]").first
    expect(first.get_by_role("button", name="Übernehmen")).to_be_visible()
    wanting = (page.locator("[data-work]").get_attribute("data-wanting") or "").split()
    page.locator("select[name=schritt]").select_option(wanting[0])
    page.get_by_role("textbox", name="Grund").fill("Stimmt so")
    page.keyboard.press("Enter")
    page.wait_for_url("**/arbeit**")
    expect(page.locator(".um-flash")).to_contain_text("Bitte markieren Sie")
    expect(page.get_by_role("button", name="Zurückgeben")).to_have_count(0)


def test_enter_in_a_contact_point_saves_it(page: Page, signed_in: SignIn) -> None:
    signed_in(page, OFFICE)
    page.goto("/desk/chemnitz/organisationen/10/stellen/neu")
    page.get_by_label("Name").first.fill("Sprechstunde im Rathaus")
    page.get_by_role("button", name="Montag für Dienstag").click()
    expect(page.get_by_role("alert")).to_contain_text("Gespeichert ist noch nichts")
    page.get_by_label("Name").first.press("Enter")
    page.wait_for_url(lambda url: "/stellen/" not in url)
    expect(page.locator("main")).to_contain_text("Sprechstunde im Rathaus")


def test_focus_and_words_stay_when_an_offer_leaves_the_plan(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto("/chemnitz/jahresplan?o=1&o=2")
    begin_plan(page)
    out = page.get_by_role("button", name="Herausnehmen").first
    title = (out.inner_text()).split(":", 1)[-1].strip()
    out.focus()  # loads what changes the list in place
    page.wait_for_function("window.htmx")
    page.keyboard.press("Enter")
    expect(page.locator("[data-plan-say]")).to_have_text(f"„{title}“ ist herausgenommen.")
    expect(page.locator("#liste")).to_be_focused()


def test_what_a_page_answers_is_read_out(page: Page, signed_in: SignIn) -> None:
    signed_in(page, OFFICE)
    page.goto("/konto/benachrichtigungen")
    page.get_by_role("button", name="Speichern").first.click()
    expect(page.locator("body > [role=status]")).to_have_text("Gespeichert.")


def test_preview_can_be_read_but_not_pressed(page: Page, signed_in: SignIn) -> None:
    signed_in(page, OFFICE)
    page.goto("/desk/chemnitz/angebote/18/vorschau")
    read = page.get_by_role("main").aria_snapshot()
    assert "Was passiert" in read or "heading" in read.split("Vorschau", 1)[-1]
    assert page.locator("main .um-grid--main").get_by_role("link").count() == 0
