from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import csvsafe, money
from umsicht.core.csvsafe import BadFile, Refused, Row
from umsicht.core.intake import Refusal

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def read(data: bytes | str, **options: Any) -> csvsafe.Table:
    options.setdefault("required", ("Name", "Betrag"))
    return csvsafe.read(data.encode() if isinstance(data, str) else data, **options)


@pytest.mark.parametrize(
    ("data", "encoding", "delimiter"),
    [
        ("Name;Betrag\nMüller;1", "utf-8", ";"),
        ("\ufeffName;Betrag\r\nMüller;1\r\n", "utf-8-sig", ";"),
        ("Name;Betrag\nMüller;1".encode("cp1252"), "cp1252", ";"),
        ("Name\tBetrag\nMüller\t1".encode("utf-16"), "utf-16", "\t"),
        ("Name,Betrag\nMüller,1", "utf-8", ","),
        ("Name|Betrag\nMüller|1", "utf-8", "|"),
        ("sep=,\r\nName,Betrag\r\nMüller,1", "utf-8", ","),
        ('"Name";"Betrag"\n"Müller";"1"', "utf-8", ";"),
        ("\n\n  name ;BETRAG\n\nMüller; 1 \n\n", "utf-8", ";"),
    ],
)
def test_read_finds_encoding_and_delimiter(data: bytes | str, encoding: str, delimiter: str) -> None:
    table = read(data)
    assert (table.encoding, table.delimiter, [row.cells for row in table.rows], table.refused) == (
        encoding,
        delimiter,
        [{"Name": "Müller", "Betrag": "1"}],
        [],
    )


def test_read_prefers_the_delimiter_that_makes_known_names() -> None:
    assert read("Name;Betrag;Ort, Straße, Nr\na;1;x", optional=()).delimiter == ";"


def test_read_counts_lines_of_the_file_also_after_cells_with_line_breaks() -> None:
    table = read('Name;Betrag\n"zwei\nZeilen";1\n\nx;y;z\nkurz\nb;2')
    assert table.rows == [
        Row(2, {"Name": "zwei\nZeilen", "Betrag": "1"}),
        Row(7, {"Name": "b", "Betrag": "2"}),
    ]
    assert [(refusal.line, refusal.value) for refusal in table.refused] == [(5, "z"), (6, "kurz")]


def test_read_maps_aliases_and_names_unknown_columns() -> None:
    table = read("Bezeichnung;Betrag;Farbe\na;1;rot", aliases={"bezeichnung": "Name"})
    assert (table.columns, table.unknown, table.rows[0].cells) == (
        ("Name", "Betrag"),
        ("Farbe",),
        {"Name": "a", "Betrag": "1"},
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n \n",
        b"\xef\xbb\xbf",
        b"Name;Betrag\na;\x00",
        b"PK\x03\x04....",
        b"\xd0\xcf\x11\xe0....",
        b"Name;Preis\na;1",
        b"Name;Betrag;name\na;1;b",
        b'Name;Betrag\n"a;1',
        b'Name;Betrag\n"a"b;1',
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\xff\xfeN",
        b"Name;Betrag\n\x81\x8d;1",
        b'Name;Betrag\n"' + b"a" * 200_000 + b'";1',
    ],
)
def test_read_refuses_a_file_that_can_not_be_used(data: bytes) -> None:
    with pytest.raises(BadFile) as error:
        read(data)
    assert error.value.message


def test_read_keeps_its_limits() -> None:
    with pytest.raises(BadFile):
        read("Name;Betrag\n" + "a;1\n" * 3, max_rows=2)
    with pytest.raises(BadFile):
        read("Name;Betrag\na;1", max_bytes=5)
    assert len(read("Name;Betrag\n" + "a;1\n" * 2, max_rows=2).rows) == 2


def test_bad_file_names_the_line_of_the_missing_quote_and_the_missing_column() -> None:
    with pytest.raises(BadFile, match="3"):
        read('Name;Betrag\na;1\n"b;2\n')
    with pytest.raises(BadFile, match=r"Betrag.*Name, Preis"):
        read("Name;Preis\na;1")


@given(st.binary(max_size=300))
def test_read_answers_or_refuses_any_bytes(data: bytes) -> None:
    for prefix in (b"", b"Name;Betrag\n"):
        try:
            table = read(prefix + data)
        except BadFile:
            continue
        assert all(set(row.cells) == {"Name", "Betrag"} for row in table.rows)


def test_row_read_refuses_with_line_column_value_and_reason() -> None:
    row = Row(7, {"Betrag": "viel"})
    with pytest.raises(Refused) as refused:
        row.read("Betrag", money.parse)
    reason = refused.value.refusal.reason
    assert refused.value.refusal == Refusal(7, "Betrag", reason, "viel")
    assert reason
    assert Row(1, {"Betrag": "1,50"}).read("Betrag", money.parse) == Decimal("1.50")
    with pytest.raises(Refused):
        row.required("Name")
    assert row.required("Betrag") == "viel"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("+49 371 488", "+49 371 488"),
        ("-3,5", "-3,5"),
        ("a=b", "a=b"),
        ("'tis", "'tis"),
        ("'=x", "''=x"),
        (None, ""),
        (True, "ja"),
        (12, "12"),
        (-12, "-12"),
        (Decimal("-1234.50"), "-1234,50"),
        (Decimal("1E+3"), "1000"),
        (1.5, "1,5"),
        (dt.date(2026, 11, 22), "2026-11-22"),
        (dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC), "2026-11-22T13:00:00+01:00"),
        (["a", "=b"], "a | '=b"),
    ],
)
def test_cell_writes_values_and_defuses_formulas(value: Any, text: str) -> None:
    assert csvsafe.cell(value) == text


def test_write_suits_german_excel_or_programs() -> None:
    rows = [("Müller; Söhne", Decimal("1.5"), True)]
    assert csvsafe.write(("Name", "Betrag", "Ja?"), rows) == (
        '\ufeffName;Betrag;Ja?\r\n"Müller; Söhne";1,5;ja\r\n'.encode()
    )
    assert csvsafe.write(("Name", "Betrag", "Ja?"), rows, german=False) == (
        "Name,Betrag,Ja?\r\nMüller; Söhne,1.5,true\r\n".encode()
    )


def test_lines_refuse_a_crooked_row() -> None:
    with pytest.raises(ValueError, match="1 cells for 2"):
        csvsafe.write(("a", "b"), [("x",)])


def test_lines_stream_in_pieces() -> None:
    pieces = list(csvsafe.lines(("a",), (("x" * 1000,) for _n in range(100))))
    assert len(pieces) > 3
    assert "".join(pieces).count("\r\n") == 101


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_what_is_written_can_be_read_back_and_holds_no_formula(rows: list[tuple[str, str]]) -> None:
    for german in (True, False):
        data = csvsafe.write(("Name", "Betrag"), rows, german=german)
        raw = list(
            csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";" if german else ",")
        )
        assert not [cell for row in raw for cell in row if cell[:1] in "=@＝" and cell]
        kept = [(a.strip(), b.strip()) for a, b in rows if a.strip() or b.strip()]
        assert [(row["Name"], row["Betrag"]) for row in read(data).rows] == kept
