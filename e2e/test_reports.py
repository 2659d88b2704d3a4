"""A council's question is answered: the office writes from the records, a department adds, the head signs, a citizen follows a proof."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tools import ensure_office

Judge = Callable[[Page], None]
OFFICE = "koordination-chemnitz@example.org"


def test_office_answers_a_question_and_a_citizen_follows_the_proof(
    page: Page, signed_in: Callable[[Page, str], None], axe: Judge, html_valid: Judge
) -> None:
    signed_in(page, OFFICE)
    page.goto("/desk/chemnitz/berichte/neu")
    page.get_by_label("Sachbericht zu einer Förderung").check()
    page.get_by_label("Berichtszeitraum von").fill("2019-01-01")
    page.get_by_label("Berichtszeitraum bis").fill("2020-12-31")
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/desk/chemnitz/berichte/*")
    report = page.url
    expect(page.locator("main")).to_contain_text("Ohne Beleg und ohne Begründung")
    axe(page)

    page.get_by_role("link", name="Abweichungen").click()
    page.get_by_role("link", name="Eigener Text oder Einschätzung").click()
    page.get_by_label("Text", exact=True).fill("Drei Workshops fielen aus.")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("main")).to_contain_text("In diesem Text steht eine Zahl (Drei)")
    page.get_by_label("Text", exact=True).fill("Einige Workshops fielen aus.")
    page.get_by_label("Das ist eine Einschätzung").check()
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/fragen/*")
    expect(page.locator("main")).to_contain_text("Einige Workshops fielen aus.")

    for title in ("Mitteleinsatz", "Wie es weitergeht"):
        page.goto(report)
        page.get_by_role("link", name=title, exact=True).click()
        page.get_by_role("link", name="Frage ändern oder sagen, warum sie offen bleibt").click()
        page.get_by_label("Warum sie offen bleibt").fill("Die Belege liegen noch nicht vor.")
        page.get_by_role("button", name="Speichern").click()
        page.wait_for_url("**/fragen/*")
    page.goto(report)
    for step in ("Zur Prüfung geben", "Unterschreiben", "Veröffentlichen"):
        page.get_by_role("button", name=step, exact=True).click()
        page.wait_for_load_state()
    page.get_by_role("link", name="Public page").or_(
        page.get_by_role("link", name="Öffentliche Seite", exact=True)
    ).last.click()
    page.wait_for_url("**/chemnitz/berichte/*")
    expect(page.locator("main")).to_contain_text("Die Belege liegen noch nicht vor.")
    axe(page)
    html_valid(page)
    page.locator(".um-proof a").first.click()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/berichte/" not in page.url


def test_the_word_file_opens_in_an_office_program_and_becomes_pages(page: Page, tmp_path: Path) -> None:
    page.goto("/chemnitz/berichte")
    page.locator("main").get_by_role("link", name="Bilanz der Prävention für Chemnitz").first.click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Word", exact=True).click()
    word = tmp_path / "bilanz.docx"
    coming.value.save_as(word)
    command = [ensure_office.ensure(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = [one.extract_text() for one in PdfReader(tmp_path / "bilanz.pdf").pages]
    whole = " ".join(" ".join(pages).split())
    assert 10 < len(pages) < 40
    for words in ("Zur Kenntnis an", "Wie gut das belegt ist", "Anlage: Zahlen, Definitionen, Quellen"):
        assert words in whole
    assert "\n1 BA-044/2020\n" in pages[0]  # the first note, at the foot of its page
