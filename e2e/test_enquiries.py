"""A teacher asks three providers with one form; one says yes by the link in its mail, and the date lands in a calendar."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import PHONE, watch
from e2e.test_alerts import mail_to, mails_to, text_of

Judge = Callable[[Page], None]
SCHOOL = "oberschule-journey@example.org"


def path_in(text: str, word: str) -> str:
    found = re.search(rf"https?://\S+/anfrage/{word}/[^\s)]+", text)
    assert found, text
    return urlsplit(found[0]).path


def answer_links(folder: Path, seconds: float = 30) -> list[str]:
    """The ways to answer in the mails to providers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        asked = [text for mail in mails_to(folder, "@") if "/anfrage/antwort/" in (text := text_of(mail))]
        links = [path_in(text, "antwort") for text in asked if "Oberschule Journey" in text]
        if len(links) >= 2:
            return links
        time.sleep(0.3)
    raise AssertionError("the providers were not asked")


def next_month() -> dt.date:
    return dt.datetime.now(tz=ZoneInfo("Europe/Berlin")).date() + dt.timedelta(days=30)


def fill_in(page: Page, day: dt.date) -> None:
    page.get_by_label("Worum geht es?").fill("Streit im Klassenchat")
    page.locator("select[name=grade]").select_option("8")
    page.get_by_label("Erster Wunschtag").fill(day.isoformat())
    page.get_by_label("Name Ihrer Einrichtung").fill("Oberschule Journey")
    page.get_by_label("Ihre E-Mail-Adresse").fill(SCHOOL)
    page.wait_for_timeout(3200)  # a person needs longer than that; programs are turned away
    page.get_by_role("button", name="Weiter zur Bestätigung").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte schauen Sie in Ihr Postfach")


def say_yes(provider: Page, link: str, day: dt.date) -> None:
    """Without scripts and without an account."""
    provider.goto(link)
    expect(provider.locator("main")).to_contain_text("Oberschule Journey")
    expect(provider.locator("main")).not_to_contain_text(SCHOOL)
    form = provider.locator("form:has(input[value=zusage])")
    form.locator("input[name=day]").fill(day.isoformat())
    form.locator("input[name=start]").fill("09:00")
    form.locator("input[name=end]").fill("10:30")
    form.locator("input[name=price]").fill("kostenfrei")
    form.get_by_role("button", name="Vorschlag senden").click()
    expect(provider.get_by_role("heading", level=1)).to_have_text("Vielen Dank, Ihre Antwort ist unterwegs")


def test_teacher_asks_three_providers_and_one_says_yes(
    new_context: Callable[..., BrowserContext],
    base_url: str,
    data_folder: Path,
    axe: Judge,
    html_valid: Judge,
) -> None:
    page = new_context(viewport=PHONE, java_script_enabled=True).new_page()
    troubles = watch(page, base_url)
    page.goto("/chemnitz/angebote?q=Klasse+8")
    for box in page.locator("article input[name=o]").all()[:3]:
        box.check()
    page.get_by_role("button", name="Angekreuzte anfragen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mehrere Anbieter auf einmal anfragen")
    axe(page)
    html_valid(page)
    day = next_month()
    fill_in(page, day)

    page.goto(path_in(text_of(mail_to(data_folder, SCHOOL, "Bitte bestätigen")), "bestaetigen"))
    axe(page)
    page.get_by_role("button", name="Anfrage jetzt absenden").click()
    expect(page.locator("main")).to_contain_text("Ihre Anfrage ist unterwegs")
    own = page.url.split("?")[0]

    say_yes(new_context(java_script_enabled=False).new_page(), answer_links(data_folder)[0], day)

    page.goto(path_in(text_of(mail_to(data_folder, SCHOOL, "Zusage mit Vorschlag")), "meine"))
    axe(page)
    page.get_by_role("button", name=re.compile("Diesen Vorschlag annehmen")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Termin steht")
    axe(page)
    calendar = Calendar.from_ical(page.request.get(f"{own}/termin.ics").body())
    event = calendar.walk("VEVENT")[0]
    assert event.decoded("DTSTART").strftime("%Y-%m-%d %H:%M") == f"{day.isoformat()} 09:00"
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    mail_to(data_folder, SCHOOL, "Ihr Termin steht")
    assert troubles == []
