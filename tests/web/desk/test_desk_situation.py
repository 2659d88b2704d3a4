"""The statistics at the desk: dates and sources for all who work there, taking over for the state office alone."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.browsers import browser_of
from tests.factories.situation import HEADER, line, make_figures, statewide
from tests.factories.tenancy import make_member, make_state
from umsicht.core import memory
from umsicht.situation.models import Observation
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    return browser_of(make_member(make_state(slug="land", key="14"), "coordinator"))


def table(*rows: str, name: str = "../../pks.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEADER, *rows]).encode())


def test_the_desk_says_as_of_when_and_from_where(desk: Client, tenant: Tenant, tmp_path):
    Tenant.objects.filter(pk=tenant.pk).update(key="14511000")
    make_figures(tmp_path, statewide(2019, "224000", [300]))
    memory.forget()
    page = desk.get("/desk/musterstadt/lage").content.decode()
    assert "Vorsätzliche einfache Körperverletzung" in page
    assert "PKS Bundeskriminalamt, 2019 (dl-de/by-2-0)" in page
    assert "pks.csv" in page
    assert "/desk/musterstadt/lage/uebernehmen" not in page


def test_the_office_tries_first_and_then_takes_over(office: Client):
    row = line((2019, "224000", "14511", 300, 100))
    tried = office.post("/desk/land/lage/uebernehmen", {"file": table(row), "year": 2019})
    assert (
        "1 neu, 0 geändert, 0 unverändert, 0 abgelehnt (Probelauf, nichts geschrieben)"
        in tried.content.decode()
    )
    assert not Observation.objects.exists()
    done = office.post("/desk/land/lage/uebernehmen", {"file": table(row), "year": 2019, "write": "on"})
    assert "1 neu" in done.content.decode()
    assert Observation.objects.get().edition.file_name == "pks.csv"


def test_refused_rows_are_named(office: Client):
    answer = office.post(
        "/desk/land/lage/uebernehmen", {"file": table("2019,Mord,14511,1,1,0,0,,0,0"), "year": 2019}
    )
    assert "Zeile 2, Schlüssel: „Mord“ ist kein Straftatenschlüssel." in answer.content.decode()


def test_a_file_that_is_no_table_comes_back_with_a_reason(office: Client):
    answer = office.post(
        "/desk/land/lage/uebernehmen", {"file": SimpleUploadedFile("a.csv", b"a;b\n1;2\n"), "year": 2019}
    )
    assert answer.status_code == 400
    assert "Das ist keine Kreistabelle der Kriminalstatistik" in answer.content.decode()
