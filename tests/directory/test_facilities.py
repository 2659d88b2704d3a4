from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.factories.places import make_area
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.core.intake import Report
from umsicht.directory.domain.imports import import_facilities
from umsicht.directory.interfaces import facilities_file
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.places.enums import AreaKind
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("terms")
HEAD = ",".join(facilities_file.COLUMNS)
GOOD = "S-1,Schule,Schule am Park,Grundschule,Kommunal,Weg 1,09111,Ort,Zentrum,50.83,12.92,0371 123456,www.example.org,GTA,ja,"
REAL = Path("src/umsicht/config/demo/data/angebote/chemnitz_einrichtungen.csv")


@pytest.fixture
def city(db: None) -> Tenant:
    make_area(AreaKind.CITY_DISTRICT, "14511000-01", name="Zentrum", municipality_key="14511000")
    return make_tenant(key="14511000")


def write(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "liste.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def take(city: Tenant, path: Path, **options: Any) -> Report:
    report = Report()
    rows = facilities_file.read(path, report)
    return import_facilities(actor=None, tenant=city, rows=rows, report=report, **options)


def counts(report: Report) -> tuple[int, int, int, list[str]]:
    return report.created, report.changed, report.unchanged, [str(refusal) for refusal in report.refused]


@pytest.mark.store
def test_facility_becomes_a_contact_point_of_its_owner(city: Tenant, tmp_path: Path) -> None:
    assert counts(take(city, write(tmp_path, GOOD))) == (1, 0, 0, [])
    point = ContactPoint.objects.with_scope(tenant=city).select_related("organisation").get()
    assert (point.kind, point.name, point.postal_code, point.area_key, point.area_name) == (
        "school",
        "Schule am Park",
        "09111",
        "14511000-01",
        "Zentrum",
    )
    assert (point.website, point.accessibility, point.detail) == (
        "http://www.example.org",
        ["stufenlos"],
        "Grundschule · GTA",
    )
    assert (point.organisation.name, point.organisation.is_provider) == ("Stadt Chemnitz", False)


@pytest.mark.store
def test_second_run_changes_nothing_and_a_correction_changes_one(city: Tenant, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    take(city, path)
    assert counts(take(city, path)) == (0, 0, 1, [])
    assert counts(take(city, write(tmp_path, GOOD.replace("Weg 1", "Weg 2")))) == (0, 1, 0, [])


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("Schule,Schule", "Burg,Schule", "Zeile 2, typ: „Burg“ ist keine Art von Einrichtung"),
        ("Schule am Park", "", "Zeile 2, bezeichnung: ist leer"),
        ("09111", "ABC", "Zeile 2, plz: „ABC“ hat nicht fünf Ziffern"),
        ("50.83", "5083", "Zeile 2, lat: „5083“ liegt nicht in Deutschland"),
        ("12.92", "", "Zeile 2, lon: „“ liegt nicht in Deutschland"),
        ("Zentrum", "Atlantis", "Zeile 2, stadtteil: „Atlantis“ ist hier kein Stadtteil"),
        (",ja,", ",vielleicht,", "Zeile 2, barrierefrei: muss ja, nein oder leer sein"),
        ("Schule am Park", '"Schule am Park', "Zeile 2: die Zeile lässt sich nicht lesen: Ein Anführungszeichen fehlt oder ist zu viel"),
        ("Schule am Park", "Schule, am, Park", "Zeile 2: 18 Spalten statt 16"),
        ("0371 123456", "ruf an", "Zeile 2, telefon: Eine Telefonnummer besteht aus Ziffern, Leerzeichen, + ( ) / und Bindestrichen."),
    ],
)  # fmt: skip
def test_bad_row_is_refused_with_line_column_and_reason(
    city: Tenant, tmp_path: Path, old: str, new: str, refusal: str
) -> None:
    good = GOOD.replace("S-1", "S-2")
    report = take(city, write(tmp_path, GOOD.replace(old, new, 1), good))
    assert counts(report) == (1, 0, 0, [refusal])
    assert ContactPoint.objects.with_scope(tenant=city).count() == 1


def test_twice_the_same_id_is_refused(city: Tenant, tmp_path: Path) -> None:
    report = take(city, write(tmp_path, GOOD, GOOD))
    assert counts(report) == (1, 0, 0, ["Zeile 3, id: S-1 steht zweimal in dieser Liste"])


def test_strict_writes_nothing_if_a_row_is_refused(city: Tenant, tmp_path: Path) -> None:
    report = take(city, write(tmp_path, GOOD, "x"), strict=True)
    assert (report.written, ContactPoint.objects.with_scope(tenant=city).count()) == (False, 0)
    assert Organisation.objects.with_scope(tenant=city).count() == 0


@pytest.mark.store
def test_dry_run_shows_the_change_and_writes_nothing(city: Tenant, tmp_path: Path) -> None:
    report = take(city, write(tmp_path, GOOD), dry_run=True)
    assert (report.created, report.dry_run, report.written) == (1, True, False)
    assert ContactPoint.objects.with_scope(tenant=city).count() == 0


def test_known_blemishes_are_mended_and_named(city: Tenant, tmp_path: Path) -> None:
    row = GOOD.replace("09111", "9126").replace("0371 123456", "3714004990").replace("www.", "https:\\\\www.")
    report = take(city, write(tmp_path, row))
    point = ContactPoint.objects.with_scope(tenant=city).get()
    assert (point.postal_code, point.phone, point.website) == (
        "09126",
        "0371 4004990",
        "https://www.example.org",
    )
    assert report.notes == [
        "Ausgebessert: Zeile 2 plz 9126 → 09126; Zeile 2 telefon 3714004990 → 0371 4004990."
    ]


def test_owners_with_several_spellings_are_one(city: Tenant, tmp_path: Path) -> None:
    long = "Arbeiterwohlfahrt Soziale Dienste Chemnitz und Umgebung gGmbH"
    names = [long, long[:50], "Haus & Hof gGmbH Sachsen", "Haus und Hof gGmbH", "Frei", "Privater Träger"]
    rows = [GOOD.replace("S-1", f"S-{n}").replace("Kommunal", name) for n, name in enumerate(names)]
    assert counts(take(city, write(tmp_path, *rows)))[3] == []
    found = Organisation.objects.with_scope(tenant=city).order_by("name").values_list("name", flat=True)
    assert list(found) == [long, "Freie und private Träger", "Haus & Hof gGmbH Sachsen"]


def test_owner_whose_name_was_cut_is_shown_as_cut(city: Tenant, tmp_path: Path) -> None:
    cut = "Berliner Institut für Kleinkindpädagogik und famil"
    take(city, write(tmp_path, GOOD.replace("Kommunal", cut)))
    assert Organisation.objects.with_scope(tenant=city).get().name == f"{cut}…"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"\n\n"])
def test_file_of_another_kind_is_refused_as_a_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        facilities_file.read(path, Report())
    with pytest.raises(BadInput):
        facilities_file.read(tmp_path / "fehlt.csv", Report())


def test_only_coordinators_import(city: Tenant) -> None:
    for person in (make_member(city, "editor"), make_member(make_tenant(), "coordinator")):
        with pytest.raises(NotAllowed):
            import_facilities(actor=person, tenant=city, rows=[], report=Report())
    assert import_facilities(
        actor=make_member(city, "coordinator"), tenant=city, rows=[], report=Report()
    ).written


def test_every_row_of_the_real_list_can_be_read() -> None:
    report = Report()
    rows = facilities_file.read(REAL, report)
    assert (len(rows), report.refused) == (441, [])
    assert len({row.owner for row in rows}) == 47
