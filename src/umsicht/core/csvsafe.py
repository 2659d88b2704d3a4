"""CSV in and out. In: whatever offices send (encoding, delimiter, line of each fault). Out: safe to open in Excel."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.intake import Refusal

T = TypeVar("T")

MAX_BYTES = 20_000_000
MAX_ROWS = 200_000
BOM = "\ufeff"
DELIMITERS = ";\t,|"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATOR_LINE = re.compile(r"sep=([;,|\t])\r?\n", re.IGNORECASE)


class BadFile(BadInput):
    """The file as a whole can't be read; nothing of it was used."""

    code = "bad_file"


class Refused(BadInput):
    """One cell can't be used; carries the Refusal to put in the report."""

    code = "refused_row"

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(frozen=True)
class Row:
    """One record; `line` is the line of the file it starts on, counted from 1."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def refuse(self, column: str, reason: str) -> Refusal:
        return Refusal(self.line, column, reason, self[column])

    def read(self, column: str, parse: Callable[[str], T]) -> T:
        """The cell through a parser such as money.parse; raises Refused with line, column, value and its message."""
        try:
            return parse(self[column])
        except UmsichtError as error:
            raise Refused(self.refuse(column, error.message)) from error

    def required(self, column: str) -> str:
        """The cell; raises Refused when it is empty."""
        if not self[column]:
            raise Refused(self.refuse(column, _("This cell must not be empty.")))
        return self[column]


@dataclass
class Table:
    """What was read: good rows, rows refused for their shape, header names nobody asked for."""

    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""


def read(
    data: bytes,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    aliases: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
) -> Table:
    """Read a whole file with a header line.

    Header names match without regard to case and blanks; `aliases` maps other spellings to ours. Blank lines are
    skipped, cells are stripped, a row with too many or too few cells is refused by line. Raises BadFile when there is
    no usable header, a required column is missing, a quote never ends, or the file is no text or too large.
    """
    text, encoding = _decode(data, max_bytes)
    known = {_key(name): name for name in (*required, *optional)}
    known |= {_key(other): name for other, name in (aliases or {}).items()}
    separator = _SEPARATOR_LINE.match(text)
    delimiter = separator[1] if separator else _delimiter(text, set(known))
    records = filled(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    if separator:
        next(records)
    _line, header = next(records, (0, []))
    names = [known.get(_key(cell), "") for cell in header]
    _check_header(header, names, required)
    table = Table(
        columns=tuple(name for name in names if name),
        unknown=tuple(
            cell.strip() for cell, name in zip(header, names, strict=True) if not name and cell.strip()
        ),
        encoding=encoding,
        delimiter=delimiter,
    )
    for line, cells in records:
        _take(table, line, cells, names)
        if len(table.rows) > max_rows:
            raise BadFile(_("The file has too many rows; at most %(count)d are read.") % {"count": max_rows})
    return table


def _decode(data: bytes, max_bytes: int) -> tuple[str, str]:
    if len(data) > max_bytes:
        raise BadFile(_("The file is too large."))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFile(_("This is an Excel file. Please save it as CSV first."))
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    for candidate in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise BadFile(_("The file is empty."))
        return text, candidate
    raise BadFile(_("This is not a text file."))


def _key(name: str) -> str:
    return " ".join(name.replace(BOM, "").split()).casefold()


def _delimiter(text: str, known: set[str]) -> str:
    """The one that makes most of the first filled line's cells known names; then the one that makes most cells."""
    first = next(line for line in text.splitlines() if line.strip())

    def score(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter))
        return sum(_key(cell) in known for cell in cells), len(cells)

    return max(DELIMITERS, key=score)


def filled(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows of a csv.reader that are not blank, with the line on which each begins. Raises BadFile."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("Line %(line)d can't be read; perhaps a quotation mark is missing.")
            raise BadFile(message % {"line": line}) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def _check_header(header: list[str], names: list[str], required: Sequence[str]) -> None:
    missing = [name for name in required if name not in names]
    if missing:
        message = _("The header line lacks: %(names)s. It says: %(header)s.")
        raise BadFile(message % {"names": ", ".join(missing), "header": ", ".join(header)[:200]})
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise BadFile(_("The header line names twice: %(names)s.") % {"names": ", ".join(doubled)})


def _take(table: Table, line: int, cells: list[str], names: list[str]) -> None:
    extra = [cell for cell in cells[len(names) :] if cell.strip()]
    if extra:
        table.refused.append(Refusal(line, "", _("This row has more cells than the header."), extra[0][:80]))
    elif len(cells) < len(names):
        table.refused.append(Refusal(line, "", _("This row has fewer cells than the header."), cells[0][:80]))
    else:
        pairs = zip(names, cells, strict=False)
        table.rows.append(Row(line, {name: unescaped(cell).strip() for name, cell in pairs if name}))


# ---- writing ---------------------------------------------------------------------------------------------

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]\s*\S")
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9][0-9 .,]*", re.ASCII)


def escaped(text: str) -> str:
    """With a leading apostrophe where a spreadsheet would take the text for a formula; bare numbers stay."""
    text = text.replace("\0", "")
    if text.startswith("'") and _FORMULA.match(text[1:]):
        return "'" + text
    return "'" + text if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def unescaped(text: str) -> str:
    """The reverse of escaped()."""
    return text[1:] if text.startswith("'") and (_FORMULA.match(text[1:]) or text.startswith("''")) else text


def cell(value: Any, *, german: bool = True) -> str:
    """One value as text: dates ISO, times with their Berlin offset, decimals with a comma when `german`."""
    match value:
        case None:
            return ""
        case bool():
            return ("ja" if value else "nein") if german else str(value).lower()
        case int():
            return str(value)
        case float() | Decimal():
            text = format(value, "f") if isinstance(value, Decimal) else repr(value)
            return text.replace(".", ",") if german else text
        case dt.datetime():
            return (clock.local(value) if value.tzinfo else value).isoformat(timespec="seconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            return escaped(" | ".join(cell(part, german=german) for part in value))
    return escaped(str(value))


def lines(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, german: bool = True) -> Iterator[str]:
    """The file piece by piece, for streaming.

    `german`: BOM, semicolons and decimal commas, as German Excel expects; else plain UTF-8 with commas and points.
    Raises ValueError for a row that is not as wide as the header.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if german else ",", lineterminator="\r\n")
    if german:
        buffer.write(BOM)
    writer.writerow([escaped(column) for column in columns])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"A row has {len(row)} cells for {len(columns)} columns.")
        writer.writerow([cell(value, german=german) for value in row])
        if buffer.tell() > 16_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, german: bool = True) -> bytes:
    """The whole file as bytes; see lines()."""
    return "".join(lines(columns, rows, german=german)).encode()
