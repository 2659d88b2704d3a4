"""HSDS as a package of tables (a zip of CSV files, as the Frictionless data package has it), compiled into services."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.csvsafe import BadFile

MAX_TOTAL = 200_000_000
MAX_CELLS = 5_000_000
MAX_COLUMNS = 200
MAX_RATIO = 200
_SMALL = 1_000_000
Rows = list[dict[str, Any]]


_OWN = ("phones", "schedules", "languages", "contacts", "cost_options", "required_documents")
_AT = ("services_at_location", "service_at_locations")
_OF_PLACE = {
    "addresses": "addresses",
    "physical_addresses": "addresses",
    "phones": "phones",
    "schedules": "schedules",
}


def services(path: Path) -> Iterator[Mapping[str, Any]]:
    """Every service with its organisation, places and the like inside. Raises BadFile when there is no services table."""
    with zipfile.ZipFile(path) as archive:
        tables = {_name(entry.filename): _table(archive, entry) for entry in checked_entries(archive)}
    if "services" not in tables:
        raise BadFile(_("This package has no table “services”."))
    organisations = _by_id(tables, "organizations")
    locations = _by_id(tables, "locations")
    for name, key in _OF_PLACE.items():
        for row in tables.get(name, []):
            place = locations.get(row.get("location_id", ""))
            if place is not None:
                place.setdefault(key, []).append(row)
    parts = {name: _by_service(tables.get(name, [])) for name in (*_OWN, *_AT)}
    tags = _tags(tables, _by_id(tables, "taxonomy_terms") | _by_id(tables, "taxonomies"))
    for row in tables["services"]:
        own = row.get("id", "")
        places = [place for name in _AT for place in parts[name].get(own, [])]
        yield {
            **row,
            "organization": organisations.get(row.get("organization_id", ""), {}),
            "service_at_locations": [
                {**place, "location": locations.get(place.get("location_id", ""), {})} for place in places
            ],
            "attributes": tags.get(own, []),
            **{name: parts[name].get(own, []) for name in _OWN},
        }


def _by_id(tables: Mapping[str, Rows], name: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in tables.get(name, []) if row.get("id")}


def checked_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
    too_dense = any(
        e.file_size > _SMALL and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries
    )
    if too_dense or sum(entry.file_size for entry in entries) > MAX_TOTAL or len(entries) > 200:
        raise BadFile(_("The file is too large."))
    return entries


def _name(filename: str) -> str:
    stem = Path(filename).stem.lower().replace("-", "_")
    return {
        "service": "services",
        "organization": "organizations",
        "location": "locations",
        "address": "addresses",
        "phone": "phones",
        "service_at_location": "service_at_locations",
    }.get(stem, stem)


def _table(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Rows:
    try:
        with archive.open(entry) as file:
            reader = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""), restval="")
            if len(reader.fieldnames or ()) > MAX_COLUMNS:
                raise BadFile(_("The file has more than %(most)s columns.") % {"most": MAX_COLUMNS})
            rows, cells = [], 0
            for row in reader:
                rows.append({str(name): value for name, value in row.items() if name and value})
                cells += len(rows[-1]) + 1
                if cells > MAX_CELLS:
                    raise BadFile(_("The file is too large."))
            return rows
    except (csv.Error, UnicodeDecodeError, zipfile.BadZipFile, OSError) as error:
        raise BadFile(_("The table “%(name)s” can't be read.") % {"name": entry.filename[:80]}) from error


def _by_service(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        if row.get("service_id"):
            found[row["service_id"]].append(row)
    return found


def _tags(tables: Mapping[str, Rows], terms: Mapping[str, Mapping[str, Any]]) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in tables.get("attributes", []):
        if row.get("link_id") and row.get("taxonomy_term_id") in terms:
            found[row["link_id"]].append({"taxonomy_term": terms[row["taxonomy_term_id"]]})
    for row in tables.get("service_taxonomies", []):
        if row.get("service_id") and row.get("taxonomy_id") in terms:
            found[row["service_id"]].append({"taxonomy_term": terms[row["taxonomy_id"]]})
    return found
