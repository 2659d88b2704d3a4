"""Offers at the desk: a provider enters one from a programme by clicks alone, and office and provider check it together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e.conftest import PHONE, watch

Contexts = Callable[..., BrowserContext]
SignIn = Callable[[Page, str], None]
Judge = Callable[[Page], None]
PROVIDER = "anbieter-medienwerkstatt@example.org"
OFFICE = "redaktion-chemnitz@example.org"
MOST_CLICKS = 20
"""Now 16. With twelve seconds to read and click each time twenty are four minutes."""


@dataclass
class Hand:
    """Counts what a person does: clicks (a choice in a list counts two) and typed characters."""

    page: Page
    clicks: int = 0
    typed: int = 0
    steps: list[str] = field(default_factory=list)

    def click(self, target: Locator, step: str) -> None:
        target.click()
        self.clicks += 1
        self.steps.append(step)

    def forward(self, step: str) -> None:
        """To the next step of the form; the button looks the same there, so the next click waits until it is another page."""
        before = self.page.url
        self.click(self.page.get_by_role("button", name="Speichern und weiter"), step)
        self.page.wait_for_url(lambda url: url != before)

    def choose(self, select: Locator, label: str) -> None:
        select.select_option(label=label)
        self.clicks += 2
        self.steps.append(label)


def test_new_offer_from_a_programme_takes_clicks_only(page: Page, sign_in: SignIn) -> None:
    sign_in(page, PROVIDER)
    page.goto("/desk/chemnitz")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="Meine Angebote"), "own offers")
    hand.click(page.get_by_role("link", name="Neues Angebot"), "new")
    hand.choose(page.get_by_label("Programm", exact=True), "fairplayer.manual")
    hand.click(page.get_by_role("button", name="Mit diesem Programm beginnen"), "begin")
    expect(page.get_by_role("heading", level=1)).to_have_text("Was und für wen")
    hand.click(page.get_by_label("Projekttag"), "format")
    hand.forward("to content")
    expect(page.get_by_label("Beschreibung")).not_to_be_empty()
    hand.forward("to place")
    hand.click(page.get_by_label("kommt zu Ihnen"), "place")
    hand.forward("to costs")
    hand.click(page.get_by_label("kostenfrei für alle, die teilnehmen"), "free of charge")
    hand.forward("to contact")
    hand.forward("to lessons")
    hand.forward("to files")
    hand.click(page.get_by_role("link", name="Weiter", exact=True), "to the end")
    hand.click(page.get_by_role("button", name="Einreichen"), "submit")
    expect(page.locator("main")).to_contain_text("eingereicht")
    assert hand.typed == 0
    assert hand.clicks <= MOST_CLICKS, hand.steps


def test_what_is_typed_is_saved_by_itself_and_shown_in_the_preview(page: Page, sign_in: SignIn) -> None:
    sign_in(page, PROVIDER)
    page.goto("/desk/chemnitz/meine-angebote?q=Handy")
    page.get_by_role("link", name="Elternabend: Das erste eigene Handy").click()
    page.get_by_role("link", name="Bearbeiten", exact=True).click()
    page.get_by_label("Titel").fill("Elternabend: Mein erstes Handy (Demo)")
    page.get_by_label("Titel").press("Tab")
    expect(page.locator("#gespeichert")).to_contain_text("Gespeichert um")
    expect(page.locator("#vorschau")).to_contain_text("Elternabend: Mein erstes Handy")
    page.get_by_label("Alter ab").fill("6")
    page.get_by_label("Alter ab").press("Tab")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.get_by_label("Titel")).to_have_value("Elternabend: Mein erstes Handy (Demo)")
    expect(page.get_by_label("Alter ab")).to_have_value("6")
    page.get_by_label("Titel").fill("Elternabend: Das erste eigene Handy (Demo)")
    page.get_by_label("Titel").press("Tab")
    expect(page.locator("#gespeichert")).to_contain_text("Gespeichert um")


def test_office_compares_comments_and_publishes_on_a_phone_without_scripts(
    new_context: Contexts, base_url: str, sign_in: SignIn, axe: Judge
) -> None:
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    sign_in(page, OFFICE)
    page.goto("/desk/chemnitz/angebote?faellig=pruefen")
    page.get_by_role("link", name="Medienhelden").click()
    page.get_by_role("link", name="Prüfen", exact=True).click()
    expect(page.locator("main")).to_contain_text("Jetzt öffentlich")
    expect(page.locator("main")).to_contain_text("240")
    row = page.locator("#f-group_max")
    row.locator("summary").click()
    row.get_by_label("Was soll der Anbieter ändern?").fill("Bitte prüfen Sie die Gruppengröße.")
    row.get_by_role("button", name="Anmerkung").click()
    expect(page.locator("#f-group_max")).to_contain_text("Bitte prüfen Sie die Gruppengröße.")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.locator("main")).to_contain_text("Erledigt.")
    page.get_by_role("link", name="Öffentliche Seite").last.click()
    expect(page.locator("main")).to_contain_text("4 Stunden")


def test_two_windows_change_one_title_and_nothing_is_lost(
    new_context: Contexts, base_url: str, sign_in: SignIn, axe: Judge
) -> None:
    first, second = new_context().new_page(), new_context(java_script_enabled=False).new_page()
    troubles = watch(first, base_url)
    sign_in(first, OFFICE)
    sign_in(second, PROVIDER)
    first.goto("/desk/chemnitz/angebote?q=Handy")
    first.get_by_role("link", name="Elternabend: Das erste eigene Handy").click()
    address = first.url + "/bearbeiten/was"
    second.goto(address)
    first.goto(address)
    first.get_by_label("Titel").fill("Titel der Geschäftsstelle (Demo)")
    first.get_by_role("button", name="Speichern", exact=True).click()
    second.get_by_label("Titel").fill("Titel des Anbieters (Demo)")
    second.get_by_role("button", name="Speichern", exact=True).click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Inzwischen geändert")
    expect(second.locator("main")).to_contain_text("Titel der Geschäftsstelle")
    second.get_by_role("button", name="Auswahl speichern").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Was und für wen")
    expect(second.get_by_label("Titel")).to_have_value("Titel des Anbieters (Demo)")
    second.get_by_label("Titel").fill(
        "Elternabend: Das erste eigene Handy (Demo)"
    )  # as the other journeys know it
    second.get_by_role("button", name="Speichern", exact=True).click()
    expect(second.get_by_label("Titel")).to_have_value("Elternabend: Das erste eigene Handy (Demo)")
    assert troubles == []
