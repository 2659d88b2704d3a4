"""A site inspection at night with a telephone that loses its network: nothing is lost, nothing is sent twice."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, Route, expect

from e2e.conftest import PHONE, watch

Contexts = Callable[..., BrowserContext]
SignIn = Callable[[Page, str], None]
Judge = Callable[[Page], None]
OFFICE = "koordination-chemnitz@example.org"
MEMBER = "mitglied-chemnitz@example.org"


def on_site(page: Page) -> None:
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Begehung rund um den Lessingplatz").click()
    page.get_by_role("link", name="Vor Ort festhalten").click()
    expect(page.get_by_text("Verbunden")).to_be_visible()
    page.locator("[data-ready]").wait_for()


def note(page: Page, text: str) -> None:
    page.get_by_label("Was fällt Ihnen auf?").fill(text)
    page.get_by_label("dringend").check()
    page.get_by_role("button", name="Speichern").click()


def entered(page: Page, text: str) -> int:
    """How often a finding stands in the records, on its page."""
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Begehung rund um den Lessingplatz").click()
    return page.locator("li[id^=befund-] strong", has_text=text).count()


def test_inspection_at_night_without_network(
    new_context: Contexts, sign_in: SignIn, axe: Judge, html_valid: Judge, base_url: str
) -> None:
    context = new_context(viewport=PHONE)
    page = context.new_page()
    sign_in(page, MEMBER)
    troubles = watch(page, base_url)
    on_site(page)
    axe(page)
    html_valid(page)
    assert troubles == []

    context.set_offline(True)
    note(page, "Leuchte am Durchgang ist aus")
    expect(page.get_by_text("Auf diesem Gerät gespeichert.")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("1")
    page.get_by_label("Was fällt Ihnen auf?").fill("Halb geschriebener Satz")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vor Ort")
    expect(page.locator("[data-count]")).to_have_text("1")
    expect(page.get_by_label("Was fällt Ihnen auf?")).to_have_value("Halb geschriebener Satz")
    note(page, "Klingelschilder sind nicht zu lesen")
    expect(page.locator("[data-count]")).to_have_text("2")

    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-count]")).to_have_text("0")
    for text in ("Leuchte am Durchgang ist aus", "Klingelschilder sind nicht zu lesen"):
        assert entered(page, text) == 1


def test_an_answer_lost_on_its_way_makes_no_second_finding(new_context: Contexts, sign_in: SignIn) -> None:
    context = new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    sign_in(page, OFFICE)
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Begehung rund um den Lessingplatz").click()
    page.get_by_role("link", name="Vor Ort festhalten").click()
    lost: list[int] = []

    def taken_but_unheard(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/vor-ort", taken_but_unheard)
    note(page, "Papierkorb am Eingang fehlt")
    expect(page.locator("[data-count]")).to_have_text("1")
    page.get_by_role("button", name="Jetzt senden").click()
    expect(page.locator("[data-count]")).to_have_text("0")
    assert lost == [200]
    assert entered(page, "Papierkorb am Eingang fehlt") == 1


def test_without_scripts_the_form_is_a_form(new_context: Contexts, sign_in: SignIn) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, OFFICE)
    page.goto("/desk/chemnitz/begehungen")
    page.get_by_role("link", name="Abendbegehung Stadthallenpark").click()
    page.get_by_role("link", name="Vor Ort festhalten").click()
    note(page, "Weg ist wieder frei")
    expect(page.get_by_text("Weg ist wieder frei")).to_be_visible()
