from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.core.intake import Refusal, Report
from umsicht.tenancy.domain.imports import import_places
from umsicht.tenancy.interfaces import official_file
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import by_slug, state_office

pytestmark = [pytest.mark.django_db, pytest.mark.store]

DATA = Path(__file__).resolve().parents[2] / "src/umsicht/config/demo/data/gemeinden"
MUNICIPALITIES = DATA / "gemeinden_sachsen_2025-08-31.csv"
DISTRICTS = DATA / "kreise_sachsen_2025-08-31.csv"
HEADER = (
    "ags,ars,name,textkennzeichen,art,kreis_ags,kreis_name,gemeindeverband,land_ags,land_name,bevoelkerung,maennlich,"
    "weiblich,flaeche_km2,einwohner_je_km2,plz_verwaltungssitz,lat,lon,koordinatenquelle"
)
ROW = {
    "ags": "14999010",
    "name": "Musterstadt",
    "art": "Stadt",
    "kreis_ags": "14999",
    "kreis_name": "Musterkreis",
    "land_ags": "14",
    "bevoelkerung": "1000",
    "flaeche_km2": "10.50",
    "lat": "51.0",
    "lon": "13.0",
}


def write(folder: Path, *rows: dict[str, str], header: str = HEADER) -> Path:
    path = folder / "liste.csv"
    lines = [",".join(f'"{(ROW | row).get(column, "")}"' for column in header.split(",")) for row in rows]
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def take(path: Path, **options: Any) -> Report:
    report = Report()
    places = official_file.read(path, report, state=options.pop("state", ""))
    return import_places(actor=options.pop("actor", None), places=places, report=report, **options)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.created, report.changed, report.unchanged, len(report.refused)


def test_all_saxon_municipalities_and_districts_come_in_once() -> None:
    assert counts(take(MUNICIPALITIES, as_of=dt.date(2024, 12, 31))) == (431, 0, 0, 0)
    assert counts(take(MUNICIPALITIES, as_of=dt.date(2024, 12, 31))) == (0, 0, 431, 0)
    assert Tenant.objects.filter(kind="municipality").count() == 418
    assert Tenant.objects.filter(kind="district").count() == 13
    assert len(set(Tenant.objects.values_list("slug", flat=True))) == 432
    chemnitz = by_slug("chemnitz")
    assert chemnitz is not None
    assert (chemnitz.key, chemnitz.population, chemnitz.population_as_of, chemnitz.area_km2) == (
        "14511000",
        245618,
        dt.date(2024, 12, 31),
        Decimal("221.03"),
    )
    assert chemnitz.parent is not None
    assert (chemnitz.parent.name, chemnitz.parent.key) == ("Kreisfreie Stadt Chemnitz", "14511")
    assert not chemnitz.is_active
    bautzen = by_slug("bautzen")
    assert bautzen is not None
    assert (bautzen.name, bautzen.second_name) == ("Bautzen", "Budyšin")
    assert sorted(t.slug for t in Tenant.objects.filter(name__startswith="Oelsnitz")) == [
        "oelsnitz-erzgebirgskreis",
        "oelsnitz-vogtlandkreis",
    ]
    assert AuditEvent._base_manager.count() == 1


def test_district_file_fills_in_what_the_municipalities_did_not_say() -> None:
    take(MUNICIPALITIES)
    assert counts(take(DISTRICTS)) == (0, 13, 0, 0)
    assert counts(take(DISTRICTS)) == (0, 0, 13, 0)
    assert counts(take(MUNICIPALITIES)) == (0, 0, 431, 0)
    district = by_slug("erzgebirgskreis")
    assert district is not None
    assert (district.name, district.population) == ("Erzgebirgskreis", 318394)


def test_dry_run_tells_and_writes_nothing() -> None:
    report = take(MUNICIPALITIES, dry_run=True)
    assert (counts(report), report.written, Tenant.objects.count()) == ((431, 0, 0, 0), False, 1)
    assert AuditEvent._base_manager.count() == 0


def test_change_touches_official_fields_only(tmp_path: Path) -> None:
    take(write(tmp_path, {}))
    Tenant.objects.filter(slug="musterstadt").update(
        portal_name="Sicher in Musterstadt", is_active=True, slug="unsere-stadt"
    )
    report = take(write(tmp_path, {"name": "Musterstadt am See", "bevoelkerung": "1001", "lat": ""}))
    tenant = by_slug("unsere-stadt")
    assert tenant is not None
    assert (counts(report), tenant.name, tenant.population, tenant.lat) == (
        (0, 1, 1, 0),
        "Musterstadt am See",
        1001,
        51.0,
    )
    assert (tenant.portal_name, tenant.is_active) == ("Sicher in Musterstadt", True)


def test_change_of_a_shown_place_makes_a_new_content_version(tmp_path: Path) -> None:
    take(write(tmp_path, {}))
    Tenant.objects.filter(slug="musterstadt").update(is_active=True)
    before = Tenant.objects.get(slug="musterstadt").content_version, state_office().content_version
    take(write(tmp_path, {"name": "Anders"}))
    after = Tenant.objects.get(slug="musterstadt").content_version, state_office().content_version
    assert after[0] == before[0] + 1
    assert after[1] > before[1]


def test_municipality_moves_to_another_district(tmp_path: Path) -> None:
    take(write(tmp_path, {}))
    take(
        write(
            tmp_path, {"ags": "14998010", "kreis_ags": "14998", "kreis_name": "Nachbarkreis", "name": "Dort"}
        )
    )
    moved = Tenant.objects.get(slug="musterstadt")
    moved.parent = Tenant.objects.get(slug="nachbarkreis")
    moved.save()
    assert counts(take(write(tmp_path, {}))) == (0, 1, 1, 0)
    moved.refresh_from_db()
    assert moved.parent is not None
    assert moved.parent.slug == "musterkreis"


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [
        ({"ags": "1499901"}, "ags", "1499901"),
        ({"ags": "1499901x"}, "ags", "Ziffern"),
        ({"land_ags": "13"}, "land_ags", "14999010"),
        ({"kreis_ags": "14998"}, "kreis_ags", "14999010"),
        ({"name": ""}, "name", "leer"),
        ({"name": ", Stadt"}, "name", "leer"),
        ({"name": "x" * 151}, "name", "150"),
        ({"name": "Suche"}, "name", "suche"),
        ({"kreis_name": ""}, "kreis_name", "leer"),
        ({"art": "gemeindefreies Gebiet (unbewohnt)"}, "art", "keine Gemeinde"),
        ({"bevoelkerung": "viele"}, "bevoelkerung", "viele"),
        ({"bevoelkerung": "-1"}, "bevoelkerung", "-1"),
        ({"bevoelkerung": "999999999"}, "bevoelkerung", "999999999"),
        ({"bevoelkerung": "١٢٣"}, "bevoelkerung", "١٢٣"),
        ({"flaeche_km2": "NaN"}, "flaeche_km2", "NaN"),
        ({"flaeche_km2": "1e9"}, "flaeche_km2", "1e9"),
        ({"flaeche_km2": ""}, "flaeche_km2", ""),
        ({"lat": "91"}, "lat", "91"),
        ({"lon": "nan"}, "lon", "nan"),
        ({"ags": "14999020"}, "ags", "Zeile 2"),
    ],
)
def test_bad_row_is_refused_with_line_column_and_reason(
    tmp_path: Path, row: dict[str, str], column: str, word: str
) -> None:
    path = write(tmp_path, {"ags": "14999020", "name": "Gut"}, row)
    report = take(path)
    assert [(refusal.line, refusal.column) for refusal in report.refused] == [(3, column)]
    assert word in report.refused[0].reason
    assert sorted(Tenant.objects.filter(kind="municipality").values_list("name", flat=True)) == ["Gut"]


def test_stray_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    path = write(tmp_path, {}, {"ags": "14999020", "name": "Zwei"}, {"ags": "14999030", "name": "Drei"})
    path.write_text(path.read_text().replace('"Zwei"', '"Zwei'), encoding="utf-8")
    report = take(path)
    assert [(refusal.line, refusal.column) for refusal in report.refused] == [(3, "")]
    assert counts(report) == (3, 0, 0, 1)


def test_row_of_another_width_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, {})
    path.write_text(path.read_text() + "14999020,zu,wenig\n\n", encoding="utf-8")
    assert take(path).refused == [Refusal(3, "", "3 Spalten statt 19")]


def test_strict_writes_nothing_if_a_row_is_refused(tmp_path: Path) -> None:
    report = take(write(tmp_path, {}, {"ags": "kaputt"}), strict=True)
    assert (counts(report), report.written, Tenant.objects.count()) == ((2, 0, 0, 1), False, 1)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "leer"),
        (b"\n\n", "leer"),
        (b"a,b\n1,2\n", "ags"),
        (b"\xff\xfe\x00", "UTF-8"),
        (HEADER.encode() + b"\n\xe4\xf6\n", "Zeile 2"),
        (b"PK\x00\x00", "Textdatei"),
    ],
)
def test_file_of_another_kind_is_refused_as_a_whole(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        take(path)
    assert word in refused.value.message
    with pytest.raises(BadInput):
        take(tmp_path / "gibt-es-nicht.csv")


def test_one_state_can_be_picked(tmp_path: Path) -> None:
    other = {"ags": "13999010", "kreis_ags": "13999", "land_ags": "13", "name": "Woanders"}
    assert counts(take(write(tmp_path, {}, other), state="14")) == (2, 0, 0, 0)


def test_existing_address_is_never_taken_twice(tmp_path: Path) -> None:
    make_tenant(slug="musterstadt", key="")
    take(write(tmp_path, {}))
    assert Tenant.objects.get(key="14999010").slug == "musterstadt-musterkreis"


def test_only_the_state_office_takes_over_lists(tmp_path: Path) -> None:
    path = write(tmp_path, {})
    with pytest.raises(NotAllowed):
        take(path, actor=make_member(make_tenant()))
    assert counts(take(path, actor=make_member(make_state()))) == (2, 0, 0, 0)
