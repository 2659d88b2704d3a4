"""A resident follows a measure: from the portal over map and list to its history, its origin and its feed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

from playwright.sync_api import Page, expect

Judge = Callable[[Page], None]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_resident_follows_a_measure_of_the_own_district(page: Page, axe: Judge, html_valid: Judge) -> None:
    page.goto("/chemnitz")
    page.get_by_role("link", name="Maßnahmen", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maßnahmen")
    page.locator("[data-map]").scroll_into_view_if_needed()
    expect(page.locator(".um-map__area--on").first).to_be_visible()
    axe(page)
    page.locator("[aria-labelledby=stadtteile] .um-map__list").get_by_role("link", name="Sonnenberg").click()
    page.wait_for_url("**/massnahmen?stadtteil=*")

    page.locator("main h2 a[href$='/m-sonnenberg']").click()
    title = page.get_by_role("heading", level=1).inner_text()
    states = page.locator("[aria-labelledby=stand] li")
    expect(states.first).to_contain_text("Vorgeschlagen")
    known = states.count()
    axe(page)
    html_valid(page)
    page.locator("[aria-labelledby=faden] a").first.click()
    page.wait_for_url("**/praeventionsrat/sitzungen/*")
    expect(page.locator("main")).to_contain_text("KPR")
    page.locator("main a[href$='/massnahmen/m-sonnenberg']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    address = page.get_by_role("link", name="Feed dieser Maßnahme").get_attribute("href") or ""
    assert page.locator("link[type='application/atom+xml']").get_attribute("href") == address
    answer = page.request.get(address)
    feed = ET.fromstring(answer.text())
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert len(feed.findall(f"{ATOM}entry")) >= known
    assert {entry.find(f"{ATOM}link").get("href") for entry in feed.findall(f"{ATOM}entry")} == {page.url}  # type: ignore[union-attr]
