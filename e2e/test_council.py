"""The council at work: the office prepares and closes a meeting, the head of police answers and votes on the phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import PHONE

SignIn = Callable[[Page, str], None]
OFFICE = "koordination-chemnitz@example.org"
GROUP = "Demo-AG Sichere Innenstadt"
SEATS = ("Ordnungsamt", "Polizeidirektion Chemnitz", "Geschäftsstelle Kommunalprävention")


def _item(page: Page, title: str, *, public: bool) -> None:
    page.get_by_role("link", name="Neuer Punkt").click()
    page.get_by_label("Titel").fill(title)
    page.get_by_role("radio", name="öffentlich", exact=True).check() if public else None
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()


def test_the_office_prepares_and_closes_a_meeting(page: Page, signed_in: SignIn) -> None:
    signed_in(page, OFFICE)
    page.goto("/desk/chemnitz/sitzungen")
    page.get_by_role("link", name="Neue Sitzung").click()
    page.get_by_label("Gremium").select_option(label=GROUP)
    page.get_by_label("Titel").fill("Sondersitzung")
    page.get_by_label("Tag", exact=True).fill(f"{dt.date.today() + dt.timedelta(days=3)}")  # noqa: DTZ011 - as a person types it
    page.get_by_label("Beginn").fill("10:00")
    page.get_by_role("textbox", name="Ort – ").fill("Rathaus")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sondersitzung")
    _item(page, "Licht am Bahnhof", public=True)
    page.get_by_role("button", name="Einladen").click()
    page.get_by_role("button", name="Sitzung eröffnen").click()
    page.get_by_role("link", name="Anwesenheit", exact=True).click()
    for seat in SEATS:
        row = page.get_by_role("form", name=seat, exact=True)
        row.get_by_label("Anwesenheit").select_option(label="anwesend")
        row.get_by_role("button").click()
        expect(page.locator(".um-flash")).to_contain_text("Gespeichert")
    page.get_by_role("link", name="Zurück zur Sitzung").click()
    page.get_by_role("link", name="Niederschrift schreiben").click()
    page.get_by_label("Beschlusstext").fill("Das Ordnungsamt meldet die dunklen Stellen.")
    for seat in SEATS:
        page.get_by_role("radiogroup", name=seat, exact=True).get_by_label("ja", exact=True).check()
    page.get_by_role("button", name="Ergebnis feststellen").click()
    expect(page.locator("main")).to_contain_text("angenommen")
    page.locator("#id_minutes").fill("Die Stellen werden aufgezählt.")
    page.get_by_role("region", name="Niederschrift", exact=True).get_by_role(
        "button", name="Speichern"
    ).click()
    page.get_by_role("button", name="Erledigt").click()
    page.get_by_role("link", name="Sondersitzung").click()
    page.get_by_role("button", name="Sitzung schließen").click()
    expect(page.locator("main")).to_contain_text("beendet")
    expect(page.get_by_role("button", name="Niederschrift genehmigen")).to_be_visible()


def test_the_head_of_police_answers_and_votes_on_the_phone(
    new_context: Callable[..., BrowserContext], signed_in: SignIn
) -> None:
    page = new_context(viewport=PHONE).new_page()
    signed_in(page, "polizei-chemnitz@example.org")
    page.goto("/desk/chemnitz/meine-gremien")
    page.get_by_role("link", name="Antworten").first.click()
    page.get_by_label("kommt", exact=True).check()
    page.get_by_role("button", name="Antworten").click()
    expect(page.locator(".um-flash")).to_contain_text("Gespeichert")
    page.goto("/desk/chemnitz/meine-gremien")
    expect(page.locator("main")).to_contain_text("Ihre Antwort: kommt")
    page.get_by_role("link", name="Abstimmen").click()
    page.get_by_label("ja", exact=True).check()
    page.get_by_role("button", name="Abstimmen").click()
    expect(page.locator("main")).to_contain_text("Die Stimme bleibt bestehen.")
    page.goto("/desk/chemnitz/meine-gremien")
    expect(page.locator("main")).to_contain_text("Sie haben abgestimmt")
    expect(page.get_by_role("link", name="Abstimmen")).to_have_count(0)
