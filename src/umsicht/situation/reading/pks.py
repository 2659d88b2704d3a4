"""Police crime statistics by district, in the three forms in which they are found.

- cleaned CSV: UTF-8, commas, one header row, a year per row
- original CSV of the BKA: ISO-8859-1, semicolons, two header rows (the first numbers the columns), commas between
  thousands, keys without their leading zeros; the year stands in the file's name or is given
- workbook of the BKA: nine header rows, the year and the version in words above them, population beside the table

The file is read as a stream; what can't be used is refused by line and column, and the rest is still read.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from umsicht.core import csvsafe
from umsicht.core.csvsafe import BadFile
from umsicht.core.intake import Refusal
from umsicht.situation.reading import headers, workbook
from umsicht.situation.reading.rows import CrimeRow, row

MAX_BYTES = 64_000_000
"""All of Germany, eight years: 5.6 MB as CSV; one year as a workbook 2.5 MB."""
MAX_ROWS = 400_000
MAX_REFUSED = 1_000
_YEAR_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_PERIOD = re.compile(r"01\.01\.([0-9]{4})\s*bis\s*31\.12\.([0-9]{4})")
_VERSION = re.compile(r"(V[0-9.]+)\s+erstellt am:\s*([0-9]{2})\.([0-9]{2})\.([0-9]{4})")


@dataclass
class CrimeFile:
    """What a file says. `version` and `as_of` only where it names them; `year` is the one it is about, if just one."""

    name: str
    sha256: str
    form: str = ""
    rows: list[CrimeRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    version: str = ""
    as_of: dt.date | None = None


def read(path: Path, *, year: int | None = None) -> CrimeFile:
    """Read a table. Raises BadFile when the file as a whole is none, or its year is unknown or not the one given."""
    size = path.stat().st_size
    if not size:
        raise BadFile(_("The file is empty."))
    if size > MAX_BYTES:
        raise BadFile(_("The file is too large."))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        start = file.read(4096)
    made = CrimeFile(path.name, digest)
    if start.startswith(b"PK\x03\x04"):
        _workbook(path, made, year)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile(_("This is an old Excel file (.xls). Please save it as .xlsx or CSV."))
    else:
        _text(path, made, year)
    if not made.rows and not made.refused:
        nothing = (
            _("The file holds no row for %(year)s.") % {"year": year}
            if year
            else _("The file holds no rows.")
        )
        made.notes.append(nothing)
    return made


def _take(made: CrimeFile, found: CrimeRow | Refusal) -> None:
    if isinstance(found, Refusal):
        made.refused.append(found)
    else:
        made.rows.append(found)
    if len(made.refused) > MAX_REFUSED:
        raise BadFile(
            _("More than %(count)d rows can't be used; the first: %(first)s")
            % {"count": MAX_REFUSED, "first": made.refused[0]}
        )
    if len(made.rows) > MAX_ROWS:
        raise BadFile(_("The file has too many rows; at most %(count)d are read.") % {"count": MAX_ROWS})


# ---- text ------------------------------------------------------------------------------------------------


def _decoded(path: Path) -> io.StringIO:
    """UTF-8 or, as the BKA writes, ISO-8859-1."""
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:65_536]:
        raise BadFile(_("The file is not written in UTF-8 or ISO-8859-1. Please save it as CSV (UTF-8)."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("iso-8859-1")
    if any(sign in text[:4096] for sign in ("\0", "\x01", "\x02", "\x03")):
        raise BadFile(_("This is not a text file."))
    return io.StringIO(text, newline="")


def _text(path: Path, made: CrimeFile, year: int | None) -> None:
    stream = _decoded(path)
    first = stream.readline()
    stream.seek(0)
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    records = csvsafe.filled(reader)
    _line, heading = next(records, (0, []))
    made.form = "csv"
    if heading and all(cell.strip().isdecimal() for cell in heading):
        made.form = "bka-csv"
        _line, heading = next(records, (0, []))
    names = headers.fields(heading)
    if "year" not in names:
        year = _known_year(made, year)
    for line, cells in records:
        if len(cells) != len(names):
            reason = _("The row has %(found)d cells instead of %(wanted)d.")
            found = {"found": len(cells), "wanted": len(names)}
            _take(made, Refusal(line, "", reason % found, (cells[0] if cells else "")[:80]))
            continue
        named = {name: cell.strip() for name, cell in zip(names, cells, strict=True) if name}
        if "year" in named and year is not None and named["year"] != str(year):
            continue
        _take(made, row(line, named, None if "year" in named else year))


def _known_year(made: CrimeFile, year: int | None) -> int:
    if year is not None:
        return year
    named = sorted(set(_YEAR_IN_NAME.findall(made.name)))
    if len(named) != 1:
        raise BadFile(_("The table does not say its year. Please give it: --year 2019."))
    made.notes.append(_("Year taken from the name of the file: %(year)s.") % {"year": named[0]})
    return int(named[0])


# ---- workbook --------------------------------------------------------------------------------------------

HEADER_ROWS = 9


def _workbook(path: Path, made: CrimeFile, year: int | None) -> None:
    made.form = "bka-xlsx"
    head: list[workbook.Record] = []
    names: list[str] = []
    for record in workbook.records(path):
        if record.line <= HEADER_ROWS:
            head.append(record)
            continue
        if not names:
            names, year = _headed(made, head, year)
        if not any(record.cells[: len(names)]):
            continue
        _take(made, _sheet_row(record, names, year))
    if not names:
        headers.fields([])


def _headed(made: CrimeFile, head: list[workbook.Record], year: int | None) -> tuple[list[str], int]:
    """Names per column from the lines over the table, and the year that they speak of."""
    words = " ".join(cell for record in head for cell in record.cells if cell)
    period = _PERIOD.search(words)
    said = int(period[1]) if period and period[1] == period[2] else None
    if said is not None and year is not None and said != year:
        raise BadFile(_("The table is about %(said)s, not %(year)s.") % {"said": said, "year": year})
    version = _VERSION.search(words)
    if version:
        made.version, made.as_of = version[1], _date(version)
    return headers.fields(_headings(head)), said if said is not None else _known_year(made, year)


def _date(version: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(version[4]), int(version[3]), int(version[2]))
    except ValueError:
        return None


def _headings(head: list[workbook.Record]) -> list[str]:
    """A heading goes over up to four lines; one that spans columns counts for each, with the words below it."""
    lines = [record.cells for record in head if 5 <= record.line < HEADER_ROWS]
    width = max((len(cells) for cells in lines), default=0)
    made, above = [], ""
    for column in range(width):
        words = [cells[column] if column < len(cells) else "" for cells in lines]
        above = words[0] or above
        below = [word for word in words[1:] if word]
        made.append(" ".join([above if words[0] or below else "", *below]).strip())
    return [_tail(heading) for heading in made]


def _tail(heading: str) -> str:
    """Beside the table stand helper columns under the last heading; of those only the last word counts."""
    last = heading.rsplit(" ", maxsplit=1)[-1] if heading else ""
    return last if headers.plain(last) == "ew" else heading


def _sheet_row(record: workbook.Record, names: list[str], year: int | None) -> CrimeRow | Refusal:
    cells = {
        name: record.cells[column] if column < len(record.cells) else ""
        for column, name in enumerate(names)
        if name
    }
    for column, name in enumerate(names):
        # The BKA's own rate is a formula over cases and population; counts are never computed.
        if name and name != "rate" and column in record.formulas:
            return Refusal(record.line, workbook.letters(column), _("Here stands a formula, not a number."))
    return row(record.line, cells, year)
