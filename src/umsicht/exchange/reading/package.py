"""A full export of a municipality, read back: JSON, a zip of CSV files, or an Excel workbook."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from umsicht.core.csvsafe import BadFile
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.exchange.items import Item, Values
from umsicht.exchange.package_fields import FORMAT, REFERENCES, TABLES, VERSION
from umsicht.exchange.reading import tables, tabular
from umsicht.offers.models import Offer

_MODELS: dict[str, type[models.Model]] = {
    "organisations": Organisation,
    "contact_points": ContactPoint,
    "offers": Offer,
}
MAX_JSON = 200_000_000
Parts = dict[str, Any]


def kind_of(path: Path) -> str:
    """json, csv or xlsx for a package of ours; "" for anything else."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
        if "angebote.csv" in names and "organisationen.csv" in names:
            return "csv"
        return "xlsx" if "xl/workbook.xml" in names and _has_sheets(path) else ""
    with path.open("rb") as file:
        head = file.read(400)
    return "json" if head.lstrip().startswith(b"{") and FORMAT.encode() in head else ""


def _has_sheets(path: Path) -> bool:
    return {title for title, _fields in TABLES.values()} <= set(tables.sheet_titles(path))


def items(path: Path) -> Iterator[Item]:
    """Organisations first, then contact points, then offers; each names all it belongs to."""
    kind = kind_of(path)
    if not kind:
        raise BadFile(_("This is no package of Umsicht."))
    parts = _read_json(path) if kind == "json" else _read_tables(path, kind)
    organisations = {str(row.get("id")): row for row in parts["organisations"]}
    points = {str(row.get("id")): row for row in parts["contact_points"]}
    for row in organisations.values():
        yield _item("organisations", row, row, {}, None)
    for row in points.values():
        yield _item("contact_points", row, organisations.get(str(row.get("organisation"))), row, None)
    for row in parts["offers"]:
        point = points.get(str(row.get("contact_point") or ""), {})
        yield _item("offers", row, organisations.get(str(row.get("provider"))), point, row)


def _item(part: str, row: Values, organisation: Values | None, point: Values, offer: Values | None) -> Item:
    title, own = TABLES[part][0], str(row.get("id") or "")
    found = Item(
        place=f"{title}: {row.get('name') or row.get('title') or own}"[:80],
        key=own if offer is not None else f"{part}:{own}",
        title=str(row.get("title") or row.get("name") or "")[:200],
    )
    if not own:
        found.refuse("id", _("The id is missing."))
    if organisation is None:
        found.refuse("provider", _("The organisation of this entry is not in the package."))
        organisation = {}
    found.organisation = _values("organisations", organisation)
    found.organisation_key = str(organisation.get("id") or "")
    if point:
        found.point, found.point_key = _values("contact_points", point), str(point.get("id") or "")
    if offer is not None:
        found.offer = _values("offers", offer)
        if offer.get("programme"):
            found.offer["programme"] = offer["programme"]
        found.sessions = list(offer.get("sessions") or [])
        found.standing, found.published_at = (
            str(offer.get("state") or ""),
            str(offer.get("published_at") or ""),
        )
    return found


def _values(part: str, row: Values) -> Values:
    return {name: row[name] for name in TABLES[part][1] if name in row and name not in REFERENCES}


def _read_json(path: Path) -> Parts:
    if path.stat().st_size > MAX_JSON:
        raise BadFile(_("The file is too large."))
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadFile(_("This is no JSON.")) from error
    if (
        not isinstance(document, dict)
        or document.get("format") != FORMAT
        or document.get("version") != VERSION
    ):
        raise BadFile(_("This is no package of Umsicht."))
    parts = {name: document.get(name) for name in TABLES}
    if not all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in parts.values()
    ):
        raise BadFile(_("This is no package of Umsicht."))
    return parts


def _read_tables(path: Path, kind: str) -> Parts:
    """Organisations and contact points are held, offers stream."""
    if kind == "xlsx":
        return {
            name: _sheet_rows(path, name) if name == "offers" else list(_sheet_rows(path, name))
            for name in TABLES
        }
    with zipfile.ZipFile(path) as archive:
        tabular.checked_entries(archive)
        folder = Path(tempfile.mkdtemp(prefix="umsicht-package-"))
        for title, _fields in TABLES.values():
            archive.extract(f"{title.lower()}.csv", folder)
    return {
        name: _csv_rows(folder / f"{title.lower()}.csv", name)
        if name == "offers"
        else list(_csv_rows(folder / f"{title.lower()}.csv", name))
        for name, (title, _fields) in TABLES.items()
    }


def _csv_rows(path: Path, part: str) -> Iterator[Values]:
    shape = tables.shape_of(path)
    try:
        for _line, cells in tables.rows_of(path, shape):
            yield _typed(part, dict(zip(shape.columns, cells, strict=False)))
    finally:
        path.unlink(missing_ok=True)


def _sheet_rows(path: Path, part: str) -> Iterator[Values]:
    rows = tables.sheet(path, TABLES[part][0])
    _line, header = next(rows, (0, []))
    for _line, cells in rows:
        yield _typed(part, dict(zip(header, cells, strict=False)))


def _typed(part: str, cells: dict[str, str]) -> Values:
    """Cells under German headings as values of our fields."""
    found: Values = {}
    for name, heading in TABLES[part][1].items():
        if heading in cells:
            found[name] = _value(part, name, cells[heading])
    return found


def _value(part: str, name: str, cell: str) -> Any:
    if name == "sessions":
        return _json(cell) or []
    if name in REFERENCES:
        return cell
    field = _MODELS[part]._meta.get_field(name)  # noqa: SLF001 - public _meta
    match field:
        case models.BooleanField():
            return cell == "ja"
        case models.JSONField():
            return _json(cell) if cell[:1] in {"[", "{"} else [part for part in cell.split(" | ") if part]
        case models.FloatField():
            return float(cell.replace(",", ".")) if cell else None
        case models.PositiveIntegerField() | models.PositiveSmallIntegerField():
            return int(cell) if cell else None
        case models.DateField():
            return cell[:10] or None
    return cell


def _json(cell: str) -> Any:
    try:
        return json.loads(cell) if cell else None
    except ValueError as error:
        raise BadFile(_("This is no JSON.")) from error
