"""A list on its way through the desk, as a browser without scripts walks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.directory import make_organisation
from tests.factories.exchange import make_import, make_question, make_row, make_source
from tests.factories.offers import make_offer
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member
from umsicht.exchange.enums import ImportState
from umsicht.exchange.models import Import, ImportRow, Question, Source
from umsicht.offers.models import Offer
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt"
LIST = "Nr.;Angebot;Träger;Zielgruppe\nA1;Streit schlichten;Verein Mut;Eltern\nA2;;Verein Mut;\n"


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


@pytest.fixture
def office(town: Tenant) -> Client:
    return browser_of(make_member(town, Role.COORDINATOR))


@pytest.fixture(autouse=True)
def _storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")


def uploaded(office: Client, capture: Any, text: str = LIST, **data: str) -> Import:
    file = SimpleUploadedFile("liste.csv", text.encode("cp1252"), content_type="text/csv")
    with capture(execute=True):
        answer = office.post(f"{BASE}/importe/neu", {"content": file, "source": "", "name": "", **data})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Import.objects.order_by("-pk")[0]


def test_a_list_goes_from_quarantine_to_undone(
    office: Client, django_capture_on_commit_callbacks: Any
) -> None:
    capture = django_capture_on_commit_callbacks
    run = uploaded(office, capture, name="Jugendamt")
    assert (run.state, run.encoding, run.delimiter) == ("mapping", "utf-8-sig", ";")
    page = office.get(f"{BASE}/importe/{run.pk}/spalten").content.decode()
    assert "Streit schlichten" in page
    chosen = {"spalte-0": "code", "spalte-1": "title", "spalte-2": "provider_name", "spalte-3": "audiences"}
    with capture(execute=True):
        office.post(f"{BASE}/importe/{run.pk}/spalten", chosen)
    run.refresh_from_db()
    assert (run.state, run.new, run.refused, Offer.objects.count()) == ("checked", 1, 1, 0)
    page = office.get(f"{BASE}/importe/{run.pk}?art=refused").content.decode()
    assert "Der Titel fehlt." in page
    assert "Zeile 3" in office.get(f"{BASE}/importe/{run.pk}/zeilen.csv").content.decode()
    with capture(execute=True):
        office.post(f"{BASE}/importe/{run.pk}/schritt", {"schritt": "run"})
    run.refresh_from_db()
    assert (run.state, run.written, Offer.objects.get().audiences) == ("done", 1, ["eltern"])
    assert office.post(f"{BASE}/importe/{run.pk}/schritt", {"schritt": "run"}).status_code == 409
    with capture(execute=True):
        office.post(f"{BASE}/importe/{run.pk}/zuruecknehmen", {"reason": "Falsche Liste"})
    run.refresh_from_db()
    assert (run.state, run.undone, Offer.objects.count()) == ("undone", 1, 0)


def test_a_known_list_goes_straight_to_the_dry_run(
    office: Client, django_capture_on_commit_callbacks: Any
) -> None:
    run = uploaded(office, django_capture_on_commit_callbacks, name="Jugendamt")
    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"{BASE}/importe/{run.pk}/spalten", {"spalte-1": "title", "spalte-2": "provider_name"})
    source = Source.objects.get()
    again = uploaded(office, django_capture_on_commit_callbacks, source=str(source.pk))
    assert (again.state, again.new) == ("checked", 1)


@pytest.mark.parametrize("name", ["liste.exe", "liste.json", "liste"])
def test_other_files_come_back_with_a_sentence(office: Client, name: str) -> None:
    file = SimpleUploadedFile(name, b"Titel;Anbieter\nA;B\n")
    answer = office.post(f"{BASE}/importe/neu", {"content": file, "name": "Neu"})
    assert (answer.status_code, Import.objects.count(), Source.objects.count()) == (400, 0, 0)


def test_columns_without_a_title_come_back(office: Client, town: Tenant) -> None:
    run = make_import(make_source(town), state="mapping", columns=["A", "B"], samples=[["x", "y"]])
    answer = office.post(f"{BASE}/importe/{run.pk}/spalten", {"spalte-0": "code", "spalte-1": "code"})
    assert answer.status_code == 400
    assert ImportRow.objects.count() == 0


def test_lists_cost_the_same_with_one_row_and_with_three(office: Client, town: Tenant) -> None:
    source = make_source(town)
    offer = make_offer(make_organisation(town))
    run = make_import(source, state="checked", new=1)

    def more() -> None:
        make_row(make_import(make_source(town), state="done"))
        make_row(run, diff={"offer": {"title": ["Alt", "Neu"]}})
        make_question(source, offer)

    more()
    pages = [
        f"{BASE}/{path}"
        for path in ("importe", "quellen", "abgleich", f"importe/{run.pk}", f"quellen/{source.pk}")
    ]
    office.get(pages[0])  # what a process remembers is read with the first page
    before = [queries_of(lambda page=page: office.get(page)) for page in pages]  # type: ignore[misc]
    more()
    more()
    assert [queries_of(lambda page=page: office.get(page)) for page in pages] == before  # type: ignore[misc]


def test_a_duplicate_stands_side_by_side_and_is_decided_once(office: Client, town: Tenant) -> None:
    offer = make_offer(make_organisation(town), title="Unseres")
    question = make_question(make_source(town, kind="hsds"), offer, run=None)
    address = f"{BASE}/abgleich/{question.pk}"
    page = office.get(address).content.decode()
    assert ("Unseres" in page, "Anderes" in page) == (True, True)
    assert office.post(address, {"antwort": "quatsch"}).status_code == 400
    assert office.post(address, {"antwort": "merge", "feld": "title"}).status_code == 302
    assert office.post(address, {"antwort": "same"}).status_code == 400
    offer.refresh_from_db()
    assert (offer.title, Question.objects.get().state) == ("Anderes", "merged")


def test_the_whole_town_leaves_as_a_file(office: Client, town: Tenant) -> None:
    make_offer(make_organisation(town), title="Unseres")
    answer = office.post(f"{BASE}/datenexport/json")
    assert answer["Content-Disposition"].startswith('attachment; filename="umsicht-musterstadt-')
    assert b"Unseres" in answer.content
    assert office.get(f"{BASE}/datenexport/json").status_code == 405


def test_a_source_with_a_private_address_is_refused(office: Client) -> None:
    values = {
        "name": "Innen", "kind": "hsds", "location": "ftp://10.0.0.1/x", "rhythm": "daily", "conflict_rule": "source",
        "landing": "draft",
    }  # fmt: skip
    assert office.post(f"{BASE}/quellen/neu", values).status_code == 400
    assert Source.objects.count() == 0


def test_the_page_of_a_running_import_asks_for_its_state_and_comes_whole_in_the_end(
    office: Client, town: Tenant
) -> None:
    run = make_import(make_source(town), state=ImportState.RUNNING)
    url = f"{BASE}/importe/{run.pk}"
    page = office.get(url).content.decode()
    assert (f'hx-get="{url}"' in page, 'http-equiv="refresh"' in page) == (True, False)
    assert "HX-Refresh" not in office.get(url, headers={"HX-Request": "true"})
    Import.objects.filter(pk=run.pk).update(state=ImportState.DONE)
    assert office.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "hx-get" not in office.get(url).content.decode()
