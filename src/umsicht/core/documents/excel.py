"""Excel tables with real numbers and dates, a header that stays, and a sheet that says where it all comes from.

Nothing in a cell is ever a formula: texts are written as texts, whatever they begin with.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from umsicht.core import clock, text
from umsicht.core.documents.meta import Meta

Kind = Literal["text", "whole", "decimal", "money", "percent", "date", "time", "link"]
FORMATS: dict[str, str] = {
    "text": "@",
    "whole": "#,##0",
    "decimal": "#,##0.0",
    "money": '#,##0.00 "€"',
    "percent": "0.0%",
    "date": "DD.MM.YYYY",
    "time": "DD.MM.YYYY HH:MM",
    "link": "@",
}
WIDTHS: dict[str, float] = {"whole": 12, "decimal": 12, "money": 16, "percent": 10, "date": 12, "time": 17}
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
_BAD_TITLE = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class XColumn:
    """A column; `width` in characters, guessed from the kind or the header when 0."""

    title: str
    kind: Kind = "text"
    width: float = 0


@dataclass(frozen=True)
class Sheet:
    """A table. `rows` may be an iterator; each row has one value per column, None for an empty cell."""

    title: str
    columns: Sequence[XColumn]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """What the reader must know of this table (definition, filter, suppression); listed on the source sheet."""


def xlsx(sheets: Sequence[Sheet], *, meta: Meta) -> bytes:
    """The workbook; its last sheet "Quelle und Stand" names title, author, date, source and the notes of each table.

    Streams the rows, so memory does not grow with them. Raises ValueError for no sheet, a row of another width than
    the header, or more rows than a sheet holds.
    """
    from openpyxl import Workbook  # reason: slow

    if not sheets:
        raise ValueError("A workbook needs a sheet.")
    book = Workbook(write_only=True)
    buffer = io.BytesIO()
    try:
        _fill(book, sheets, meta)
    except BaseException:
        book.save(io.BytesIO())  # closes the half-written sheets and removes their temporary files
        raise
    book.save(buffer)
    return buffer.getvalue()


def _fill(book: Any, sheets: Sequence[Sheet], meta: Meta) -> None:
    english = meta.language == "en"
    about = "Source and date" if english else "Quelle und Stand"
    titles = _titles([*(sheet.title for sheet in sheets), about])
    for title, sheet in zip(titles, sheets, strict=False):
        _table(book.create_sheet(title), sheet)
    _about(book.create_sheet(titles[-1]), sheets, meta, english=english)
    properties = book.properties
    properties.title, properties.creator = text.one_line(meta.title), text.one_line(meta.author)
    properties.subject, properties.keywords = text.one_line(meta.subject), ", ".join(meta.keywords)
    properties.language = "en-GB" if english else "de-DE"
    properties.created = properties.modified = dt.datetime.combine(meta.date, dt.time())


def _titles(wanted: Sequence[str]) -> list[str]:
    """Sheet names as Excel allows them: 31 characters, some signs forbidden, no two alike whatever their case."""
    titles: list[str] = []
    for title in wanted:
        plain = _BAD_TITLE.sub(" ", text.one_line(title)).strip(" '")[:31].strip() or "Tabelle"
        name, number = plain, 2
        while name.casefold() in {used.casefold() for used in titles}:
            suffix = f" {number}"
            name, number = plain[: 31 - len(suffix)].rstrip() + suffix, number + 1
        titles.append(name)
    return titles


def _table(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter  # reason: slow

    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for number, column in enumerate(sheet.columns, start=1):
        width = column.width or max(WIDTHS.get(column.kind, 0), min(len(column.title) + 4, 50))
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_header(page, column.title) for column in sheet.columns])
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        if len(row) != len(sheet.columns):
            raise ValueError(
                f"Row {count} of {sheet.title!r} has {len(row)} cells for {len(sheet.columns)} columns."
            )
        if count > MOST_ROWS:
            raise ValueError(f"{sheet.title!r} has more rows than a sheet holds.")
        page.append(
            [_cell(page, value, column.kind) for value, column in zip(row, sheet.columns, strict=True)]
        )
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count + 1}"


def _about(page: Any, sheets: Sequence[Sheet], meta: Meta, *, english: bool) -> None:
    words = (
        ("Title", "Issued by", "As of", "Source", "Note")
        if english
        else ("Titel", "Herausgegeben von", "Stand", "Quelle", "Hinweis")
    )
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 90
    rows = [
        (words[0], meta.title),
        (words[1], meta.author),
        (words[2], meta.date),
        (words[3], meta.source_line),
        (words[4], meta.marking),
        *((f"{sheet.title}: {term}", note) for sheet in sheets for term, note in sheet.notes),
    ]
    for term, value in rows:
        if value:
            kind: Kind = "date" if isinstance(value, dt.date) else "text"
            page.append([_header(page, term), _cell(page, value, kind, wrap=True)])


def _header(page: Any, title: str) -> Any:
    from openpyxl.styles import Alignment, Font, PatternFill  # reason: slow

    cell = _text_cell(page, text.visible(title))
    cell.font = Font(bold=True, color="1B2124")
    cell.fill = PatternFill("solid", fgColor="EBE9E2")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _text_cell(page: Any, value: str) -> Any:
    """A string cell, also where the text begins like a formula; quotePrefix keeps it one when it is edited."""
    from openpyxl.cell import WriteOnlyCell  # reason: slow

    if len(value) > LONGEST_CELL:
        value = value[: LONGEST_CELL - 1] + "…"
    cell = WriteOnlyCell(page, value=value)
    cell.data_type = "s"
    if value[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True
    return cell


def _cell(page: Any, value: Any, kind: Kind, *, wrap: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell  # reason: slow
    from openpyxl.styles import Alignment  # reason: slow

    value = None if value is None else _value(value)
    if value is None or value == "":
        return None
    cell = _text_cell(page, value) if isinstance(value, str) else WriteOnlyCell(page, value=value)
    if not isinstance(value, str):
        cell.number_format = FORMATS[kind] if kind not in {"text", "link"} else _own_format(value)
    elif kind == "link" and value.startswith(("https://", "http://")) and len(value) < 2000:
        cell.hyperlink = value
    if wrap:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _own_format(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return FORMATS["time"]
    return FORMATS["date"] if isinstance(value, dt.date) else "General"


def _value(value: Any) -> Any:
    """What Excel knows: numbers, naive Berlin times, dates; yes and no in German; anything else as text."""
    match value:
        case bool():
            return "ja" if value else "nein"
        case int():
            return value if abs(value) < 10**15 else str(value)
        case float() | Decimal():
            number = Decimal(str(value))
            return value if number.is_finite() and abs(number) < Decimal(10) ** 300 else "–"
        case dt.datetime():
            return (clock.local(value) if value.tzinfo else value).replace(tzinfo=None)
        case dt.date() | dt.time():
            return value
    return text.visible(str(value))
