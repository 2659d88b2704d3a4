"""Reads the city's list of schools, day-care centres, school social work and vocational help (CSV, UTF-8).

Source of the format: open data of Stadt Chemnitz, merged into one file; columns in config/demo/data/SOURCE.md.
The file has known blemishes (a lost leading zero, two numbers in one cell): they are mended and noted. What can't be
mended is refused with line, column and reason.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.core.text import fold, one_line, slugify
from umsicht.directory.domain.imports import FacilityRow
from umsicht.directory.enums import ContactPointKind
from umsicht.directory.interfaces.yaml_rows import Refused
from umsicht.directory.validators import website_validator

COLUMNS = (
    *("id", "typ", "bezeichnung", "art", "traeger", "strasse", "plz", "ort", "stadtteil", "lat", "lon"),
    *("telefon", "web", "profil", "barrierefrei", "integrativ"),
)
_KINDS = {
    "Schule": ContactPointKind.SCHOOL,
    "Kindertageseinrichtung": ContactPointKind.DAYCARE,
    "Schulsozialarbeit": ContactPointKind.SCHOOL_SOCIAL_WORK,
    "Jugendberufshilfe": ContactPointKind.VOCATIONAL_HELP,
}
_ROLES = {
    ContactPointKind.SCHOOL: "Schulleitung und Sekretariat",
    ContactPointKind.DAYCARE: "Leitung der Einrichtung",
    ContactPointKind.SCHOOL_SOCIAL_WORK: "Schulsozialarbeit",
    ContactPointKind.VOCATIONAL_HELP: "Beratung Jugendberufshilfe",
}
# How the file names the owner where it does not name one, and what that means.
_CITY = {"kommunal", "stadt chemnitz"}
_UNNAMED = {"frei", "privater traeger"}
_CUT_AT = 50
SOURCE = "Stadt Chemnitz, Open Data"
Cells = dict[str, str]


def read(path: Path, report: Report) -> list[FacilityRow]:
    """All good rows; refusals and mended cells go into the report. Raises BadInput for a file of another kind."""
    rows = list(_rows(path, report))
    owners = _Owners(cells["traeger"] for _line, cells in rows)
    found: dict[str, FacilityRow] = {}
    mended: list[str] = []
    for line, cells in rows:
        try:
            row = _facility(line, cells, owners, mended)
            if row.code in found:
                raise Refused("id", _("%(code)s stands twice in this list") % {"code": cells["id"]})
        except Refused as refused:
            report.refuse(line, refused.column, refused.reason)
            continue
        found[row.code] = row
    if mended:
        report.notes.append(_("Mended: %(cells)s.") % {"cells": "; ".join(mended)})
    return list(found.values())


def _rows(path: Path, report: Report) -> Iterator[tuple[int, Cells]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(_("The file %(path)s can't be read.") % {"path": path}) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadInput(_("Line %(line)s is not UTF-8.") % {"line": line}) from error
    header: list[str] = []
    for line, content in enumerate(io.StringIO(text), start=1):
        if not content.strip():
            continue
        try:
            cells = [one_line(cell) for cell in next(csv.reader([content], strict=True))]
        except csv.Error:
            report.refuse(line, "", _("the row can't be read: a quotation mark is missing or too many"))
            continue
        if not header:
            header = cells
            missing = [column for column in COLUMNS if column not in header]
            if missing:
                raise BadInput(
                    _("This is not a list of facilities. Missing columns: %(columns)s.")
                    % {"columns": ", ".join(missing)}
                )
        elif len(cells) != len(header):
            reason = _("%(is)s columns instead of %(wanted)s") % {"is": len(cells), "wanted": len(header)}
            report.refuse(line, "", reason)
        else:
            yield line, dict(zip(header, cells, strict=True))
    if not header:
        raise BadInput(_("The file is empty."))


def _facility(line: int, cells: Cells, owners: _Owners, mended: list[str]) -> FacilityRow:
    kind = _KINDS.get(cells["typ"])
    if kind is None:
        raise Refused("typ", _("“%(value)s” is no kind of facility") % {"value": cells["typ"][:40]})
    for column in ("id", "bezeichnung", "traeger"):
        if not cells[column]:
            raise Refused(column, _("is empty"))
    code, values = owners.of(cells["traeger"], kind)
    point: dict[str, Any] = {
        "kind": kind,
        "name": _name(cells["bezeichnung"]),
        "detail": _detail(cells),
        "role": _ROLES[kind],
        "street": cells["strasse"],
        "postal_code": _postal_code(line, cells["plz"], mended),
        "city": cells["ort"],
        "lat": _degrees(cells, "lat", 47.0, 56.0),
        "lon": _degrees(cells, "lon", 5.0, 16.0),
        "phone": _phone(line, cells["telefon"], mended),
        "website": _website(line, cells["web"], mended),
        "accessibility": {"ja": ["stufenlos"], "nein": ["nicht-barrierefrei"]}.get(cells["barrierefrei"], []),
        "source": SOURCE,
    }
    if cells["barrierefrei"] not in {"", "ja", "nein"}:
        raise Refused("barrierefrei", _("must be ja, nein or empty"))
    lines = dict.fromkeys([*point, "district"], line)
    return FacilityRow(
        line, lines, f"einrichtung-{slugify(cells['id'])}", cells["stadtteil"], code, values, point
    )


class _Owners:
    """Who runs a facility. The file spells one owner in several ways and cuts long names at 50 characters."""

    def __init__(self, names: Iterator[str]) -> None:
        spellings = sorted({name for name in names if name})
        self._whole: dict[str, str] = {}
        for name in spellings:
            longer = [other for other in spellings if len(other) > len(name) and other.startswith(name)]
            cut = len(name) == _CUT_AT
            self._whole[name] = longer[0] if cut and longer else f"{name}…" if cut else name
        self._by_key: dict[str, str] = {}
        for whole in sorted(self._whole.values(), key=len):
            self._by_key[_key(whole)] = whole

    def of(self, name: str, kind: ContactPointKind) -> tuple[str, dict[str, Any]]:
        """Code and values of the organisation."""
        key = _key(self._whole[name])
        if key in _CITY:
            return "traeger-stadt-chemnitz", _owner(
                "Stadt Chemnitz", "kommunalverwaltung", "Gebietskörperschaft"
            )
        if key in _UNNAMED:
            about = (
                "Die Liste der Stadt nennt für diese Einrichtungen nur, dass ein freier oder privater Träger "
                "verantwortlich ist, nicht welcher."
            )
            return "traeger-frei", _owner("Freie und private Träger", "bildung", "") | {"about": about}
        whole = self._by_key[key]
        return f"traeger-{slugify(whole, max_length=70)}", _owner(
            whole, _sector(whole, kind), _legal_form(whole)
        )


def _owner(name: str, sector: str, legal_form: str) -> dict[str, Any]:
    return {"name": name, "sector": sector, "legal_form": legal_form, "source": SOURCE}


def _key(name: str) -> str:
    """Equal for "Jugend & Umwelt gGmbH Sachsen" and "Jugend und Umwelt gGmbH"."""
    plain = re.sub(r"[^a-z0-9]+", " ", fold(name).lower().replace("&", " und ").replace(" u. ", " und "))
    return plain.removesuffix(" sachsen").strip() if plain.endswith("ggmbh sachsen") else plain.strip()


def _sector(name: str, kind: ContactPointKind) -> str:
    folded = fold(name).lower()
    if "kirch" in folded or folded.startswith(("ev.", "kath")) or "domgemeinde" in folded:
        return "kirchen"
    if kind == ContactPointKind.SCHOOL:
        return "bildung"
    return "kinder-jugendarbeit"


def _legal_form(name: str) -> str:
    for mark, form in (("gGmbH", "gemeinnützige GmbH"), ("GmbH", "GmbH"), ("e. V.", "eingetragener Verein")):
        if mark in name:
            return form
    return ""


def _name(text: str) -> str:
    """ "Annenschule -Grundschule-" → "Annenschule – Grundschule"."""
    return re.sub(r"\s+-\s*([^-]+?)\s*-$", r" – \1", text)[:200]


def _detail(cells: Cells) -> str:
    parts = [cells["art"], "Integrationseinrichtung" if cells["integrativ"] == "ja" else "", cells["profil"]]
    return " · ".join(part for part in parts if part)[:200]


def _postal_code(line: int, value: str, mended: list[str]) -> str:
    if re.fullmatch(r"\d{4}", value):
        mended.append(_("line %(line)s plz %(was)s → 0%(was)s") % {"line": line, "was": value})
        return f"0{value}"
    if value and not re.fullmatch(r"\d{5}", value):
        raise Refused("plz", _("“%(value)s” is not five digits") % {"value": value[:20]})
    return value


def _phone(line: int, value: str, mended: list[str]) -> str:
    """The first number of the cell. Without its leading zero the file lost it, as spreadsheets do."""
    first = re.split(r"(?<=\d) (?=0\d{3,4} )", value)[0]
    if re.fullmatch(r"371\d{5,9}", first):
        first = f"0371 {first[3:]}"
    if first != value:
        mended.append(
            _("line %(line)s telefon %(was)s → %(now)s") % {"line": line, "was": value, "now": first}
        )
    return first


def _website(line: int, value: str, mended: list[str]) -> str:
    """With its scheme; one that no browser opens is left out rather than losing the facility."""
    address = value.replace("\\", "/").split(" ")[0]
    address = f"http://{address}" if address and "://" not in address else address
    try:
        if address:
            website_validator(address)
    except ValidationError:
        mended.append(_("line %(line)s web %(was)s left out") % {"line": line, "was": value})
        return ""
    return address


def _degrees(cells: Cells, column: str, least: float, most: float) -> float:
    value = cells[column]
    if not re.fullmatch(r"\d{1,2}(\.\d{1,12})?", value) or not least <= float(value) <= most:
        raise Refused(column, _("“%(value)s” does not lie in Germany") % {"value": value[:40]})
    return float(value)
