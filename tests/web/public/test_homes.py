from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer, make_session
from tests.factories.places import make_area
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_district, make_tenant
from tests.web.public.conftest import Read
from umsicht.core import clock
from umsicht.offers.models import Offer
from umsicht.places.domain.load import renew_neighbours
from umsicht.places.enums import AreaKind
from umsicht.search import writer
from umsicht.tenancy.models import Tenant

DAY = dt.datetime(2026, 12, 1, 17, 0)  # noqa: DTZ001 - wall clock


def dated(town: Tenant, count: int) -> None:
    for number in range(count):
        offer = make_offer(make_organisation(town), title=f"Abend {number}", formats=["workshop"])
        make_session(offer, DAY + dt.timedelta(days=number))


@pytest.mark.store
@pytest.mark.parametrize("rows", [1, 3])
def test_town_home_costs_five_queries_at_most_and_tells_nobody_apart(
    town: Tenant, client: Client, rows: int
) -> None:
    dated(town, rows)
    writer.rebuild()
    client.get("/musterstadt")
    assert queries_of(lambda: client.get("/musterstadt")) <= 5
    response = client.get("/musterstadt")
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert len(response.content) < 60_000


@pytest.mark.parametrize("rows", [1, 3])
def test_alliance_home_costs_five_queries_at_most(town: Tenant, client: Client, rows: int) -> None:
    for _number in range(rows):
        dated(make_tenant(), 1)
    writer.rebuild()
    client.get("/")
    assert queries_of(lambda: client.get("/")) <= 5


def test_town_home_searches_leads_on_and_shows_what_comes_next(town: Tenant, read: Read) -> None:
    dated(town, 1)
    make_offer(make_organisation(town), state="draft", title="Noch nicht fertig")
    writer.rebuild()
    page = read("/musterstadt")
    form = page.one("main").all("form", role="search")[0]
    assert (form.attrs["action"], form.one("input", name="q").attrs["type"]) == (
        "/musterstadt/angebote",
        "search",
    )
    needs = [link.attrs["href"] for link in page.one("ul", class_="um-needs").all("a")]
    assert needs == [
        "/musterstadt/wobei/gruppe",
        "/musterstadt/wobei/kind",
        "/musterstadt/wobei/ich",
        "/musterstadt/wobei/ort",
        "/musterstadt/themen/alltagskriminalitaet",
        "/musterstadt/anbieter#mitmachen",
    ]
    assert [link.text for link in page.all("a", href="/musterstadt/angebote/" + slug_of("Abend 0"))] == [
        "Abend 0"
    ]
    assert "Noch nicht fertig" not in page.text
    assert page.one("link", rel="canonical").attrs["href"].endswith("/musterstadt")
    assert {"tel:110", "tel:112"} <= {link.attrs["href"] for link in page.one("main").all("a")}


def slug_of(title: str) -> str:
    return Offer.objects.with_scopes_disabled().get(title=title).slug


def test_freshness_counts_real_confirmations_only(town: Tenant, read: Read) -> None:
    provider, today = make_organisation(town), clock.today()
    make_offer(provider, confirmed_on=today)
    make_offer(provider, confirmed_on=today - dt.timedelta(days=200))
    make_offer(provider, edited_on=today)
    text = read("/musterstadt").one("main").text
    assert "1 von 3 Angeboten hat der Anbieter in den letzten 90 Tagen bestätigt." in text


def test_town_without_offers_has_no_empty_places(town: Tenant, read: Read) -> None:
    page = read("/musterstadt")
    assert page.one("h1").text == "Wobei brauchen Sie Unterstützung?"
    assert "0 von 0" not in page.text
    headings = [element for name in ("h2", "h3") for element in page.one("main").all(name)]
    assert all(heading.text for heading in headings)


def test_town_that_does_not_take_part_gets_an_honest_page(town: Tenant, state: Tenant, read: Read) -> None:
    away = make_tenant(slug="weiler", name="Weiler", is_active=False, lat=51.1, lon=13.1)
    provider = make_organisation(town)
    make_offer(provider, title="Kommt zu Ihnen", place_modes=["comes-to-you"], lat=51.0, lon=13.0)
    make_offer(provider, title="Nur bei uns", lat=51.0, lon=13.0)
    make_offer(make_organisation(away), title="Vergessener Eintrag", place_modes=["online"])
    writer.rebuild()
    main = read("/weiler").one("main")
    assert "Weiler hat hier noch kein eigenes Portal" in main.text
    assert [link.text for link in main.all("a") if "/angebote/" in link.attrs["href"]] == ["Kommt zu Ihnen"]
    assert [link.attrs["href"] for link in main.all("a") if link.text == "Musterstadt"] == ["/musterstadt"]


def test_alliance_lists_towns_that_take_part_and_finds_all_others(town: Tenant, read: Read) -> None:
    make_tenant(slug="weiler", name="Weiler", is_active=False)
    home = read("/").one("main")
    assert home.all("a", href="/musterstadt") != []
    assert home.all("a", href="/weiler") == []
    listed = read("/kommunen").one("main")
    assert {link.attrs["href"] for link in listed.all("a")} >= {"/musterstadt", "/weiler"}
    found = read("/kommunen?q=weil").one("main")
    assert (found.all("a", href="/weiler") != [], found.all("a", href="/musterstadt")) == (True, [])
    assert read("/kommunen?q=atlantis").one("main").all("a", href="/angebote") != []


@pytest.mark.parametrize("name", ["Weiler", "weiler", "  WEILER "])
def test_full_name_of_a_town_leads_there_at_once(town: Tenant, client: Client, name: str) -> None:
    make_tenant(slug="weiler", name="Weiler", is_active=False)
    response = client.get("/kommunen", {"q": name})
    assert (response.status_code, response.headers["Location"]) == (301, "/weiler")


def test_names_that_several_towns_share_are_listed(town: Tenant, read: Read) -> None:
    for number in (1, 2):
        make_tenant(slug=f"neustadt-{number}", name="Neustadt", is_active=False)
    links = {link.attrs["href"] for link in read("/kommunen?q=Neustadt").one("main").all("a")}
    assert {"/neustadt-1", "/neustadt-2"} <= links


def test_district_lists_its_towns(town: Tenant, read: Read) -> None:
    district = make_district(slug="landkreis-nord", name="Landkreis Nord")
    make_tenant(slug="dorf", name="Dorf", parent=district, is_active=False)
    main = read("/landkreis-nord").one("main")
    assert main.all("a", href="/dorf") != []
    assert main.all("a", href="/musterstadt") == []


@pytest.mark.parametrize("path", ["/atlantis", "/land", "/atlantis/termine", "/musterstadt/nix"])
def test_unknown_addresses_say_so_and_lead_on(town: Tenant, read: Read, path: str) -> None:
    page = read(path, 404)
    assert page.all("form", role="search") != []


def test_neighbours_come_from_the_map(town: Tenant, read: Read) -> None:
    make_area(key="14000001", name="Weiler", west=13.0, south=51.0)
    make_area(key="14000002", name="Nebenan", west=13.1, south=51.0)
    make_area(AreaKind.MUNICIPALITY, "14000003", name="Weit weg", west=15.0, south=53.0)
    renew_neighbours(AreaKind.MUNICIPALITY)
    make_tenant(key="14000001", slug="weiler", name="Weiler", is_active=False, lat=51.05, lon=13.05)
    for key, slug in (("14000002", "nebenan"), ("14000003", "weit-weg")):
        make_tenant(key=key, slug=slug, name=slug, is_active=False)
    main = read("/weiler").one("main")
    assert (main.all("a", href="/nebenan") != [], main.all("a", href="/weit-weg")) == (True, [])
