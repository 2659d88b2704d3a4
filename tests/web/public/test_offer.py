from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.factories.directory import hours, make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_programme, make_session
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_tenant
from tests.ui.dom import Element
from tests.web.public.conftest import Read
from tests.web.public.full_offer import DAY, FULL
from umsicht.directory.models import Organisation
from umsicht.offers.models import Offer
from umsicht.search import writer
from umsicht.tenancy.models import Tenant


@pytest.mark.parametrize(
    "words",
    [
        "Erster Absatz.",
        "Zweiter Absatz.",
        "Ankommen",
        "Getränke gibt es.",
        "Eltern aus dem Ort.",
        "Bitte Fragen mitbringen.",
        "Stufenlos",
        "De und En",
        "30 bis 60 Jahre",
        "90 Minuten",
        "5 bis 20 Personen",
        "Haus am Markt",
        "Nordstadt",
        "50 Euro",
        "mit Fahrt",
        "Zusammenleben",
        "kein Zitat",
        "Stand 10.11.2026",
        "2. November 2026",
        "3. Oktober 2026",
        "Ein Fall aus der Zeitung.",
        "Dienstag, 1. Dezember 2026, 17 bis 18:30 Uhr",
        "Verein Nord",
        "Wir sind da.",
        "Schulleiterin vom Dienst",
    ],
)
def test_page_says_all_that_is_known(provider: Organisation, read: Read, words: str) -> None:
    make_session(make_offer(provider, slug="mut", contact_role="Schulleiterin vom Dienst", **FULL), DAY)
    assert words in read("/musterstadt/angebote/mut").one("main").text


def test_page_of_a_bare_offer_names_what_is_missing_and_shows_no_empty_parts(
    provider: Organisation, read: Read
) -> None:
    make_offer(provider, slug="bare", costs=[], description="", languages=[], level="", audiences=[])
    main = read("/musterstadt/angebote/bare").one("main")
    assert main.all("table") == []
    assert "keine Angabe, bitte nachfragen" in main.text
    assert [cell for cell in main.all("dd") if not cell.text] == []
    ids = [heading.attrs.get("id") for heading in main.all("h2")]
    assert not {"ablauf", "unterricht", "unterlagen", "passt"} & set(ids)


@pytest.mark.store
@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_four_queries_at_most(provider: Organisation, client: Client, rows: int) -> None:
    point = make_contact_point(provider)
    offer = make_offer(provider, slug="mut", contact_point=point, programme=make_programme(), has_files=True)
    for number in range(rows):
        make_session(offer, DAY + dt.timedelta(days=number))
        make_offer(provider, contact_point=point)
    writer.rebuild()
    client.get("/musterstadt/angebote/mut")
    assert queries_of(lambda: client.get("/musterstadt/angebote/mut")) <= 4
    response = client.get("/musterstadt/angebote/mut")
    assert response.cookies == {}
    assert len(response.content) < 60_000


@pytest.mark.parametrize("was", ["draft", "submitted"])
def test_what_was_never_public_does_not_exist(provider: Organisation, client: Client, was: str) -> None:
    make_offer(provider, slug="mut", title="Geheimer Plan", state=was)
    response = client.get("/musterstadt/angebote/mut")
    assert response.status_code == 404
    assert "Geheimer Plan" not in response.content.decode()


@pytest.mark.parametrize(("was", "status"), [("paused", 404), ("archived", 410)])
def test_what_was_public_says_so_without_its_content(
    provider: Organisation, read: Read, was: str, status: int
) -> None:
    make_offer(provider, slug="mut", state=was, **FULL)
    page = read("/musterstadt/angebote/mut", status)
    assert page.one("h1").text == "Mut zum Nein"
    assert "Erster Absatz." not in page.text
    assert page.one("main").all("a", href="/musterstadt/anbieter/verein-nord") != []


def test_offer_of_another_town_is_not_found_here(provider: Organisation, read: Read) -> None:
    make_offer(make_organisation(make_tenant(slug="anderswo")), slug="dort")
    read("/anderswo/angebote/dort")
    read("/musterstadt/angebote/dort", 404)


def test_hidden_provider_hides_its_offers(town: Tenant, read: Read) -> None:
    make_offer(make_organisation(town, is_public=False), slug="mut")
    read("/musterstadt/angebote/mut", 404)


def findings(page: Element) -> list[list[str]]:
    section = next(part for part in page.all("section") if part.attrs.get("aria-labelledby") == "wirkung")
    return [
        [cell.text for cell in row.children if isinstance(cell, Element)] for row in section.all("tr")[1:]
    ]


def test_studies_without_effect_and_with_harm_are_shown_as_what_they_are(
    provider: Organisation, read: Read
) -> None:
    rows = [
        ("Wissen", "positive", "Vergleich mit Kontrollgruppe"),
        ("Haltung", "mixed", "Zwei Studien"),
        ("Verhalten", "null", "Zufallsstudie"),
        ("Angst", "negative", "Befragung"),
    ]
    programme = make_programme(
        outcomes=[
            {"outcome": goal, "direction": found, "design": design, "source_url": "", "as_of": ""}
            for goal, found, design in rows
        ]
    )
    make_offer(
        provider, slug="mut", programme=programme, fidelity="gekuerzt", fidelity_note="Nur zwei Stunden."
    )
    page = read("/musterstadt/angebote/mut")
    assert findings(page) == [
        ["Wissen", "Studien fanden die gewünschte Wirkung", "Vergleich mit Kontrollgruppe"],
        ["Haltung", "Studien sind sich nicht einig", "Zwei Studien"],
        ["Verhalten", "Studien fanden keine Wirkung", "Zufallsstudie"],
        ["Angst", "Studien fanden Schaden", "Befragung"],
    ]
    assert "Nur zwei Stunden." in page.text
    assert "Hier gekürzt" in page.text


def test_home_grown_offer_claims_no_effect(provider: Organisation, read: Read) -> None:
    make_offer(provider, slug="mut")
    page = read("/musterstadt/angebote/mut")
    assert findings(page) == []
    assert "Eine Studie dazu ist uns nicht bekannt." in page.text


@pytest.mark.parametrize(("note", "shown"), [("", True), ("Vor Anzeige prüfen.", False)])
def test_developer_is_named_once_the_curators_are_sure(
    provider: Organisation, read: Read, note: str, shown: bool
) -> None:
    programme = make_programme(organisation_name="Institut Süd", organisation_note=note)
    make_offer(provider, slug="mut", programme=programme)
    text = read("/musterstadt/angebote/mut").text
    assert ("Institut Süd" in text, "Vor Anzeige" in text) == (shown, False)


def test_contact_shows_opening_hours_and_hides_a_hidden_point(provider: Organisation, read: Read) -> None:
    point = make_contact_point(
        provider, phone="0371 123", email="hilfe@example.org", opening_hours=hours(("WE", "09:00", "15:00"))
    )
    make_offer(provider, slug="mut", contact_point=point)
    make_offer(
        provider, slug="nein", contact_point=make_contact_point(provider, phone="0371 999", is_public=False)
    )
    main = read("/musterstadt/angebote/mut").one("main")
    assert main.one("a", href="tel:0371123").text == "0371 123"
    assert "Mi 9–15 Uhr" in main.text
    # In Saxony that Wednesday is a holiday.
    assert "Heute geschlossen (Buß- und Bettag), öffnet am 25. November 2026 um 9 Uhr" in main.text
    assert "0371 999" not in read("/musterstadt/angebote/nein").text


def test_related_offers_lead_on(provider: Organisation, read: Read) -> None:
    make_offer(provider, slug="mut")
    make_offer(make_organisation(provider.tenant), slug="auch", title="Passt dazu")
    writer.rebuild()
    assert (
        read("/musterstadt/angebote/mut").one("main").one("a", href="/musterstadt/angebote/auch").text
        == "Passt dazu"
    )


def test_every_part_can_be_reported(provider: Organisation, read: Read) -> None:
    make_offer(provider, slug="mut")
    box = next(
        part for part in read("/musterstadt/angebote/mut").all("details") if part.attrs.get("id") == "fehler"
    )
    assert [link.attrs["href"].partition("feld=")[2] for link in box.all("a")] == [
        "kontakt", "termine", "kosten", "inhalt", "barrierefreiheit", "wirkung", "anderes",
    ]  # fmt: skip


def test_english_page_keeps_german_words_of_the_provider(provider: Organisation, client: Client) -> None:
    make_offer(provider, slug="mut", title="Mut zum Nein")
    text = client.get("/musterstadt/angebote/mut", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Mut zum Nein" in text
    assert Offer.objects.with_scopes_disabled().count() == 1
