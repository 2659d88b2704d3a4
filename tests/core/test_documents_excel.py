from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core import document_checks as checks
from tests.core.test_documents_pdf import make_meta
from umsicht.core.documents import Sheet, XColumn, xlsx

NOON = dt.datetime(2026, 11, 22, 12)  # noqa: DTZ001 - Excel knows no zones


def opened(sheets: list[Sheet], **meta: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx(sheets, meta=make_meta(**meta))))


def one(*values: Any, kinds: tuple[str, ...] = ()) -> list[Any]:
    columns = [XColumn(f"S{n}", kinds[n] if kinds else "text") for n in range(len(values))]  # type: ignore[arg-type]
    return list(opened([Sheet("T", columns, [values])])["T"][2])


def test_values_keep_their_kind() -> None:
    kinds = ("text", "whole", "money", "percent", "date", "time", "text", "link")
    cells = one(
        "Büro", 1234, Decimal("12.50"), 0.125, dt.date(2026, 11, 22), dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC), True,
        "https://a.example", kinds=kinds,
    )  # fmt: skip
    assert [cell.value for cell in cells] == [
        "Büro",
        1234,
        12.5,
        0.125,
        NOON.replace(hour=0),
        NOON.replace(hour=13),
        "ja",
        "https://a.example",
    ]
    assert [cell.number_format for cell in cells[1:6]] == [
        "#,##0",
        '#,##0.00 "€"',
        "0.0%",
        "DD.MM.YYYY",
        "DD.MM.YYYY HH:MM",
    ]
    assert cells[7].hyperlink.target == "https://a.example"


def test_excel_finds_nothing_to_repair(tmp_path: Path) -> None:
    kinds = ("text", "whole", "money", "percent", "date", "time", "link")
    columns = [XColumn(f"S{n}", kind) for n, kind in enumerate(kinds)]  # type: ignore[arg-type]
    values = ("Büro", 1234, Decimal("12.50"), 0.125, dt.date(2026, 11, 22), NOON, "https://a.example")
    data = xlsx([Sheet("T", columns, [values, values], [("Quelle", "Umsicht")])], meta=make_meta())
    assert checks.office_findings(data, tmp_path, "xlsx") == []


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|'/C calc'!A0", "+1", "-1+2", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"]
)
def test_text_is_never_a_formula(text: str) -> None:
    (cell,) = one(text)
    assert (cell.value, cell.data_type) == (text, "s")
    data = xlsx([Sheet(text, [XColumn(text)], [(text,)], [(text, text)])], meta=make_meta(title=text))
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if "worksheets/" in name:
            assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read(name)


def test_header_stays_and_can_be_filtered() -> None:
    page = opened(
        [Sheet("Liste", [XColumn("Name", width=40), XColumn("Anzahl", "whole")], [("a", 1), ("b", 2)])]
    )["Liste"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A2", "A1:B3", "$1:$1")
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (40, 12)
    assert page["A1"].font.bold


def test_source_sheet_says_where_it_all_comes_from() -> None:
    book = opened(
        [Sheet("Liste", [XColumn("Name")], [], [("Auswahl", "nur geprüfte")])],
        source_line="Quelle: Umsicht",
        marking="Demo",
    )
    assert book.sheetnames == ["Liste", "Quelle und Stand"]
    assert [tuple(cell.value for cell in row) for row in book["Quelle und Stand"].rows] == [
        ("Titel", "Merkliste"),
        ("Herausgegeben von", "Geschäftsstelle"),
        ("Stand", NOON.replace(hour=0)),
        ("Quelle", "Quelle: Umsicht"),
        ("Hinweis", "Demo"),
        ("Liste: Auswahl", "nur geprüfte"),
    ]
    assert (book.properties.title, book.properties.creator) == ("Merkliste", "Geschäftsstelle")


def test_sheet_titles_become_what_excel_allows() -> None:
    titles = ["a/b:c", "A B C", "", "x" * 40, "X" * 40, "Quelle und Stand"]
    assert opened([Sheet(title, [XColumn("x")], []) for title in titles]).sheetnames == [
        "a b c",
        "A B C 2",
        "Tabelle",
        "x" * 31,
        "X" * 29 + " 2",
        "Quelle und Stand",
        "Quelle und Stand 2",
    ]


def test_odd_values_are_written_readably() -> None:
    cells = one(None, "", float("nan"), float("inf"), Decimal("NaN"), 10**20, "x" * 40_000, "a\x00\x0bb", [1])
    assert [cell.value for cell in cells] == [
        None, None, "–", "–", "–", str(10**20), "x" * 32_766 + "…", "ab", "[1]",
    ]  # fmt: skip


def test_crooked_rows_and_empty_books_are_refused() -> None:
    with pytest.raises(ValueError, match="1 cells for 2"):
        xlsx([Sheet("T", [XColumn("a"), XColumn("b")], [("x",)])], meta=make_meta())
    with pytest.raises(ValueError, match="needs a sheet"):
        xlsx([], meta=make_meta())


@settings(max_examples=25)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4), st.text(max_size=50))
def test_any_text_makes_a_workbook_that_opens(values: list[str], title: str) -> None:
    book = opened([Sheet(title, [XColumn(title)] * len(values), [values])])
    assert len(book.sheetnames) == 2
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
