"""A teacher plans a year for class 8: offers in, dates set, clash seen, paper and calendar taken, office let in."""

from __future__ import annotations

import io
from collections.abc import Callable

import icalendar
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from e2e.conftest import PHONE, watch
from e2e.steps import begin_plan

Contexts = Callable[..., BrowserContext]
Judge = Callable[[Page], None]


def take(page: Page, words: str, title: str) -> None:
    page.get_by_role("link", name="Angebote aufnehmen").first.click()
    page.get_by_label("Worum geht es?").fill(words)
    page.get_by_role("button", name="Suchen", exact=True).click()
    page.get_by_role("listitem").filter(has_text=title).get_by_role("button", name="Aufnehmen").click()
    expect(page.locator(".um-planlist")).to_contain_text(title)


def place(page: Page, title: str, time: str) -> None:
    """A day in the winter holidays is refused with the next day of lessons; that day is taken."""
    item = page.locator(".um-planlist > li").filter(has=page.get_by_role("heading", name=title))
    item.get_by_role("link", name="Termin setzen").click()
    form = page.locator("#eintrag")
    form.get_by_label("an einem Tag").check()
    form.locator("input[name=day]").fill("2027-02-10")
    form.locator("input[name=starts_at]").fill(time)
    form.get_by_role("button", name="Speichern").click()
    expect(form).to_contain_text("Winterferien")
    expect(form).to_contain_text("22.02.2027")
    form.locator("input[name=day]").fill("2027-02-22")
    form.get_by_role("button", name="Speichern").click()
    expect(item).to_contain_text(f"Mo 22.02.2027, {time} Uhr")


def check_files(page: Page, address: str) -> None:
    """Paper and calendar say the same as the page."""
    paper = page.context.request.get(f"{address}/plan.pdf").body()
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages).split())
    assert "Jahresplan Klasse 8z" in text
    assert "Stopp im Chat" in text
    calendar = icalendar.Calendar.from_ical(page.context.request.get(f"{address}/plan.ics").body())
    assert [event.decoded("dtstart").hour for event in calendar.walk("VEVENT")] == [8, 9]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_teacher_plans_a_year_for_class_8(
    new_context: Contexts, base_url: str, axe: Judge, scripts: bool
) -> None:
    page = new_context(java_script_enabled=scripts).new_page()
    troubles = watch(page, base_url)
    page.goto("/chemnitz/angebote?q=Zivilcourage+Klasse+8")
    page.get_by_role("link", name="Zivilcourage macht Schule").first.click()
    page.get_by_role("link", name="In den Jahresplan").click()
    expect(page.locator("main")).to_contain_text("Diese Angebote nehmen Sie mit")
    begin_plan(page)
    take(page, "Cybermobbing", "Stopp im Chat")

    place(page, "Zivilcourage", "08:00")
    place(page, "Stopp im Chat", "09:00")
    expect(page.locator("#plan")).to_contain_text("überschneiden sich am 22.02.2027")
    expect(page.locator("#plan")).to_contain_text("175 Euro")
    if scripts:
        axe(page)

    address = page.locator("[data-plan]").get_attribute("data-plan") or ""
    check_files(page, address)
    reader = new_context().new_page()
    reader.goto(page.get_by_label("Adresse zum Zeigen").input_value())
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Klasse 8z")
    expect(reader.get_by_role("main").get_by_role("button")).to_have_count(0)

    page.get_by_label("Die Geschäftsstelle darf diesen Plan für die Planung sehen").check()
    page.locator("section").filter(has_text="Bei der Planung helfen").get_by_role(
        "button", name="Speichern"
    ).click()
    expect(page.locator("main")).to_contain_text("Die Geschäftsstelle sieht diesen Plan")
    page.get_by_role("link", name="Plan löschen").click()
    page.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Der Plan ist gelöscht")
    gone = page.context.request.get(address)
    assert gone.status == 404
    assert [trouble for trouble in troubles if "400" not in trouble] == []


def test_a_plan_kept_on_the_device_takes_offers_straight(new_context: Contexts, base_url: str) -> None:
    page = new_context(viewport=PHONE).new_page()
    troubles = watch(page, base_url)
    page.goto("/chemnitz/jahresplan")
    begin_plan(page)
    page.get_by_role("button", name="Auf diesem Gerät merken").click()
    page.goto("/chemnitz/angebote?q=Liebe+ohne+Druck")
    page.get_by_role("link", name="Liebe ohne Druck").first.click()
    page.get_by_role("link", name="In den Jahresplan").click()
    page.wait_for_url("**/aufnehmen?o=*")
    page.get_by_role("button", name="In den Jahresplan").click()
    expect(page.locator(".um-planlist")).to_contain_text("Liebe ohne Druck")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert troubles == []


def test_office_sees_classes_with_three_similar_offers_and_with_none(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "koordination-chemnitz@example.org")
    page.goto("/desk/chemnitz")
    page.get_by_role("link", name="Jahrespläne").first.click()
    panel = page.locator("section").filter(has_text="Gleiche Stufe, ungleiche Pläne")
    expect(panel).to_contain_text("Gymnasium, Klasse 7")
    panel.get_by_role("link", name="Klasse 7a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jahresplan Klasse 7a")
