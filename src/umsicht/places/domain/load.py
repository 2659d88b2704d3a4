"""Takes over public areas and works out who borders on whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal, memory
from umsicht.core.errors import NotAllowed
from umsicht.core.intake import Report
from umsicht.places.domain.reading import AreaFile, AreaRow, Origin, read
from umsicht.places.enums import AreaKind
from umsicht.places.geo import as_geojson, box_of, read_geometry, touching
from umsicht.places.models import Area
from umsicht.tenancy.domain.content import bump_everywhere
from umsicht.tenancy.queries.tenants import state_office

NEIGHBOUR_GAP_M = 300
"""Simplified borders may leave gaps of up to about 200 m between real neighbours."""

_STORED = (
    *(
        "name",
        "official_name",
        "parent_id",
        "municipality_key",
        "geometry",
        "west",
        "south",
        "east",
        "north",
        "lat",
    ),
    *(
        "lon",
        "area_km2",
        "population",
        "population_as_of",
        "is_village",
        "code_certain",
        "source",
        "licence",
        "as_of",
    ),
)


def load_areas(
    path: Path, *, actor: Any, origin: Origin | None = None, dry_run: bool = False, strict: bool = False
) -> Report:
    """Store the areas of a file and renew neighbours among all areas of the kinds it holds.

    Refused features are left out (with `strict` nothing is written then); stored areas that the file does not name
    stay. Districts must be loaded before their municipalities, and those before districts of a city.
    """
    if actor is not None and not actor.has_perm("places.area.load"):
        raise NotAllowed
    report = Report(dry_run=dry_run)
    content = read(path, report, origin)
    with transaction.atomic():
        changed = _store(content, report)
        if dry_run or (strict and report.refused):
            transaction.set_rollback(True)
            return report
        for kind in {row.kind for row in changed}:
            renew_neighbours(kind)
        if changed:
            journal.record(
                "places.area.load",
                state_office(),
                actor=actor,
                after={"source": content.origin.source, "new": report.created, "changed": report.changed},
            )
            bump_everywhere()
            memory.distrust()
            transaction.on_commit(memory.forget)
        report.written = True
    return report


def renew_neighbours(kind: str) -> None:
    """Link all areas of a kind that touch or lie within NEIGHBOUR_GAP_M of each other."""
    areas = list(Area.objects.filter(kind=kind).only("pk", "geometry"))
    pairs = touching([read_geometry(area.geometry) for area in areas], NEIGHBOUR_GAP_M)
    links = Area.neighbours.through
    # By key, not through a join: on fresh tables without statistics PostgreSQL took minutes for it.
    links.objects.filter(from_area_id__in=[area.pk for area in areas]).delete()
    links.objects.bulk_create(
        [
            links(from_area_id=areas[a].pk, to_area_id=areas[b].pk)
            for i, j in pairs
            for a, b in ((i, j), (j, i))
        ],
        batch_size=400,
    )


def _store(content: AreaFile, report: Report) -> list[AreaRow]:
    """Create and update; returns the rows that changed anything."""
    held = {(area.kind, area.key): area for area in Area.objects.all()}
    by_key = {area.key: area for area in held.values()}
    new: list[Area] = []
    updated: list[Area] = []
    touched: list[AreaRow] = []
    for row in content.rows:
        parent = by_key.get(row.parent_key) if row.parent_key else None
        if row.kind == AreaKind.CITY_DISTRICT and parent is None:
            report.refuse(
                row.line,
                "gemeinde_ags",
                _("The municipality %(key)s is not known yet.") % {"key": row.parent_key},
            )
            continue
        values = _values(row, content.origin, parent)
        area = held.get((row.kind, row.key))
        if area is None:
            new.append(Area(kind=row.kind, key=row.key, **values))
            report.created += 1
        elif any(getattr(area, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(area, name, value)
            area.revision += 1
            updated.append(area)
            report.changed += 1
        else:
            report.unchanged += 1
            continue
        touched.append(row)
    Area.objects.bulk_create(new, batch_size=100)
    Area.objects.bulk_update(updated, [*_STORED, "revision"], batch_size=50)
    return touched


def _values(row: AreaRow, origin: Origin, parent: Area | None) -> dict[str, Any]:
    box = box_of(row.geometry)
    return {
        "name": row.name,
        "official_name": row.official_name,
        "parent_id": parent.pk if parent else None,
        "municipality_key": row.municipality_key,
        "geometry": as_geojson(row.geometry),
        "west": box.west,
        "south": box.south,
        "east": box.east,
        "north": box.north,
        "lat": row.lat,
        "lon": row.lon,
        "area_km2": row.area_km2,
        "population": row.population,
        "population_as_of": row.population_as_of,
        "is_village": row.is_village,
        "code_certain": row.code_certain,
        "source": origin.source,
        "licence": origin.licence,
        "as_of": origin.as_of,
    }
