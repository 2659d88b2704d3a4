"""The first sheet of an XLSX file as a stream of rows, with hard limits.

Read with the XML parser itself, not through openpyxl: a sheet may claim a million rows of 16,384 empty cells or unpack to
gigabytes, and must cost no more than an honest one. What is read: numbers, shared and inline texts, the kept results of
formulas. Nothing is computed, no link followed, no entity resolved.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from umsicht.core.csvsafe import BadFile

MAX_UNPACKED = 120_000_000
MAX_TEXTS = 20_000_000
MAX_MEMBERS = 500
MAX_ROWS = 60_000
MAX_COLUMNS = 40
MAX_CELL = 1_000
CHUNK = 65_536
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_SHEET = re.compile(r"xl/worksheets/sheet[0-9]+\.xml")


@dataclass(slots=True)
class Record:
    """A row that holds something; `formulas` are the places of computed cells, counted from 0."""

    line: int
    cells: list[str] = field(default_factory=list)
    formulas: set[int] = field(default_factory=set)


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def records(path: Path) -> Iterator[Record]:
    """Rows of the first sheet in order. Raises BadFile for anything that is not a plain workbook of modest size."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = _checked(archive)
            texts = _texts(archive, members)
            sheets = sorted(
                (name for name in members if _SHEET.fullmatch(name)),
                key=lambda name: int("".join(filter(str.isdigit, name))),
            )
            if not sheets:
                raise BadFile(_("This is not an Excel workbook."))
            with archive.open(sheets[0]) as file:
                yield from _sheet(file, texts)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        RuntimeError,
        OSError,
    ) as error:
        raise BadFile(_("The workbook is damaged or locked and can't be opened.")) from error
    except expat.ExpatError as error:
        raise BadFile(_("The workbook is damaged and can't be read.")) from error


def _checked(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Its members, if they unpack to something reasonable. zipfile never reads more than a member declares."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise BadFile(_("The workbook unpacks to far more than a table of crime statistics holds."))
    return {info.filename: info for info in infos}


def _texts(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> list[str]:
    """The shared texts that cells point to."""
    name = "xl/sharedStrings.xml"
    if name not in members:
        return []
    if members[name].file_size > MAX_TEXTS:
        raise BadFile(_("The workbook unpacks to far more than a table of crime statistics holds."))
    found = _Texts()
    with archive.open(name) as file:
        for _piece in _parsed(file, found):
            pass
    return found.texts


def _parsed(file: IO[bytes], handler: Any) -> Iterator[None]:
    """Feed the parser piece by piece. A document type is refused: no workbook has one, attacks by entities do."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _no_doctype
    while chunk := file.read(CHUNK):
        parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by place
        yield
    parser.Parse(b"", True)  # noqa: FBT003
    yield


def _no_doctype(*_args: Any) -> None:
    raise BadFile(_("The workbook is damaged and can't be read."))


class _Texts:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self._open: list[str] | None = None
        self._in_text = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self._open = []
        self._in_text = local == "t"

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "si" and self._open is not None:
            self.texts.append("".join(self._open)[:MAX_CELL])
            self._open = None
        self._in_text = False

    def data(self, text: str) -> None:
        if self._in_text and self._open is not None:
            self._open.append(text)


class _Cells:
    """Collects rows; `ready` are those complete."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self.ready: list[Record] = []
        self._record: Record | None = None
        self._line = self._count = 0
        self._column, self._type, self._value, self._in_value = -1, "", "", False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row(attributes)
        elif local == "c":
            self._cell(attributes)
        elif local == "f" and self._record is not None and 0 <= self._column < MAX_COLUMNS:
            self._record.formulas.add(self._column)
        self._in_value = local in {"v", "t"}

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._line = int(number) if number.isdecimal() and len(number) < 8 else self._line + 1
        self._record, self._column = Record(self._line), -1
        self._count += 1
        if self._count > MAX_ROWS:
            raise BadFile(_("The file has too many rows; at most %(count)d are read.") % {"count": MAX_ROWS})

    def _cell(self, attributes: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _index(match[1]) if match else self._column + 1
        self._type, self._value = attributes.get("t", "n"), ""

    def data(self, text: str) -> None:
        if self._in_value and len(self._value) < MAX_CELL:
            self._value += text

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._in_value = False
        if local == "c":
            self._keep()
        elif local == "row" and self._record is not None:
            if self._record.cells:
                self.ready.append(self._record)
            self._record = None

    def _keep(self) -> None:
        record, column = self._record, self._column
        value = self._shown().strip()
        if record is None or not value or not 0 <= column < MAX_COLUMNS:
            return
        record.cells += [""] * (column + 1 - len(record.cells))
        record.cells[column] = value

    def _shown(self) -> str:
        if self._type == "s":
            return (
                self._texts[int(self._value)]
                if self._value.isdecimal() and int(self._value) < len(self._texts)
                else ""
            )
        if self._type in {"n", ""} and self._value:
            return _number(self._value)
        return self._value


def _number(text: str) -> str:
    """Whole numbers without a decimal point, so that a key or count reads as such."""
    try:
        value = float(text)
    except ValueError:
        return text
    if value != value or abs(value) >= 1e15:
        return text
    return str(int(value)) if value == int(value) else format(Decimal(text), "f")


def _index(name: str) -> int:
    made = 0
    for letter in name:
        made = made * 26 + ord(letter) - 64
    return made - 1


def _sheet(file: IO[bytes], texts: list[str]) -> Iterator[Record]:
    cells = _Cells(texts)
    for _piece in _parsed(file, cells):
        yield from cells.ready
        cells.ready.clear()
