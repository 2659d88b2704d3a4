"""CSV and Excel as a stream of rows: whatever encoding and delimiter, however long, a row at a time in memory."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from umsicht.core import csvsafe
from umsicht.core.csvsafe import BadFile, unescaped
from umsicht.core.text import one_line

MAX_ROWS = 200_000
MAX_LINE = 1_048_576  # Excel's own limit; a file that names a later line would be read for ever
MAX_COLUMNS = 200
MAX_CELL = 131_072  # what the csv module takes as one field
SAMPLES = 3
_SNIFF = 262_144
Numbered = tuple[int, list[str]]


@dataclass(frozen=True)
class Shape:
    """How a table is written. `header_line` is where the headings stand, counted from 1."""

    kind: str
    encoding: str
    delimiter: str
    columns: list[str]
    samples: list[list[str]]
    header_line: int


def shape_of(path: Path) -> Shape:
    """Encoding, delimiter, headings and the first rows. Raises BadFile when there is no table in it."""
    with path.open("rb") as file:
        is_excel = file.read(4) == b"PK\x03\x04"
    encoding, delimiter = ("", "") if is_excel else _writing(path)
    rows = sheet(path) if is_excel else _csv(path, encoding, delimiter)
    line, header = next(rows, (0, []))
    columns = [one_line(cell)[:120] for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    if not any(columns):
        raise BadFile(_("The file has no header line."))
    if len(columns) > MAX_COLUMNS:
        raise BadFile(_("The file has more than %(most)s columns.") % {"most": MAX_COLUMNS})
    doubled = sorted({name for name in columns if name and columns.count(name) > 1})
    if doubled:
        raise BadFile(_("The header line names twice: %(names)s.") % {"names": ", ".join(doubled)[:200]})
    samples = [
        [cell[:80] for cell in cells[: len(columns)]] for _line, cells in itertools.islice(rows, SAMPLES)
    ]
    return Shape("xlsx" if is_excel else "csv", encoding, delimiter, columns, samples, line)


def rows_of(path: Path, shape: Shape) -> Iterator[Numbered]:
    """(line, cells) of each filled row below the header. Raises BadFile where reading must stop."""
    rows = sheet(path) if shape.kind == "xlsx" else _csv(path, shape.encoding, shape.delimiter)
    next(rows, None)
    for count, row in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise BadFile(_("The file has too many rows; at most %(count)d are read.") % {"count": MAX_ROWS})
        yield row


def _writing(path: Path) -> tuple[str, str]:
    """Encoding (by mark, else UTF-8 if all of it is, else Windows) and delimiter (by the first filled lines)."""
    with path.open("rb") as file:
        head = file.read(_SNIFF)
    if not head.strip():
        raise BadFile(_("The file is empty."))
    encoding = _encoding(path, head)
    try:
        text = head.decode(encoding, errors="ignore")
    except UnicodeError as error:
        raise BadFile(_("This is not a text file.")) from error
    if "\0" in text:
        raise BadFile(_("This is not a text file."))
    text = text.lstrip(csvsafe.BOM)
    named = csvsafe._SEPARATOR_LINE.match(text)  # noqa: SLF001 - the same file format, read as a stream here
    return encoding, named[1] if named else _delimiter(text)


def _encoding(path: Path, head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_SNIFF):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _delimiter(text: str) -> str:
    """The one that parts the first lines into most cells, equally many in each line."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        counts = [len(cells) for cells in csv.reader(lines[:6], delimiter=delimiter)]
        return counts[0] if counts[0] > 1 else 0, sum(count == counts[0] for count in counts)

    try:
        return max(csvsafe.DELIMITERS, key=score)
    except (csv.Error, IndexError) as error:
        raise BadFile(_("This is not a text file.")) from error


def _csv(path: Path, encoding: str, delimiter: str) -> Iterator[Numbered]:
    with path.open(
        encoding=encoding, errors="strict" if encoding != "cp1252" else "replace", newline=""
    ) as file:
        reader = csv.reader(_lines(file), delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as error:
                message = _("Line %(line)d can't be read; perhaps a quotation mark is missing.")
                raise BadFile(message % {"line": line}) from error
            if line == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep="):
                continue
            if any(cell.strip() for cell in cells):
                yield line, [unescaped(cell).strip() for cell in cells]


def _lines(file: TextIO) -> Iterator[str]:
    """Without the nulls that stop the csv module."""
    for line in file:
        yield line.replace("\0", "")


def _book(path: Path) -> Any:
    from openpyxl import load_workbook  # reason: slow

    try:
        return load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a broken file provokes
        raise BadFile(_("This Excel file can't be read.")) from error


def sheet_titles(path: Path) -> list[str]:
    book = _book(path)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def sheet(path: Path, title: str = "") -> Iterator[Numbered]:
    """Rows of a sheet, by default the first visible one. Formulas count by the value Excel kept."""
    book = _book(path)
    try:
        pages = [
            page
            for page in book.worksheets
            if (page.title == title if title else page.sheet_state == "visible")
        ]
        if not pages:
            raise BadFile(_("This Excel file has no visible sheet."))
        yield from _sheet(pages[0])
    finally:
        book.close()


def _sheet(page: Any) -> Iterator[Numbered]:
    try:
        for line, row in enumerate(page.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1), start=1):
            if line > MAX_LINE:
                raise BadFile(_("This Excel file can't be read."))
            cells = [_cell(value) for value in row]
            if any(cells):
                yield line, cells
    except (ValueError, TypeError, KeyError, OSError, SyntaxError) as error:
        raise BadFile(_("This Excel file can't be read.")) from error


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case float():
            return (
                str(int(value))
                if value.is_integer() and abs(value) < 10**15
                else repr(value).replace(".", ",")
            )
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
    return unescaped(str(value)[:MAX_CELL]).strip()
