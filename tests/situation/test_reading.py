"""The three forms of the publisher's tables, and files that are none."""

from __future__ import annotations

import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from tests.factories.situation import HEADER, bka_head, sheet_row, write_csv, write_xlsx
from umsicht.core.csvsafe import BadFile
from umsicht.situation.domain.catalogue import DATA
from umsicht.situation.reading import pks
from umsicht.situation.reading.rows import CrimeRow

ORIGINAL = (
    "1;2;3;4;5;6;7;8;9;10;11;12;13;14\r\n"
    "Schluessel;Straftat;Gemeindeschluessel;Stadt-/Landkreis;Kreisart;erfasste Faelle;HZ nach Zensus;Versuche - Anzahl;"
    "Versuche - Anteil in %;mit Schusswaffe gedroht;mit Schusswaffe geschossen;aufgeklaerte Faelle;Aufklaerungsquote;"
    "Tatverdaechtige insgesamt\r\n"
)
TOO_MUCH = 40_000_000
"""Bytes of memory that reading a hostile file must not take."""


@pytest.fixture(autouse=True)
def _german() -> None:
    translation.activate("de")


def original(tmp_path: Path, *lines: str, name: str = "pks_kreise_2019.csv") -> Path:
    path = tmp_path / name
    path.write_bytes((ORIGINAL + "".join(f"{line}\r\n" for line in lines)).encode("iso-8859-1"))
    return path


def test_the_cleaned_table_is_read_whole():
    found = pks.read(DATA / "pks_kreise_sachsen_2015_2022.csv")
    assert (found.form, len(found.rows), found.refused) == ("csv", 4303, [])
    assert found.rows[0] == CrimeRow(2, 2015, "****00", "14511", 10010, Decimal(4111), 1503, 3697, 2468)


def test_the_original_has_its_zeros_put_back_and_its_commas_taken_out(tmp_path):
    path = original(tmp_path, "10000;Mord § 211 StGB;1003;Lübeck;KfS;1,234;9,628;5;1;0;0;1,300;105.3;3,450")
    found = pks.read(path)
    assert found.form == "bka-csv"
    assert found.rows == [CrimeRow(3, 2019, "010000", "01003", 1234, Decimal(9628), 5, 1300, 3450)]
    assert found.notes == ["Jahr aus dem Dateinamen übernommen: 2019."]


def test_a_table_without_rows_says_so_and_names_the_year_that_was_asked_for(tmp_path):
    assert "Die Datei enthält keine Zeilen." in pks.read(original(tmp_path)).notes
    path = DATA / "pks_kreise_sachsen_2015_2022.csv"
    assert pks.read(path, year=2024).notes == ["Die Datei enthält keine Zeile für 2024."]
    assert pks.read(path, year=2021).notes == []


def test_the_workbook_is_read_below_its_nine_rows_with_year_version_and_population(tmp_path):
    values = {
        "A": "------",
        "B": "Straftaten",
        "C": "01001",
        "F": 8380,
        "G": 9294.175,
        "H": 598,
        "L": 5293,
        "N": 3618,
        "W": 90164,
    }
    path = write_xlsx(tmp_path / "kreise.xlsx", [*bka_head(), sheet_row(10, values)])
    found = pks.read(path)
    assert found.rows == [CrimeRow(10, 2020, "------", "01001", 8380, Decimal(9294), 598, 5293, 3618, 90164)]
    assert (found.version, f"{found.as_of}") == ("V1.0", "2021-02-01")


def test_numbers_in_scientific_notation_and_keys_that_excel_made_numbers_are_read(tmp_path):
    values = {"A": 10000, "C": 1001, "F": 1, "G": "8.6E-2", "W": 90164}
    row = sheet_row(10, values).replace(
        '<c r="G10" t="inlineStr"><is><t>8.6E-2</t></is></c>', '<c r="G10"><f>F10</f><v>8.6E-2</v></c>'
    )
    found = pks.read(write_xlsx(tmp_path / "kreise.xlsx", [*bka_head(), row]))
    assert [(one.key, one.region, one.rate) for one in found.rows] == [("010000", "01001", Decimal(0))]


def test_a_formula_in_a_count_is_refused_by_cell(tmp_path):
    row = '<row r="10"><c r="A10" t="inlineStr"><is><t>------</t></is></c><c r="C10"><v>1001</v></c><c r="F10"><f>1+1</f><v>2</v></c></row>'
    found = pks.read(write_xlsx(tmp_path / "kreise.xlsx", [*bka_head(), row]))
    assert [str(one) for one in found.refused] == ["Zeile 10, F: Hier steht eine Formel, keine Zahl."]
    assert found.rows == []


@pytest.mark.parametrize(
    ("line", "place", "reason"),
    [
        ("2019,111000,14511,zwölf,5,0,1,,1,0", "erfasste Fälle", "„zwölf“ ist keine ganze Zahl."),
        ("2019,111000,14511,12.5,5,0,1,,1,0", "erfasste Fälle", "„12.5“ ist keine ganze Zahl."),
        ("2019,111000,14511,-3,5,0,1,,1,0", "erfasste Fälle", "„-3“ ist keine ganze Zahl."),
        ('2019,111000,14511,"1,23",5,0,1,,1,0', "erfasste Fälle", "„1,23“ ist keine ganze Zahl."),
        ("2019,111000,14511,,5,0,1,,1,0", "erfasste Fälle", "Diese Zelle darf nicht leer sein."),
        ("2019,Mord,14511,1,5,0,1,,1,0", "Schlüssel", "„Mord“ ist kein Straftatenschlüssel."),
        ("2019,111000,Chemnitz,1,5,0,1,,1,0", "Gemeindeschlüssel", "„Chemnitz“ ist kein Schlüssel eines Kreises."),
        ("19,111000,14511,1,5,0,1,,1,0", "Jahr", "„19“ ist kein Jahr."),
        ("2019,111000,14511,1,viel,0,1,,1,0", "HZ", "„viel“ ist keine Zahl."),
        ("2019,111000,14511", "", "Die Zeile hat 3 Zellen statt 10."),
    ],
)  # fmt: skip
def test_a_bad_cell_is_refused_by_line_and_column_and_the_rest_is_read(tmp_path, line, place, reason):
    found = pks.read(write_csv(tmp_path / "pks.csv", [line, (2019, "224000", "14511", 20, 10)]))
    assert [(one.line, one.column, one.reason) for one in found.refused] == [(2, place, reason)]
    assert [one.line for one in found.rows] == [3]


def test_a_year_given_takes_only_that_year_of_a_table_with_many(tmp_path):
    path = write_csv(
        tmp_path / "pks.csv", [(2018, "224000", "14511", 20, 1), (2019, "224000", "14511", 21, 1)]
    )
    assert [one.year for one in pks.read(path, year=2019).rows] == [2019]


def refusal(path: Path, **more: int) -> str:
    tracemalloc.start()
    try:
        with pytest.raises(BadFile) as caught:
            pks.read(path, **more)
        assert tracemalloc.get_traced_memory()[1] < TOO_MUCH
    finally:
        tracemalloc.stop()
    return caught.value.message


def test_a_year_that_the_workbook_contradicts_is_refused(tmp_path):
    path = write_xlsx(
        tmp_path / "kreise.xlsx", [*bka_head(), sheet_row(10, {"A": "------", "C": 1001, "F": 2})]
    )
    assert refusal(path, year=2019) == "Die Tabelle handelt von 2020, nicht von 2019."


def test_a_table_without_any_year_asks_for_it(tmp_path):
    path = original(tmp_path, "10000;x;1003;y;KfS;1;1;0;0;0;0;1;1;1", name="kreise.csv")
    assert refusal(path) == "Die Tabelle nennt ihr Jahr nicht. Bitte geben Sie es an, zum Beispiel 2019."
    assert pks.read(path, year=2017).rows[0].year == 2017


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Die Datei ist leer."),
        (b"PK\x03\x04" + b"\0" * 500, "Die Arbeitsmappe ist beschädigt oder gesperrt und lässt sich nicht öffnen."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + b"\0" * 500, "Das ist eine alte Excel-Datei (.xls). Bitte speichern Sie sie als .xlsx oder CSV."),
        (HEADER.encode("utf-16"), "Die Datei ist nicht in UTF-8 oder ISO-8859-1 geschrieben. Bitte speichern Sie sie als CSV (UTF-8)."),
        (bytes(range(1, 256)) * 20, "Das ist keine Textdatei."),
        (b"name;wert\r\na;1\r\n", "Das ist keine Kreistabelle der Kriminalstatistik: Es fehlen die Spalten Schlüssel, Gemeindeschlüssel, erfasste Fälle."),
        (HEADER.encode() + b',jahr\n2019,"', "Die Kopfzeile nennt doppelt: Jahr."),
        (HEADER.encode() + b'\n2019,"111000,14511', "Zeile 2 ist nicht lesbar; vielleicht fehlt ein Anführungszeichen."),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_reason(tmp_path, content, said):
    path = tmp_path / "datei"
    path.write_bytes(content)
    assert refusal(path) == said


def test_a_file_that_is_wrong_throughout_stops_early(tmp_path):
    path = write_csv(tmp_path / "pks.csv", ["2019,Mord,14511,1,5,0,1,,1,0"] * 5000)
    assert refusal(path).startswith(
        "Mehr als 1000 Zeilen sind nicht zu verwenden; die erste: Zeile 2, Schlüssel"
    )


BOMB = "Die Arbeitsmappe enthält entpackt weit mehr als eine Tabelle der Kriminalstatistik."


def test_a_gigabyte_of_empty_rows_is_refused_before_it_is_unpacked(tmp_path):
    path = write_xlsx(tmp_path / "duenn.xlsx", ('<row r="1"/>' * 100_000 for _ in range(900)))
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("xl/worksheets/sheet1.xml").file_size > 1_000_000_000
    assert path.stat().st_size < 10_000_000
    assert refusal(path) == BOMB


def test_a_million_sparse_rows_within_the_size_are_refused_by_their_number(tmp_path):
    rows = (f'<row r="{number}"><c r="XFD{number}"><v>1</v></c></row>' for number in range(1, 70_000))
    path = write_xlsx(tmp_path / "duenn.xlsx", rows)
    assert refusal(path) == "Die Datei hat zu viele Zeilen; gelesen werden höchstens 60000."


def test_a_cell_far_to_the_right_costs_nothing(tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    rows = [*bka_head(), sheet_row(10, {"A": "------", "C": 1001, "F": 2}), far]
    assert len(pks.read(write_xlsx(tmp_path / "duenn.xlsx", rows)).rows) == 1


def test_a_zip_bomb_in_another_member_is_refused(tmp_path):
    bomb = write_xlsx(tmp_path / "bombe.xlsx", bka_head(), more={"xl/media/a.bin": b"\0" * 130_000_000})
    assert bomb.stat().st_size < 1_000_000
    with pytest.raises(BadFile, match="entpackt"):
        pks.read(bomb)


def test_a_workbook_that_defines_entities_is_refused(tmp_path):
    path = tmp_path / "entitaeten.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><worksheet><sheetData/></worksheet>'
        )
    assert refusal(path) == "Die Arbeitsmappe ist beschädigt und nicht lesbar."


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "texte.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "Hallo")
    assert refusal(path) == "Das ist keine Excel-Arbeitsmappe."
