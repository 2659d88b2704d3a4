"""Reads a GeoJSON file of areas and names each feature it can't take, with line and property."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.core.text import slugify
from umsicht.places.enums import AreaKind
from umsicht.places.geo import inner_point, read_geometry
from umsicht.tenancy.domain.naming import split_names

MAX_BYTES = 60_000_000


@dataclass(frozen=True)
class Origin:
    """Where a file comes from; each stored area keeps it, since maps must name source and licence."""

    source: str
    licence: str
    as_of: str = ""
    population_as_of: dt.date | None = None


@dataclass(frozen=True)
class AreaRow:
    line: int
    kind: AreaKind
    key: str
    name: str
    official_name: str
    parent_key: str
    municipality_key: str
    geometry: BaseGeometry
    lat: float
    lon: float
    area_km2: Decimal | None
    population: int | None
    population_as_of: dt.date | None
    is_village: bool
    code_certain: bool


@dataclass
class AreaFile:
    origin: Origin
    rows: list[AreaRow] = field(default_factory=list)


def read(path: Path, report: Report, origin: Origin | None = None) -> AreaFile:
    """Read a file of districts, municipalities or districts of a city (told apart by their key properties).

    `origin` wins over what the file says about itself (members source, licence, as_of, population_as_of).
    Raises BadInput if it is no feature collection or names no source.
    """
    text, data = _load(path)
    result = AreaFile(origin or _own_origin(data))
    lines = _feature_lines(text)
    seen: set[tuple[str, str]] = set()
    for number, feature in enumerate(data["features"]):
        line = lines[number] if number < len(lines) else 1
        row = _row(feature, line, result.origin, report)
        if row is None:
            continue
        if (row.kind, row.key) in seen:
            report.refuse(line, "key", _("The key %(key)s stands twice in this file.") % {"key": row.key})
            continue
        seen.add((row.kind, row.key))
        result.rows.append(row)
    return result


def _load(path: Path) -> tuple[str, dict[str, Any]]:
    if path.stat().st_size > MAX_BYTES:
        raise BadInput(_("The file is larger than 60 MB."))
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(
            _("The file is not readable as JSON: %(error)s") % {"error": str(error)[:120]}
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        raise BadInput(_("The file is no GeoJSON feature collection."))
    return text, data


def _feature_lines(text: str) -> list[int]:
    lines, line, position = [], 1, 0
    for match in re.finditer(r'"type"\s*:\s*"Feature"', text):
        line += text.count("\n", position, match.start())
        position = match.start()
        lines.append(line)
    return lines


def _own_origin(data: dict[str, Any]) -> Origin:
    source, licence = str(data.get("source") or ""), str(data.get("licence") or "")
    if not (source and licence):
        raise BadInput(_("The file names no source and licence. Give them with --source and --licence."))
    counted = data.get("population_as_of")
    try:
        day = dt.date.fromisoformat(counted) if counted else None
    except (TypeError, ValueError) as error:
        raise BadInput(_("population_as_of must be a day like 2024-12-31.")) from error
    return Origin(source[:300], licence[:120], str(data.get("as_of") or "")[:60], day)


def _row(feature: Any, line: int, origin: Origin, report: Report) -> AreaRow | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        report.refuse(line, "properties", _("The feature has no properties."))
        return None
    column = "name"
    try:
        official = str(properties.get("name") or "").strip()
        if not official or len(official) > 200:
            raise BadInput(_("The name is missing or longer than 200 characters."))
        column = "key"
        kind, key, parent, municipality = _keys(properties, official)
        column = "geometry"
        geometry = read_geometry(feature.get("geometry"))
        column = "lat"
        lat, lon = _centre(properties, geometry)
        column = "population"
        population, counted = _population(properties, origin)
        column = "flaeche_km2"
        area = _decimal(properties.get("flaeche_km2"))
    except BadInput as error:
        report.refuse(line, column, error.message)
        return None
    name = official if kind == AreaKind.CITY_DISTRICT else split_names(official, parent or key[:5])[0]
    return AreaRow(
        line=line,
        kind=kind,
        key=key,
        name=name[:150],
        official_name=official,
        parent_key=parent,
        municipality_key=municipality,
        geometry=geometry,
        lat=lat,
        lon=lon,
        area_km2=area,
        population=population,
        population_as_of=counted,
        is_village=bool(properties.get("ortschaft")),
        code_certain=properties.get("code_gesichert", "code" in properties or kind != AreaKind.CITY_DISTRICT)
        is True,
    )


def _keys(properties: dict[str, Any], name: str) -> tuple[AreaKind, str, str, str]:
    """Kind, own key, key of the area above, key of the municipality."""
    if "gemeinde_ags" in properties:
        municipality = _digits(properties["gemeinde_ags"], 8)
        own = slugify(str(properties.get("code") or name), max_length=50)
        if not own:
            raise BadInput(_("The district of the city has neither code nor name."))
        return AreaKind.CITY_DISTRICT, f"{municipality}-{own}", municipality, municipality
    if "ags" in properties:
        key = _digits(properties["ags"], 8)
        return AreaKind.MUNICIPALITY, key, key[:5], key
    if "kreis_ags" in properties:
        return AreaKind.DISTRICT, _digits(properties["kreis_ags"], 5), "", ""
    raise BadInput(_("One of gemeinde_ags, ags, kreis_ags is needed."))


def _digits(value: Any, length: int) -> str:
    text = str(value)
    if not re.fullmatch(rf"[0-9]{{{length}}}", text):
        raise BadInput(
            _("“%(value)s” is no official key of %(length)s digits.") % {"value": text[:20], "length": length}
        )
    return text


def _centre(properties: dict[str, Any], geometry: BaseGeometry) -> tuple[float, float]:
    lat, lon = properties.get("lat"), properties.get("lon")
    if lat is None or lon is None:
        return inner_point(geometry)
    if not (
        isinstance(lat, int | float)
        and isinstance(lon, int | float)
        and -90 <= lat <= 90
        and -180 <= lon <= 180
    ):
        raise BadInput(_("Latitude and longitude are not degrees."))
    return float(lat), float(lon)


def _population(properties: dict[str, Any], origin: Origin) -> tuple[int | None, dt.date | None]:
    """The newest figure: bevoelkerung (as of the file's day) or bev_2018 (31 December of that year)."""
    years = sorted((name for name in properties if re.fullmatch(r"bev_\d{4}", name)), reverse=True)
    for name in ["bevoelkerung", *years]:
        value = properties.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 100_000_000:
            raise BadInput(_("“%(value)s” is no number of inhabitants.") % {"value": str(value)[:20]})
        return value, origin.population_as_of if name == "bevoelkerung" else dt.date(int(name[4:]), 12, 31)
    return None, None


def _decimal(value: Any) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise BadInput(
            _("“%(value)s” is no size in square kilometres.") % {"value": str(value)[:20]}
        ) from error
    if not 0 <= number < 1_000_000:
        raise BadInput(_("“%(value)s” is no size in square kilometres.") % {"value": str(value)[:20]})
    return number
