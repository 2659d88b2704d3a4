"""The crime picture on the portal: what it says, what it leaves out, and what can be taken along."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from django.core.cache import caches
from django.test import Client

from tests.factories.places import make_area
from tests.factories.queries import queries_of
from tests.factories.situation import make_figures, statewide
from tests.ui.dom import parse
from umsicht.core import charts, memory
from umsicht.core.charts import rendering
from umsicht.places.enums import AreaKind
from umsicht.situation.queries.reference import reference
from umsicht.situation.tasks import draw_ahead
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/lage"
ONE = f"{BASE}/einfache-koerperverletzung"
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"></svg>'


@pytest.fixture
def figures(town: Tenant, tmp_path) -> Tenant:
    """Six years: the town rises in the last one, its neighbour has few cases."""
    Tenant.objects.filter(pk=town.pk).update(key="14511000", name="Chemnitz")
    Tenant.objects.filter(parent=None).update(key="14")
    cases = [200, 210, 190, 205, 195, 300]
    make_figures(
        tmp_path,
        [
            row
            for year, n in enumerate(cases, start=2015)
            for row in statewide(year, "224000", [n, 3, 100, 500])
        ],
    )
    memory.forget()
    town.refresh_from_db()
    return town


def test_a_town_without_figures_is_told_so(client: Client, town: Tenant):
    page = client.get(BASE).content.decode()
    assert "Keine Zahlen für diesen Ort" in page
    assert client.get(ONE).status_code == client.get(f"{BASE}.csv").status_code == 404


def test_the_overview_says_what_is_more_than_usual_and_that_recorded_is_not_all(
    client: Client, figures: Tenant
):
    page = client.get(f"{BASE}?alle=on").content.decode()
    assert "Erfasste Kriminalität ist nicht die Kriminalität" in page
    assert "mehr als in den fünf Jahren davor üblich" in page
    assert "54\xa0% mehr als 2019; das erklärt der Zufall allein kaum." in page


def test_a_page_shows_pictures_that_were_drawn_ahead(
    client: Client, figures: Tenant, settings, tmp_path, monkeypatch
):
    settings.DATA_DIR = tmp_path
    drawn: list[str] = []

    def render(wanted: list[charts.Figure], *, ahead: bool = False) -> list[dict[str, str]]:
        drawn.extend(figure.title for figure in wanted)
        return [dict.fromkeys(("wide", "narrow"), EMPTY) for _figure in wanted]

    monkeypatch.setattr(rendering, "_render", render)
    caches["default"].clear()
    done = sum(draw_ahead.func("14511", step) for step in range(len(reference().indicators)))
    assert done == len(drawn) > 2
    before = list(drawn)
    page = client.get(ONE)
    assert page.status_code == 200
    assert drawn == before


def test_the_page_of_an_indicator_answers_in_words_first(client: Client, figures: Tenant):
    page = parse(client.get(ONE).content.decode())
    assert page.one("h1").text == "Vorsätzliche einfache Körperverletzung in Chemnitz"
    lead = page.one("p", class_="um-lead").text
    assert lead.startswith("2020 erfasste die Polizei 300 Fälle, das sind 120 je 100.000 Einwohner.")
    assert "Das liegt über dem üblichen Bereich" in lead


def test_an_earlier_year_is_shown_as_it_was_known_then(client: Client, figures: Tenant):
    page = client.get(f"{ONE}?jahr=2018").content.decode()
    assert "2018 erfasste die Polizei 205 Fälle" in page
    assert (
        "2019"
        not in parse(page)
        .one("main")
        .text.replace("31.12.2019", "")
        .split("Stand des Jahres")[1]
        .split("Anzeigen")[1]
    )


def test_csv_json_and_excel_hold_what_the_page_shows(client: Client, figures: Tenant):
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"{ONE}.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert [(row["jahr"], row["faelle"]) for row in rows][-1] == ("2020", "300")
    assert all(row["definition"] and row["stand"] and row["quelle"] and row["lizenz"] for row in rows)
    told = json.loads(client.get(f"{ONE}.json").content)
    assert told["reihe"][-1]["faelle"] == 300
    assert [len(one["zeilen"]) for one in told["weitere"]] == [7, 11]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{ONE}.xlsx").content))
    assert book.sheetnames[-1] == "Quelle und Stand"
    assert [cell.value for cell in book.worksheets[0][7]][:5] == [
        "pks/224000", "Vorsätzliche einfache Körperverletzung", "14511", "Chemnitz", 2020,
    ]  # fmt: skip


def test_the_districts_of_the_state_go_along_as_they_are_shown(client: Client, figures: Tenant):
    query = "?kennzahl=einfache-koerperverletzung"
    page = parse(client.get(f"/lage{query}").content.decode()).one("main")
    shown = [row.text for row in page.all("table")[0].all("th", scope="row")]
    links = [link.attrs["href"] for link in page.all("a") if "/kreise." in link.attrs["href"]]
    assert links == [f"/lage/kreise.{ending}{query}" for ending in ("csv", "json", "xlsx")]
    table, told, book = (client.get(link) for link in links)
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["gebiet"] for row in rows] == shown
    first = next(row for row in rows if row["gebiet"] == "Chemnitz")
    assert (first["jahr"], first["faelle"], first["einordnung"]) == ("2020", "300", "wie zu erwarten")
    few = next(row for row in rows if row["gebiet"] == "Erzgebirgskreis")
    assert (few["faelle"], few["je_100000"], few["nicht_gezeigt"]) == ("", "", "faelle")
    assert [row["gebiet"] for row in told.json()["zeilen"]] == shown
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == shown
    assert client.get("/musterstadt/lage/kreise.csv").status_code == 404


@pytest.mark.parametrize("base", [BASE, "/lage"])
def test_indicators_at_a_glance_go_along_as_they_are_shown(client: Client, figures: Tenant, base: str):
    page = parse(client.get(f"{base}?alle=on").content.decode()).one("main")
    links = [link.attrs["href"] for link in page.all("a") if link.attrs["href"].startswith(f"{base}.")]
    assert links == [f"{base}.{ending}?alle=on" for ending in ("csv", "json", "xlsx")]
    told = client.get(links[1]).json()
    lists = [part for part in page.all("section") if part.attrs["aria-labelledby"].startswith("f-")]
    shown = [row.text for part in lists for row in part.all("th", scope="row")]
    assert len(told["zeilen"]) == len(shown) > 0
    assert all(row["bezeichnung"] in text for row, text in zip(told["zeilen"], shown, strict=True))
    assert {one["kennzahl"] for one in told["reihen"]} == {row["kennzahl"] for row in told["zeilen"]}
    book = openpyxl.load_workbook(io.BytesIO(client.get(links[2]).content))
    assert [cell.value for cell in book.worksheets[0][2]][1:3] == list(told["zeilen"][0].values())[1:3]
    assert book.worksheets[1].max_row == 1 + sum(len(one["reihe"]) for one in told["reihen"])


def test_a_small_number_of_a_neighbour_is_nowhere(client: Client, figures: Tenant):
    """The Erzgebirgskreis has three cases a year; the smallest other district is hidden with it."""
    Tenant.objects.filter(slug="musterstadt").update(key="14521000")
    memory.forget()
    chosen = "?kennzahl=einfache-koerperverletzung"
    ways = (
        ONE,
        f"{ONE}.csv",
        f"{ONE}.json",
        BASE,
        f"{BASE}.json",
        f"/lage{chosen}",
        f"/lage/kreise.csv{chosen}",
    )
    for address in ways:
        text = client.get(address).content.decode()
        assert "nicht gezeigt" in text or "faelle" in text.partition("nicht_gezeigt")[2], address
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"{ONE}.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert {
        row["faelle"] + row["je_100000"] + row["aufgeklaert"] + row["aufgeklaert_anteil"] for row in rows
    } == {""}


def test_the_state_lists_districts_by_name_and_marks_those_outside(client: Client, figures: Tenant):
    make_area(AreaKind.DISTRICT, "14511", name="Chemnitz")
    page = parse(client.get("/lage?kennzahl=einfache-koerperverletzung").content.decode())
    names = [row.text for row in page.one("main").all("table")[0].all("th", scope="row")]
    assert len(names) == 13
    assert names == sorted(names)
    told = client.get("/lage.geojson?kennzahl=einfache-koerperverletzung").json()["features"]
    assert told[0]["properties"]["url"] == ONE
    assert told[0]["properties"]["name"].startswith("Chemnitz: 120, ")


@pytest.mark.parametrize(
    "address", [BASE, f"{BASE}?feld=xyzzyq", f"{ONE}?jahr=abc", f"{ONE}?jahr=1900", "/lage?kennzahl=xyzzyq"]
)
def test_odd_addresses_are_no_error(client: Client, figures: Tenant, address: str):
    assert client.get(address).status_code == 200


def test_pages_cost_the_same_with_many_indicators(client: Client, figures: Tenant, tmp_path):
    client.get(BASE)
    few = queries_of(lambda: client.get(BASE))
    make_figures(
        tmp_path,
        [row for key in ("222000", "210000", "674000") for row in statewide(2020, key, [300])[:13]],
        "mehr.csv",
    )
    memory.forget()
    client.get(BASE)
    assert queries_of(lambda: client.get(BASE)) == few
