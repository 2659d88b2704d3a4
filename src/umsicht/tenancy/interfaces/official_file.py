"""Reads the official list of municipalities or of districts (CSV made from Destatis GV100AD, UTF-8).

Source of the format: Gemeindeverzeichnis GV-ISys, Destatis; columns as in config/demo/data/gemeinden/SOURCE.md.
A bad row is refused with line, column and reason, the others stay. A file that is no such list raises BadInput.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.tenancy.domain.imports import OfficialPlace
from umsicht.tenancy.domain.naming import district_name, split_names
from umsicht.tenancy.enums import TenantKind

_MUNICIPALITY = (
    "ags",
    "name",
    "art",
    "kreis_ags",
    "kreis_name",
    "land_ags",
    "bevoelkerung",
    "flaeche_km2",
    "lat",
    "lon",
)
_DISTRICT = ("kreis_ags", "name", "art", "land_ags", "bevoelkerung", "flaeche_km2")
_LONGEST_NAME = 150
_LARGEST_POPULATION = 100_000_000
Row = dict[str, str]


class _Refused(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def read(path: Path, report: Report, *, state: str = "") -> list[OfficialPlace]:
    """All good rows as places, districts first; refusals go into the report. `state` keeps one state's rows only."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(_("The file %(path)s can't be read.") % {"path": path}) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadInput(_("Line %(line)s is not UTF-8.") % {"line": line}) from error
    if "\0" in text:
        raise BadInput(_("This is not a text file."))
    rows = _rows(text, report)
    header = next(rows)[1]
    if all(column in header for column in _MUNICIPALITY):
        return _municipalities(rows, report, state)
    if all(column in header for column in _DISTRICT) and "ags" not in header:
        return _districts(rows, report, state)
    missing = [column for column in _MUNICIPALITY if column not in header]
    raise BadInput(
        _("This is not a list of municipalities or districts. Missing columns: %(columns)s.")
        % {"columns": ", ".join(missing)}
    )


def _rows(text: str, report: Report) -> Iterator[tuple[int, Row]]:
    """First the header as {column: column}, then (line, {column: value}).

    Line by line, because no cell of the official list holds a line break: so a stray quotation mark costs one row.
    """
    header: list[str] = []
    for line, content in enumerate(io.StringIO(text), start=1):
        if not content.strip():
            continue
        try:
            cells = [cell.strip() for cell in next(csv.reader([content], strict=True))]
        except csv.Error:
            report.refuse(line, "", _("the row can't be read: a quotation mark is missing or too many"))
            continue
        if not header:
            header = cells
            yield line, {cell: cell for cell in header}
        elif len(cells) == len(header):
            yield line, dict(zip(header, cells, strict=True))
        else:
            reason = _("%(is)s columns instead of %(wanted)s") % {"is": len(cells), "wanted": len(header)}
            report.refuse(line, "", reason)
    if not header:
        raise BadInput(_("The file is empty."))


def _municipalities(rows: Iterator[tuple[int, Row]], report: Report, state: str) -> list[OfficialPlace]:
    seen: dict[str, int] = {}
    districts: dict[str, OfficialPlace] = {}
    places: list[OfficialPlace] = []
    for line, row in rows:
        if state and row["land_ags"] != state:
            continue
        try:
            place = _municipality(line, row)
            _refuse_twice(seen, place.key, line, "ags")
        except _Refused as refused:
            report.refuse(line, refused.column, refused.reason)
            continue
        places.append(place)
        if place.parent_key not in districts:
            districts[place.parent_key] = _district_of(line, row)
    return [*districts.values(), *places]


def _municipality(line: int, row: Row) -> OfficialPlace:
    key = _digits(row, "ags", 8)
    if _digits(row, "land_ags", 2) != key[:2]:
        raise _Refused("land_ags", _("does not fit the key %(key)s") % {"key": key})
    if _digits(row, "kreis_ags", 5) != key[:5]:
        raise _Refused("kreis_ags", _("does not fit the key %(key)s") % {"key": key})
    if row["art"].startswith("gemeindefrei"):
        raise _Refused("art", _("no municipality: %(art)s") % {"art": row["art"]})
    name, second = split_names(_name(row, "name"), key[:5])
    if not name:
        raise _Refused("name", _("is empty"))
    _name(row, "kreis_name")
    return OfficialPlace(
        line=line,
        kind=TenantKind.MUNICIPALITY,
        key=key,
        name=name,
        second_name=second,
        official_name=row["name"],
        parent_key=key[:5],
        population=_population(row),
        area_km2=_area(row),
        lat=_degrees(row, "lat", 47.0, 56.0),
        lon=_degrees(row, "lon", 5.0, 16.0),
    )


def _district_of(line: int, row: Row) -> OfficialPlace:
    """The district as a row of its municipality names it; figures of the district stand in the other file."""
    return OfficialPlace(
        line=line,
        kind=TenantKind.DISTRICT,
        key=row["kreis_ags"],
        name=district_name(row["kreis_name"], row["art"], row["land_ags"]),
        official_name=row["kreis_name"],
    )


def _districts(rows: Iterator[tuple[int, Row]], report: Report, state: str) -> list[OfficialPlace]:
    seen: dict[str, int] = {}
    places: list[OfficialPlace] = []
    for line, row in rows:
        if state and row["land_ags"] != state:
            continue
        try:
            place = _district(line, row)
            _refuse_twice(seen, place.key, line, "kreis_ags")
        except _Refused as refused:
            report.refuse(line, refused.column, refused.reason)
            continue
        places.append(place)
    return places


def _district(line: int, row: Row) -> OfficialPlace:
    key = _digits(row, "kreis_ags", 5)
    if _digits(row, "land_ags", 2) != key[:2]:
        raise _Refused("land_ags", _("does not fit the key %(key)s") % {"key": key})
    return OfficialPlace(
        line=line,
        kind=TenantKind.DISTRICT,
        key=key,
        name=district_name(_name(row, "name"), row["art"], key[:2]),
        official_name=row["name"],
        population=_population(row),
        area_km2=_area(row),
    )


def _refuse_twice(seen: dict[str, int], key: str, line: int, column: str) -> None:
    if key in seen:
        raise _Refused(column, _("%(key)s stands in line %(line)s already") % {"key": key, "line": seen[key]})
    seen[key] = line


def _digits(row: Row, column: str, length: int) -> str:
    value = row[column]
    if not re.fullmatch(rf"[0-9]{{{length}}}", value):
        raise _Refused(
            column, _("“%(value)s” is not %(length)s digits") % {"value": value[:40], "length": length}
        )
    return value


def _name(row: Row, column: str) -> str:
    value = row[column]
    if not value:
        raise _Refused(column, _("is empty"))
    if len(value) > _LONGEST_NAME:
        raise _Refused(column, _("is longer than %(length)s characters") % {"length": _LONGEST_NAME})
    return value


def _population(row: Row) -> int:
    value = row["bevoelkerung"]
    if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) > _LARGEST_POPULATION:
        raise _Refused(
            "bevoelkerung", _("“%(value)s” is not a number of inhabitants") % {"value": value[:40]}
        )
    return int(value)


def _area(row: Row) -> Decimal:
    try:
        area = Decimal(row["flaeche_km2"])
    except InvalidOperation:
        area = Decimal(-1)
    if not area.is_finite() or not 0 <= area < 1_000_000:
        raise _Refused(
            "flaeche_km2", _("“%(value)s” is not an area in km²") % {"value": row["flaeche_km2"][:40]}
        )
    return area.quantize(Decimal("0.01"))


def _degrees(row: Row, column: str, least: float, most: float) -> float | None:
    """A coordinate inside Germany's bounding box; empty stays unknown."""
    value = row[column]
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,12})?", value) or not least <= float(value) <= most:
        raise _Refused(column, _("“%(value)s” does not lie in Germany") % {"value": value[:40]})
    return float(value)
