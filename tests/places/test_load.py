from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories.accounts import make_person
from tests.factories.places import square
from tests.factories.tenancy import make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.config import demo
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.core.intake import Report
from umsicht.places.domain.load import load_areas
from umsicht.places.domain.reading import Origin
from umsicht.places.enums import AreaKind
from umsicht.places.models import Area
from umsicht.places.queries import areas, maps
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db

GEO = Path(demo.__path__[0]) / "data" / "geo"


def feature(west: float = 12.0, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": square(west, 50)}


def town(key: str = "14511000", west: float = 12.0, **properties: Any) -> dict[str, Any]:
    return feature(west, ags=key, name="Chemnitz, Stadt", **properties)


def write(tmp_path: Path, *features: Any, **members: Any) -> Path:
    path = tmp_path / "flaechen.geojson"
    head = json.dumps({"type": "FeatureCollection", "source": "Amt", "licence": "CC0-1.0"} | members)
    path.write_text(
        head[:-1] + ',"features":[\n' + ",\n".join(map(json.dumps, features)) + "\n]}", encoding="utf-8"
    )
    return path


def load(tmp_path: Path, *features: Any, **options: Any) -> Report:
    return load_areas(write(tmp_path, *features), actor=None, **options)


@pytest.mark.store
def test_official_files_load_completely_and_twice_change_nothing() -> None:
    files = [
        "sachsen_kreise",
        "sachsen_gemeinden",
        "chemnitz_stadtteile",
        "leipzig_ortsteile",
        "dresden_stadtteile",
    ]
    first = [load_areas(GEO / f"{name}.geojson", actor=None) for name in files]
    assert [(r.created, r.refused) for r in first] == [(13, []), (418, []), (39, []), (63, []), (60, [])]
    again = [load_areas(GEO / f"{name}.geojson", actor=None) for name in files]
    assert [(r.created, r.changed, r.unchanged) for r in again] == [(0, 0, r.created) for r in first]

    chemnitz = areas.area(AreaKind.MUNICIPALITY, "14511000")
    assert chemnitz is not None
    assert (chemnitz.name, chemnitz.official_name, chemnitz.population, chemnitz.population_as_of) == (
        "Chemnitz", "Chemnitz, Stadt", 245618, dt.date(2024, 12, 31),
    )  # fmt: skip
    near = {area.name for area in areas.neighbours_of(AreaKind.MUNICIPALITY, "14511000")}
    assert {"Flöha", "Burgstädt", "Limbach-Oberfrohna", "Niederwiesa"} < near
    assert len(near) == 18
    sonnenberg = areas.point_in_area(50.8373, 12.9439, AreaKind.CITY_DISTRICT)
    assert sonnenberg is not None
    assert (sonnenberg.name, sonnenberg.key, sonnenberg.code_certain) == ("Sonnenberg", "14511000-21", False)
    assert (sonnenberg.population, sonnenberg.population_as_of) == (15450, dt.date(2018, 12, 31))
    districts = areas.areas_of(AreaKind.CITY_DISTRICT, "14511000")
    assert len(maps.geojson(districts).encode()) <= 60_000


def test_bad_features_are_named_with_line_and_column(tmp_path: Path) -> None:
    report = load(
        tmp_path,
        town(),
        town("1451100"),
        town("14511001", bevoelkerung=-5),
        town("14511002", bevoelkerung="viele"),
        town("14511003", flaeche_km2="groß"),
        town("14511004", lat=200, lon=1),
        town(),
        feature(name="Ohne Schlüssel"),
        feature(ags="14511005", name=" "),
        {
            "type": "Feature",
            "properties": {"ags": "14511006", "name": "Punkt"},
            "geometry": {"type": "Point"},
        },
        {"type": "Feature", "geometry": None},
        feature(gemeinde_ags="99999999", name="Unbekannte Stadt", code="01"),
    )
    assert [(refusal.line, refusal.column) for refusal in report.refused] == [
        (3, "key"), (4, "population"), (5, "population"), (6, "flaeche_km2"), (7, "lat"), (8, "key"), (9, "key"),
        (10, "name"), (11, "geometry"), (12, "properties"), (13, "gemeinde_ags"),
    ]  # fmt: skip
    assert [area.key for area in Area.objects.all()] == ["14511000"]


def test_strict_and_dry_run_write_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, town(), town("x"), strict=True).written is False
    assert load(tmp_path, town(), dry_run=True).created == 1
    assert Area.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"features": 3}',
        '{"features": []}',
        '{"features": [], "source": "x"}',
        "[" * 100_000,
    ],
)
def test_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(text)
    with pytest.raises(BadInput):
        load_areas(path, actor=None)


def test_given_origin_replaces_a_missing_one(tmp_path: Path) -> None:
    path = write(tmp_path, town(), source="", licence="")
    with pytest.raises(BadInput):
        load_areas(path, actor=None)
    load_areas(path, actor=None, origin=Origin("Vermessungsamt", "dl-de/by-2-0", "2026"))
    area = Area.objects.get()
    assert (area.source, area.licence, area.as_of) == ("Vermessungsamt", "dl-de/by-2-0", "2026")


def test_changed_border_is_updated_recorded_and_renews_pages(tmp_path: Path) -> None:
    tenant = make_tenant()
    load(tmp_path, town())
    assert areas.point_in_area(50.05, 12.15) is None
    report = load(tmp_path, town(west=12.1))
    assert (report.changed, report.unchanged) == (1, 0)
    moved = areas.point_in_area(50.05, 12.15)
    assert moved is not None
    assert (moved.key, moved.revision) == ("14511000", 2)
    assert Tenant.objects.get(pk=tenant.pk).content_version == tenant.content_version + 2
    events = AuditEvent.objects.with_scopes_disabled().order_by("pk")
    assert [event.after for event in events] == [
        {"source": "Amt", "new": 1, "changed": 0},
        {"source": "Amt", "new": 0, "changed": 1},
    ]


def test_districts_of_a_city_hang_below_it(tmp_path: Path) -> None:
    load(tmp_path, town())
    load(tmp_path, feature(gemeinde_ags="14511000", name="Schloß/Süd", ortschaft=True))
    district = Area.objects.get(kind=AreaKind.CITY_DISTRICT)
    assert district.parent is not None
    assert (district.key, district.parent.key, district.is_village, district.code_certain) == (
        "14511000-schloss-sued", "14511000", True, False,
    )  # fmt: skip


def test_stranger_may_not_load(tmp_path: Path) -> None:
    path = write(tmp_path, town())
    with pytest.raises(NotAllowed):
        load_areas(path, actor=make_person())
    assert load_areas(path, actor=make_person(is_operator=True)).created == 1


def test_command_takes_the_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, town(bevoelkerung=10), source="")
    call_command(
        "import",
        "areas",
        str(path),
        "--source",
        "Amt",
        "--licence",
        "CC0-1.0",
        "--population-as-of",
        "2024-12-31",
    )
    assert capsys.readouterr().out.splitlines()[-1] == "new 1, changed 0, unchanged 0, refused 0"
    assert Area.objects.get().population_as_of == dt.date(2024, 12, 31)
