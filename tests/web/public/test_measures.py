"""Measures and problem fields on the portal: what is internal stays inside, on every way in."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.council import make_body
from tests.factories.directory import make_organisation
from tests.factories.measures import (
    DAY,
    make_decision,
    make_goal,
    make_measure,
    make_milestone,
    make_note,
    make_partner,
    make_priority,
)
from tests.factories.papers import make_decision as make_council_decision
from tests.factories.places import make_area
from tests.factories.queries import queries_of
from tests.ui.dom import parse
from umsicht.measures.domain.measures import change_measure, move
from umsicht.measures.models import Measure
from umsicht.places.enums import AreaKind
from umsicht.search import Request, search, writer
from umsicht.search.engine.reader import reader
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/massnahmen"
FIELDS = "/musterstadt/praeventionsrat/problemfelder"


@pytest.fixture
def measure(town: Tenant) -> Measure:
    """One for everybody and one that only the office knows, both in the same district."""
    centre = make_area(AreaKind.CITY_DISTRICT, f"{town.key}-01", name="Zentrum").key
    with scope(tenant=town):
        shown = make_measure(
            town, "Licht im Park", code="licht", districts=[centre], budget_cents=1850000,
            origin_kind="decision", origin_ref="KPR 4/2019", lead=make_organisation(town, slug="ordnungsamt"),
        )  # fmt: skip
        make_goal(
            shown, "Wege sind hell", indicator="Leuchten", unit="Stück", baseline=Decimal(9), target=Decimal(0),
            target_on=DAY, actual=Decimal(2), actual_on=DAY, value_source="Begehung",
        )  # fmt: skip
        make_milestone(shown, "Rückschnitt")
        make_note(shown, "Zwei Leuchten fehlen.")
        make_note(shown, "Geheimer Streit", is_public=False)
        hidden = make_organisation(town, slug="versteckt", name="Geheime Zuflucht", is_public=False)
        make_partner(shown, organisation=hidden)
        make_measure(town, "Zuflucht", lead=hidden, lead_text="", state="proposed", code="zuflucht")
        make_measure(
            town, "Geheimes Vorhaben", "completed", code="geheim", is_public=False, districts=[centre]
        )
    return shown


def test_nothing_internal_leaks(client: Client, measure: Measure) -> None:
    pages = [
        BASE + path
        for path in (
            "",
            ".csv",
            ".atom",
            "/licht",
            "/licht.atom",
            "/zuflucht",
            "?stand=completed",
            "?q=Vorhaben",
        )
    ]
    pages += [FIELDS, f"{FIELDS}/sucht", "/musterstadt/praeventionsrat"]
    found = {page: client.get(page) for page in pages}
    assert {response.status_code for response in found.values()} == {200}
    assert [page for page, response in found.items() if "Geheim" in response.content.decode()] == []
    assert [client.get(f"{BASE}/{path}").status_code for path in ("geheim", "geheim.atom")] == [404, 404]
    main = parse(client.get(BASE).content.decode()).one("main")
    assert ("2 Maßnahmen" in main.text, "abgeschlossen 1" in main.text) == (True, False)


def test_the_map_counts_what_the_list_counts(client: Client, measure: Measure) -> None:
    features = json.loads(client.get(f"{BASE}.geojson").content)["features"]
    assert [one["properties"]["name"] for one in features] == ["Zentrum: 1"]
    link = next(
        one for one in parse(client.get(BASE).content.decode()).one("main").all("a")
        if one.text.strip() == "Zentrum"
    )  # fmt: skip
    assert "Licht im Park" in client.get(link.attrs["href"]).content.decode()


def test_a_measure_tells_where_it_comes_from_and_what_became_of_it(client: Client, measure: Measure) -> None:
    with scope(tenant=measure.tenant):
        move(measure=measure, step="delay", actor=None, reason="Ersatzteile fehlen.", on=DAY)
    page = parse(client.get(f"{BASE}/licht").content.decode()).one("main")
    wanted = (
        "Beschluss eines Gremiums", "18.500", "Wege sind hell", "9 Stück", "0 Stück", "2 Stück", "02.03.2026", "Begehung",
        "Zwei Leuchten fehlen.", "Verzögert", "Ersatzteile fehlen.", "Rückschnitt", "Ein Ergebnis gibt es noch nicht",
    )  # fmt: skip
    assert [words for words in wanted if words not in page.text] == []
    providers = [link.attrs["href"] for link in page.all("a") if "/anbieter/" in link.attrs["href"]]
    assert providers == ["/musterstadt/anbieter/ordnungsamt"]


def test_a_step_that_was_a_mistake_is_not_told(client: Client, measure: Measure, town: Tenant) -> None:
    with scope(tenant=town):
        move(measure=measure, step="stop", actor=None, reason="Aus Versehen", on=DAY)
        measure.statuses.filter(state="stopped").update(taken_back=True)
    assert "Aus Versehen" not in client.get(f"{BASE}/licht").content.decode()


def test_the_feed_brings_a_measure_again_when_its_state_changes(client: Client, measure: Measure) -> None:
    def ids() -> list[str]:
        content = client.get(f"{BASE}.atom").content.decode()
        return [part.split("</id>")[0] for part in content.split("<id>")[2:]]

    before = ids()
    with scope(tenant=measure.tenant):
        move(measure=measure, step="delay", actor=None, reason="Eis", on=DAY)
    assert (len(before), ids() == before, "Licht im Park: verzögert" in client.get(f"{BASE}.atom").content.decode()) == (
        2, False, True,
    )  # fmt: skip


def test_one_measure_is_followed_by_a_feed_of_its_states_and_public_notes(
    client: Client, measure: Measure
) -> None:
    with scope(tenant=measure.tenant):
        move(measure=measure, step="delay", actor=None, reason="Eis", on=DAY)
    feed = client.get(f"{BASE}/licht.atom").content.decode()
    titles = [part.split("</title>")[0].split(": ")[1] for part in feed.split("<title>")[2:]]
    assert sorted(titles) == ["Fortgang", "geplant", "läuft", "verzögert", "vorgeschlagen"]
    assert ("Eis" in feed, "Zwei Leuchten fehlen." in feed) == (True, True)
    assert f"{BASE}/licht.atom" in client.get(f"{BASE}/licht").content.decode()


def test_filters_are_shared_by_address_and_nonsense_is_harmless(client: Client, measure: Measure) -> None:
    shown = {
        query: "Licht im Park" in client.get(BASE + query).content.decode()
        for query in ("?stand=running", "?stand=delayed", "?feld=sucht", "?q=Licht", "?q=Schatten", "?stand=kaputt&seite=x")
    }  # fmt: skip
    assert shown == {
        "?stand=running": True,
        "?stand=delayed": False,
        "?feld=sucht": True,
        "?q=Licht": True,
        "?q=Schatten": False,
        "?stand=kaputt&seite=x": True,
    }
    page = client.get(f"{BASE}?stand=running").content.decode()
    assert ("noindex" in page, "massnahmen.csv?stand=running" in page) == (True, True)


def test_a_town_without_measures_says_what_there_is_instead(client: Client, town: Tenant) -> None:
    page = client.get(BASE).content.decode()
    assert ("Noch sind keine Maßnahmen zu sehen" in page, "Alle Angebote" in page) == (True, True)
    assert "Keine Maßnahme passt" in client.get(f"{BASE}?q=Licht").content.decode()


def test_a_field_shows_its_thread(client: Client, measure: Measure, town: Tenant) -> None:
    with scope(tenant=town):
        make_priority(town, reason="Viele fragen danach.", decision_ref="KPR 1/2026")
        make_decision(town, decision_ref="BA-002/2019", step="added")
        make_measure(town, "Platzgespräche", "completed")
    page = parse(client.get(f"{FIELDS}/sucht").content.decode()).one("main")
    wanted = (
        "Rang 1",
        "Viele fragen danach.",
        "KPR 1/2026",
        "BA-002/2019",
        "Licht im Park",
        "Es ist ruhiger geworden.",
    )
    assert [words for words in wanted if words not in page.text] == []
    listed = parse(client.get(FIELDS).content.decode()).one("main").text
    assert ("BA-002/2019" in listed, client.get(f"{FIELDS}/kaputt").status_code) == (True, 404)


def test_the_alliance_has_no_measures_of_its_own(client: Client, town: Tenant) -> None:
    paths = ("/massnahmen", "/massnahmen.csv", "/praeventionsrat/problemfelder")
    assert [client.get(path).status_code for path in paths] == [404] * 3


def test_the_menu_and_the_council_lead_here(client: Client, measure: Measure) -> None:
    page = parse(client.get("/musterstadt/praeventionsrat").content.decode())
    links = {link.attrs.get("href") for link in page.all("a")}
    assert BASE in links


def test_lists_cost_the_same_for_one_measure_and_three(
    client: Client, measure: Measure, town: Tenant
) -> None:
    urls = (BASE, f"{BASE}.csv", f"{BASE}.atom", FIELDS, f"{FIELDS}/sucht")
    for url in urls:
        client.get(url)  # what a process keeps is kept now
    few = [queries_of(lambda url=url: client.get(url)) for url in urls]  # type: ignore[misc]
    with scope(tenant=town):
        for _number in range(2):
            more = make_measure(town, lead=make_organisation(town), result="Gut.", result_on=DAY)
            make_goal(more)
            make_partner(more, organisation=make_organisation(town))
    for url in urls:
        client.get(url)
    assert [queries_of(lambda url=url: client.get(url)) for url in urls] == few  # type: ignore[misc]


@pytest.fixture
def index(measure: Measure) -> None:
    writer.rebuild(progress=lambda *_: None)


def titles(client: Client, query: str) -> list[str]:
    page = parse(client.get(f"{BASE}{query}").content.decode()).one("main")
    return [link.text for link in page.all("a") if link.attrs.get("href", "").startswith(f"{BASE}/")]


@pytest.mark.parametrize("words", ["parks", "rueckschnitte", "hell weg"])
def test_measures_are_found_by_the_words_of_their_goals_and_in_other_forms(
    client: Client, measure: Measure, index: None, words: str
) -> None:
    assert titles(client, f"?q={words}") == ["Licht im Park"]


@pytest.mark.parametrize("words", ["Geheimes", "Vorhabens", "Streit", "park schwimmbad"])
def test_no_word_finds_an_internal_measure_or_half_of_what_was_asked(
    client: Client, measure: Measure, index: None, words: str
) -> None:
    assert titles(client, f"?q={words}") == []


@pytest.mark.parametrize(("visibility", "found"), [("public", ["Licht im Park"]), ("closed", [])])
def test_the_number_of_a_decision_finds_what_became_of_it_unless_it_is_closed(
    client: Client, town: Tenant, measure: Measure, visibility: str, found: list[str]
) -> None:
    with scope(tenant=town):
        make_council_decision(make_body(town, "Rat"), number="KPR 4/2019", visibility=visibility)
    assert titles(client, "?q=4/2019") == found


def test_search_follows_a_measure_that_leaves_the_portal(
    client: Client, town: Tenant, measure: Measure, index: None
) -> None:
    with scope(tenant=town):
        change_measure(measure=measure, actor=None, is_public=False)
    assert titles(client, "?q=parks") == []
    writer.catch_up()
    reader.refresh(force=True)
    assert search(Request("measure", text="parks")).total == 0


def test_the_search_of_offers_leads_on_with_the_same_words(client: Client, measure: Measure) -> None:
    page = parse(client.get("/musterstadt/angebote?q=licht+%26+weg").content.decode()).one("main")
    links = [
        link.attrs["href"] for link in page.all("a") if link.attrs.get("href", "").endswith("q=licht+%26+weg")
    ]
    assert {f"{BASE}?q=licht+%26+weg", "/musterstadt/praeventionsrat/vorlagen?q=licht+%26+weg"} <= set(links)
    assert "In Maßnahmen" not in client.get("/angebote?q=licht").content.decode()
