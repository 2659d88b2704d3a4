"""The five people for whom the portal is built, from their first page to what they came for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from e2e.conftest import PHONE, watch

Contexts = Callable[..., BrowserContext]
Judge = Callable[[Page], None]


def open_page(contexts: Contexts, base_url: str, **options: object) -> tuple[Page, list[str]]:
    page = contexts(**options).new_page()
    return page, watch(page, base_url)


def hits(page: Page) -> list[str]:
    """Titles of the results, in their order."""
    return page.locator("article h3 a").all_inner_texts()


def test_parent_at_night_on_a_phone(new_context: Contexts, base_url: str, axe: Judge) -> None:
    page, troubles = open_page(new_context, base_url, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/chemnitz")
    expect(page.get_by_role("link", name="110").first).to_be_visible()
    search = page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first
    search.fill("mein Sohn kifft")
    search.press("Enter")
    page.wait_for_url("**/chemnitz/angebote?q=*")
    assert any("Cannabis" in title for title in hits(page)[:5])
    axe(page)
    page.locator("article h3 a").first.click()
    expect(page.locator("main")).to_contain_text("Cannabis")
    expect(page.locator("main a[href^='tel:']").first).to_be_visible()
    page.goto("/chemnitz/wobei")
    page.locator("main a[href$='/wobei/kind']").click()
    page.locator("main a[href*='/wobei/kind/']").first.click()
    page.locator("main a[href*='/wobei/kind/']").first.click()
    expect(page.locator("main a[href^='tel:']").first).to_be_visible()
    expect(page.locator("main a[href*='/angebote/']").first).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    assert troubles == []


def test_teacher_finds_a_project_day_on_cyberbullying_under_100_euros(page: Page) -> None:
    page.goto("/chemnitz/angebote")
    page.locator("input[name=q]").first.fill("Projekttag Cybermobbing Klasse 8 unter 100 €")
    page.locator("main form[role=search] button[type=submit]").click()
    chips = page.locator(".um-chips")
    expect(chips).to_contain_text("Klasse 8")
    expect(chips).to_contain_text("100")
    first = page.locator("article").first
    expect(first).to_contain_text("Cybermobbing")
    price = first.locator("dl").inner_text()
    first.locator("h3 a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cybermobbing")
    assert "Euro" in price or "ostenfrei" in price
    expect(page.locator("main")).to_contain_text("Klasse")
    page.go_back()
    chips.get_by_role("link").filter(has_text="Klasse 8").click()
    expect(chips).not_to_contain_text("Klasse 8")


def test_social_worker_prints_a_list_for_a_family(page: Page) -> None:
    kept = []
    page.goto("/chemnitz/angebote?fuer=eltern")
    addresses = [link.get_attribute("href") or "" for link in page.locator("article h3 a").all()[:3]]
    for address in addresses:
        page.goto(address)
        kept.append(page.get_by_role("heading", level=1).inner_text())
        page.get_by_role("button", name="Merken").first.click()
    page.goto("/chemnitz/merkliste")
    for title in kept:
        expect(page.locator("main")).to_contain_text(title)
    paper = page.context.request.get(
        page.locator("a[href*='merkliste.pdf']").first.get_attribute("href") or ""
    )
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper.body())).pages)
    words = " ".join(text.replace("\u00ad", "").split())
    assert [title for title in kept if title.split(" – ")[0].split()[0] not in words] == []
    assert "030 23125" in words.replace("\u00a0", " ")
    assert page.context.cookies() == []


def test_screen_reader_user_finds_the_addiction_counselling_nearest_to_sonnenberg(
    new_context: Contexts, base_url: str
) -> None:
    """Without scripts, by headings, labels and keys alone, as a screen reader offers them."""
    page, _troubles = open_page(new_context, base_url, java_script_enabled=False)
    page.goto("/chemnitz")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zum Inhalt springen")
    page.get_by_label("Beschreiben Sie Ihr Anliegen mit eigenen Worten").fill("Suchtberatung")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Suchtberatung")
    page.get_by_label("Stadtteil", exact=True).last.select_option(label="Sonnenberg")
    page.get_by_role("button", name="Filter anwenden").click()
    page.get_by_label("Sortieren").select_option(label="Nächstgelegen")
    page.get_by_role("button", name="Anwenden", exact=True).click()
    near = [
        link.get_attribute("href") or "" for link in page.get_by_role("article").get_by_role("link").all()
    ]
    assert near != []
    page.goto(near[0])
    expect(page.get_by_role("main").locator("a[href^='tel:']").first).to_be_visible()
    levels = [
        int(heading.evaluate("h => h.tagName[1]"))
        for heading in page.locator("main h1, main h2, main h3").all()
    ]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_journalist_downloads_all_offers_as_csv_and_as_hsds(page: Page) -> None:
    page.goto("/chemnitz/angebote")
    total = int(page.get_by_role("heading", level=1).inner_text().split()[0])
    with page.expect_download() as download:
        page.get_by_role("link", name="Tabelle als CSV").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == total
    page.goto("/offene-daten")
    expect(page.locator("main a[href*='/api/hsds']").first).to_be_visible()
    answer = page.context.request.get("/api/hsds/services?municipality=14511000&per_page=100")
    services = json.loads(answer.text())
    assert services["total_items"] == total
    assert {row["Kennung"] for row in rows} == {service["id"] for service in services["contents"]}
    assert answer.headers["access-control-allow-origin"] == "*"


def test_excel_and_feed_hold_the_same_offers(page: Page) -> None:
    from openpyxl import load_workbook  # reason: slow

    answer = page.context.request.get("/chemnitz/angebote.xlsx?q=mobbing")
    sheet = load_workbook(io.BytesIO(answer.body())).worksheets[0]
    titles = {row[0] for row in sheet.iter_rows(values_only=True) if row[0]}
    feed = page.context.request.get("/chemnitz/angebote.atom?q=mobbing").text()
    page.goto("/chemnitz/angebote?q=mobbing")
    shown = hits(page)
    assert shown != []
    assert [title for title in shown if title not in titles] == []
    assert [title for title in shown if title.split(" – ")[0].replace("&", "&amp;") not in feed] == []


@pytest.mark.parametrize(
    "word", ["<script>alert(1)</script>", "%00", "'; DROP TABLE offers; --", "🙂" * 40, "a" * 5000]
)
def test_strange_words_get_a_page_and_run_nothing(page: Page, word: str) -> None:
    page.goto("/chemnitz")
    page.locator("input[name=q]").first.evaluate(
        "(field, word) => { field.removeAttribute('maxlength'); field.value = word; }", word
    )
    page.locator("input[name=q]").first.press("Enter")
    page.wait_for_url("**/angebote*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
