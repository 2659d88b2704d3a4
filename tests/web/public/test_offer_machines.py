"""What machines, calendars and printers get from an offer's page."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from tests.factories.offers import make_offer, make_session
from tests.ui.dom import Element
from tests.web.public.conftest import Read
from tests.web.public.full_offer import DAY, FULL
from umsicht.directory.models import Organisation
from umsicht.web.public.offer import structured


def graph(page: Element) -> dict[str, Any]:
    nodes = json.loads(page.one("script", type="application/ld+json").raw)["@graph"]
    return {node["@type"] if isinstance(node["@type"], str) else node["@type"][0]: node for node in nodes}


def test_machines_get_service_event_provider_and_path(provider: Organisation, read: Read) -> None:
    make_session(make_offer(provider, slug="mut", **FULL), DAY)
    nodes = graph(read("/musterstadt/angebote/mut"))
    assert nodes["Service"]["name"] == "Mut zum Nein"
    assert nodes["Event"]["startDate"] == "2026-12-01T17:00:00+01:00"
    assert nodes["BreadcrumbList"]["itemListElement"][-1]["name"] == "Mut zum Nein"
    assert nodes["Service"]["provider"]["name"] == "Verein Nord"


NASTY = '</script><script>alert("x")</script><!-- & \u2028'


def test_hostile_words_stay_words(provider: Organisation, read: Read) -> None:
    make_offer(provider, slug="mut", title=NASTY, summary=NASTY, description=NASTY, good_to_know=[NASTY])
    page = read("/musterstadt/angebote/mut")
    assert page.one("h1").raw == NASTY
    assert all(
        "alert" not in script.raw
        for script in page.all("script")
        if script.attrs.get("type") != "application/ld+json"
    )
    assert graph(page)["Service"]["name"] == NASTY


def test_script_of_machine_data_holds_no_markup() -> None:
    text = structured.script([{"@type": "Thing", "name": NASTY, "url": ""}])
    assert not {"<", ">", "&", "\u2028"} & set(text)
    assert json.loads(text)["@graph"] == [{"@type": "Thing", "name": NASTY}]


def test_preview_and_canonical_name_the_page(provider: Organisation, read: Read) -> None:
    make_offer(provider, slug="mut", title="Mut", summary="Ein Abend.")
    page = read("/musterstadt/angebote/mut?utm_source=x")
    properties = {
        tag.attrs["property"]: tag.attrs["content"] for tag in page.all("meta") if "property" in tag.attrs
    }
    address = page.one("link", rel="canonical").attrs["href"]
    assert address.endswith("/musterstadt/angebote/mut")
    assert (properties["og:title"], properties["og:description"], properties["og:url"]) == (
        "Mut",
        "Ein Abend.",
        address,
    )


def test_dates_come_as_calendar_with_their_time_zone(provider: Organisation, client: Client) -> None:
    make_session(make_offer(provider, slug="mut", title="Mut"), DAY)
    response = client.get("/musterstadt/angebote/mut/termine.ics")
    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert ("BEGIN:VTIMEZONE" in text, "TZID:Europe/Berlin" in text) == (True, True)
    assert "DTSTART;TZID=Europe/Berlin:20261201T170000" in text
    make_offer(provider, slug="ohne")
    assert client.get("/musterstadt/angebote/ohne/termine.ics").status_code == 404


def test_sheet_to_print_is_an_accessible_pdf(provider: Organisation, client: Client) -> None:
    make_session(make_offer(provider, slug="mut", **FULL), DAY)
    response = client.get("/musterstadt/angebote/mut/druck.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in response.content or b"pdfuaid" in response.content
