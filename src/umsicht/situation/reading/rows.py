"""One row of a crime table, whatever file it stood in, and how its cells are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from umsicht.core.intake import Refusal

KEY = re.compile(r"[0-9*]{6}|------")
_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}", re.ASCII)
_DECIMAL = re.compile(r"(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,30})?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1987, 2100
LABELS = {
    "year": "Jahr",
    "key": "Schlüssel",
    "region": "Gemeindeschlüssel",
    "cases": "erfasste Fälle",
    "rate": "HZ",
    "attempts": "Versuche",
    "cleared": "aufgeklärte Fälle",
    "suspects": "Tatverdächtige",
    "population": "Einwohner",
}


@dataclass(frozen=True, slots=True)
class CrimeRow:
    """Counts of one offence key in one district and year. `rate` per 100,000 in whole numbers, as printed, `population` if the file says it."""

    line: int
    year: int
    key: str
    region: str
    cases: int
    rate: Decimal | None
    attempts: int | None
    cleared: int | None
    suspects: int | None
    population: int | None = None


class BadCell(Exception):
    """A cell that can't be used."""

    def __init__(self, column: str, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.column, self.reason, self.value = column, reason, value


def row(line: int, cells: Mapping[str, str], year: int | None) -> CrimeRow | Refusal:
    """Cells by our names, as text; `year` where the file has none per row."""
    try:
        return CrimeRow(
            line=line,
            year=year if year is not None else _year(cells.get("year", "")),
            key=_key(cells.get("key", "")),
            region=_region(cells.get("region", "")),
            cases=_needed(cells, "cases"),
            rate=_rate(cells.get("rate", "")),
            attempts=_count(cells, "attempts"),
            cleared=_count(cells, "cleared"),
            suspects=_count(cells, "suspects"),
            population=_count(cells, "population"),
        )
    except BadCell as fault:
        return Refusal(line, LABELS[fault.column], fault.reason, fault.value[:80])


def _year(text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text, re.ASCII) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise BadCell("year", _("“%(value)s” is not a year.") % {"value": text[:40]}, text)
    return int(text)


def _key(text: str) -> str:
    """Six characters; zeros that a spreadsheet ate are put back."""
    key = text.zfill(6) if text.isdecimal() and text.isascii() else text
    if not KEY.fullmatch(key):
        raise BadCell("key", _("“%(value)s” is not an offence key.") % {"value": text[:40]}, text)
    return key


def _region(text: str) -> str:
    code = text.zfill(5) if text.isdecimal() and text.isascii() else text
    if len(code) != 5 or not code.isdecimal():
        raise BadCell("region", _("“%(value)s” is not the key of a district.") % {"value": text[:40]}, text)
    return code


def _needed(cells: Mapping[str, str], name: str) -> int:
    found = _count(cells, name)
    if found is None:
        raise BadCell(name, _("This cell must not be empty."))
    return found


def _count(cells: Mapping[str, str], name: str) -> int | None:
    """A whole number, with commas between thousands or without; a dash stands for none."""
    text = cells.get(name, "")
    if text in {"", "-", "–"}:
        return None
    if not _NUMBER.fullmatch(text):
        raise BadCell(name, _("“%(value)s” is not a whole number.") % {"value": text[:40]}, text)
    return int(text.replace(",", ""))


def _rate(text: str) -> Decimal | None:
    if text in {"", "-", "–"}:
        return None
    if not _DECIMAL.fullmatch(text):
        raise BadCell("rate", _("“%(value)s” is not a number.") % {"value": text[:40]}, text)
    return Decimal(text.replace(",", "")).quantize(Decimal(1), rounding=ROUND_HALF_UP)
