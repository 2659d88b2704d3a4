"""Surveys, needs and profiles on the portal."""

from __future__ import annotations

import io
import json

import pytest
from django.test import Client
from django_scopes import scope
from openpyxl import load_workbook

from tests.factories.directory import make_organisation
from tests.factories.measures import make_measure
from tests.factories.offers import make_offer
from tests.factories.places import make_area
from tests.factories.queries import queries_of
from tests.factories.situation_needs import make_evidence, make_need, make_survey, take
from tests.factories.tenancy import make_state
from tests.factories.vocabulary import make_term
from tests.ui.dom import parse
from umsicht.core import csvsafe
from umsicht.places.enums import AreaKind
from umsicht.situation.domain.surveys import remove_survey
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
SURVEYS, NEEDS, PROFILE = (f"/musterstadt/lage/{word}" for word in ("umfragen", "bedarf", "profil"))


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_survey_beyond_the_town_says_so(client: Client, town: Tenant) -> None:
    with scope(tenant=make_state()):
        take(make_survey(make_state(), "Bund 2024", code="bund", coverage="bund"), {"anteil_prozent": "40"})
    with scope(tenant=town):
        make_survey(town, "Intern", code="intern", is_public=False)
    assert "Eine Befragung von Musterstadt ist hier noch nicht eingetragen" in text_of(client, SURVEYS)
    page = text_of(client, f"{SURVEYS}/bund")
    assert "Diese Zahlen stehen für: Deutschland als Ganzes" in page
    assert "40,0\u00a0%" in page
    assert client.get(f"{SURVEYS}/intern").status_code == 404
    assert client.get(f"{SURVEYS}/intern.csv").status_code == 404


def test_hidden_shares_leave_the_portal_on_no_way(client: Client, town: Tenant) -> None:
    with scope(tenant=town):
        survey = make_survey(town, code="stadt")
        take(survey, {"anteil_prozent": "37,5", "n": "8", "gruppenart": "alter", "gruppe": "80+"},
             {"anteil_prozent": "51,5", "n": "200"})  # fmt: skip
    page, table = text_of(client, f"{SURVEYS}/stadt"), text_of(client, f"{SURVEYS}/stadt.csv")
    assert "37,5" not in page + table
    told = client.get(f"{SURVEYS}/stadt.json").json()
    assert [(row["Gruppe"], row["Anteil in Prozent"], row["n"]) for row in told["zeilen"]] == [
        ("alle", 51.5, 200), ("80+", "zu wenige Menschen", None),
    ]  # fmt: skip
    sheet = load_workbook(io.BytesIO(client.get(f"{SURVEYS}/stadt.xlsx").content)).worksheets[0]
    assert [row[10].value for row in sheet.iter_rows(min_row=2)] == [51.5, "zu wenige Menschen"]
    assert all(f"{SURVEYS}/stadt.{ending}" in page for ending in ("csv", "json", "xlsx"))
    assert "51,5" in page
    assert "zu wenige Menschen" in page
    rows = csvsafe.read(table.encode(), required=["Gruppe", "Anteil in Prozent", "n"]).rows
    assert {(row["Gruppe"], row["Anteil in Prozent"], row["n"]) for row in rows} == {
        ("80+", "zu wenige Menschen", ""),
        ("alle", "51,5", "200"),
    }


def test_a_wave_stands_beside_the_one_before_only_where_the_question_is_alike(
    client: Client, town: Tenant
) -> None:
    own = {"anteil_prozent": "40", "n": "500"}
    with scope(tenant=town):
        for year, share in ((2024, "40"), (2026, "52")):
            survey = make_survey(town, f"Stadt {year}", code=f"stadt-{year}", year=year, series="stadt")
            version = str(year - 2023)
            take(
                survey,
                own | {"anteil_prozent": share},
                own | {"frage": "andere", "wortlaut": f"Wie war {year}?", "version": version},
            )
    page = parse(text_of(client, f"{SURVEYS}/stadt-2026"))
    section = next(part for part in page.all("section") if part.attrs.get("aria-labelledby") == "h-wellen")
    assert [link.attrs["href"] for link in section.all("a")] == [f"{SURVEYS}/stadt-2024"]
    assert "+12,0 Prozentpunkte" in section.text
    assert "mit Zufall allein kaum zu erklären" in section.text
    assert "Wie war" not in section.text
    assert "h-wellen" not in text_of(client, f"{SURVEYS}/stadt-2024")


def test_three_waves_are_a_picture_with_its_numbers_and_another_way_of_asking_ends_it(
    client: Client, town: Tenant
) -> None:
    with scope(tenant=town):
        for year, mode in ((2020, "papier"), (2022, "papier"), (2024, "papier"), (2026, "online")):
            survey = make_survey(town, f"Stadt {year}", code=f"stadt-{year}", year=year, mode=mode)
            take(survey, {"anteil_prozent": str(year - 1980), "n": "500"})
    page = parse(text_of(client, f"{SURVEYS}/stadt-2024"))
    section = next(part for part in page.all("section") if part.attrs.get("aria-labelledby") == "h-wellen")
    assert "Zahlen als Tabelle" in section.text
    assert [row.all("th")[0].text for row in section.all("details")[0].all("tbody")[0].all("tr")] == [
        "2024", "2022", "2020",
    ]  # fmt: skip
    assert "So lesen Sie" in section.text
    last = text_of(client, f"{SURVEYS}/stadt-2026")
    assert "wurde auf andere Weise gefragt" in last
    assert "Prozentpunkte" not in last
    assert "<svg" not in last.split('id="h-wellen"')[1].split("</section>")[0]


def test_a_need_stands_with_its_proofs_and_only_what_may_be_named(client: Client, town: Tenant) -> None:
    with scope(tenant=town):
        survey = make_survey(town, code="stadt")
        take(survey, {"anteil_prozent": "40"})
        need = make_need(town, "Eltern brauchen Beratung")
        make_evidence(need, kind="survey", ref="stadt/eigene-frage", label="Stadtbefragung", text="40 %")
        gone = make_survey(town, code="weg")
        make_evidence(need, kind="survey", ref="weg", label="Verschwunden", text="30 %")
        remove_survey(survey=gone, actor=None, reason="Doppelt")
        make_evidence(need, text="Geheimer Hinweis", is_public=False)
        make_need(town, "Nur festgehalten", state="noted")
    page = text_of(client, NEEDS)
    links = {
        link.text: link.attrs["href"]
        for link in parse(page).all("a")
        if link.text in ("Stadtbefragung", "Verschwunden")
    }
    assert links == {"Stadtbefragung": "/musterstadt/lage/umfragen/stadt#frage-eigene-frage"}
    assert "Präventionsrat, 02.03.2026" in page
    assert "Geheimer Hinweis" not in page
    assert "Nur festgehalten" not in page


def test_a_long_table_has_links_to_its_problem_fields(client: Client, town: Tenant) -> None:
    fields = [f"feld-{number}" for number in range(6)]
    for code in fields:
        make_term(scheme="problem_field", code=code, label_de=code.title())
    with scope(tenant=town):
        for code in fields[:5]:
            make_need(town, problem_field=code)
        assert 'href="#feld-feld-0"' not in text_of(client, NEEDS)
        make_need(town, problem_field=fields[5])
    page = parse(text_of(client, NEEDS))
    jumps = [link.attrs["href"] for link in page.all("a") if link.attrs["href"].startswith("#feld-")]
    assert sorted(jumps) == [f"#feld-{code}" for code in fields]
    assert {f"#{one.attrs['id']}" for one in page.all("span") if "id" in one.attrs} >= set(jumps)


def test_the_reason_of_a_cell_is_one_click_away(client: Client, town: Tenant) -> None:
    with scope(tenant=town):
        make_need(town, "Eltern brauchen Beratung")
        make_offer(make_organisation(town), title="Elternabend", slug="elternabend")
    links = [
        link.attrs["href"]
        for link in parse(text_of(client, NEEDS)).all("a")
        if "zelle" in link.attrs.get("href", "")
    ]
    assert links == ["?zelle=sucht:#zelle", "?zelle=sucht:eltern#zelle"]
    page = text_of(client, f"{NEEDS}{links[1]}".split("#")[0])
    section = next(part for part in parse(page).all("section") if part.attrs.get("id") == "zelle")
    assert [link.attrs["href"] for link in section.all("a")] == [
        "#bedarf-eltern-brauchen-beratung",
        "/musterstadt/angebote/elternabend",
    ]
    assert "zelle" not in text_of(client, f"{NEEDS}?zelle=quatsch:eltern").replace("?zelle=", "").replace(
        "#zelle", ""
    )


def test_the_files_hold_what_the_page_shows(client: Client, town: Tenant) -> None:
    with scope(tenant=town):
        make_need(town, "Eltern brauchen Beratung")
        make_need(town, "Intern", is_public=False)
    table = csvsafe.read(client.get(f"{NEEDS}.csv").content, required=["Bedarfe", "Angebote"])
    cells = json.loads(client.get(f"{NEEDS}.json").content)["cells"]
    sheet = load_workbook(io.BytesIO(client.get(f"{NEEDS}.xlsx").content)).worksheets[0]
    assert [row["Bedarfe"] for row in table.rows] == ["", "Eltern brauchen Beratung"]
    assert [(cell["audience_code"], cell["needs_confirmed"]) for cell in cells] == [("", 0), ("eltern", 1)]
    assert [row[10].value or "" for row in sheet.iter_rows(min_row=2)] == ["", "Eltern brauchen Beratung"]


def test_offers_on_a_factor_are_listed(client: Client, town: Tenant) -> None:
    make_term(make_state(), "factor", "s-kompetenz", label_de="Soziale Kompetenzen")
    with scope(tenant=town):
        make_offer(make_organisation(town), title="Streitschlichter", factors=["s-kompetenz"])
    page = text_of(client, f"{NEEDS}?faktor=s-kompetenz")
    assert "Angebote, die wirken auf: Soziale Kompetenzen" in page
    assert "Streitschlichter" in page


def test_a_profile_shows_measures_of_the_district_and_no_closed_thing(client: Client, town: Tenant) -> None:
    centre = make_area(AreaKind.CITY_DISTRICT, f"{town.key}-01", name="Zentrum").key
    with scope(tenant=town):
        make_measure(town, "Licht im Park", districts=[centre])
        make_measure(town, "Geheimes", districts=[centre], is_public=False)
        make_measure(town, "Anderswo", districts=[])
    page = text_of(client, f"{PROFILE}/{centre}")
    assert "Licht im Park" in page
    assert "Geheimes" not in page
    assert "Anderswo" not in page
    assert "hat keine Zahlen für Teile einer Stadt" in page
    answer = client.get(f"{PROFILE}/{centre}.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"{PROFILE}/unbekannt").status_code == 404
    assert client.get("/lage/profil").status_code == 404


def _more(town: Tenant, count: int) -> None:
    with scope(tenant=town):
        for number in range(count):
            survey = make_survey(town, year=2020 + number)
            take(
                survey,
                {"anteil_prozent": "40", "n": "200"},
                {"frage": f"frage-{number}", "anteil_prozent": "20", "n": "90"},
            )
            need = make_need(town)
            make_evidence(need, kind="survey", ref=survey.code, label="Befragung", text="40 %")
            make_offer(make_organisation(town))


@pytest.mark.parametrize("url", [SURVEYS, NEEDS, f"{NEEDS}?zelle=sucht:eltern", PROFILE, f"{NEEDS}.csv"])
def test_more_rows_cost_no_more_queries(client: Client, town: Tenant, url: str) -> None:
    _more(town, 1)
    client.get(url)
    one = queries_of(lambda: client.get(url))
    _more(town, 2)
    client.get(url)
    assert queries_of(lambda: client.get(url)) == one


def test_more_questions_cost_no_more_queries(client: Client, town: Tenant) -> None:
    with scope(tenant=town):
        survey = make_survey(town, code="stadt", series="")
        take(survey, {"anteil_prozent": "40"})
    client.get(f"{SURVEYS}/stadt")
    one = queries_of(lambda: client.get(f"{SURVEYS}/stadt"))
    with scope(tenant=town):
        take(survey, *({"frage": f"frage-{number}", "anteil_prozent": "4"} for number in range(3)))
    client.get(f"{SURVEYS}/stadt")
    assert queries_of(lambda: client.get(f"{SURVEYS}/stadt")) == one
