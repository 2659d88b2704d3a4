"""What several journeys do on their way."""

from __future__ import annotations

from playwright.sync_api import Page


def begin_plan(page: Page) -> None:
    page.get_by_label("Art der Einrichtung").select_option(label="Oberschule")
    page.get_by_label("Klassenstufe").select_option("8")
    page.get_by_label("Klasse oder Gruppe").fill("8z")
    page.get_by_label("Anzahl der Personen").fill("25")
    page.wait_for_timeout(3200)  # people need longer; the form tells them from programs by that
    page.get_by_role("button", name="Plan anlegen").click()
    page.wait_for_url("**/jahresplan/*neu=plan")
