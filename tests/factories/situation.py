"""Figures for tests: small tables in the publisher's forms, and a state of three districts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from umsicht.core.intake import Report
from umsicht.situation.domain.catalogue import load_catalogue
from umsicht.situation.domain.crime import import_crime

HEADER = (
    "jahr,schluessel,kreis_ags,faelle,hz,versuche,aufgeklaert,aufklaerungsquote,tv_gesamt,tv_nichtdeutsch"
)
SAXONY = ("14511", "14521", "14522", "14523", "14524", "14612", "14625", "14626", "14627", "14628", "14713", "14729", "14730")  # fmt: skip
PEOPLE = dict(zip(SAXONY, range(250_000, 380_000, 10_000), strict=True))

Row = tuple[int, str, str, int, int]
"""Year, key, region, cases, cleared."""


def line(row: Row) -> str:
    year, key, region, cases, cleared = row
    rate = round(cases / PEOPLE.get(region, 100_000) * 100_000)
    return f"{year},{key},{region},{cases},{rate},{cases // 10},{cleared},,{cases},0"


def write_csv(path: Path, rows: Iterable[Row | str]) -> Path:
    """The cleaned form; a text stands as it is."""
    lines = [row if isinstance(row, str) else line(row) for row in rows]
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return path


def statewide(year: int, key: str, cases: Sequence[int], *, share: float = 0.5) -> list[Row]:
    """One row per Saxon district; the last number goes on for the rest. All offences stand beside, so that rates say the population."""
    counts = [cases[min(number, len(cases) - 1)] for number in range(len(SAXONY))]
    rows: list[Row] = [
        (year, key, region, n, round(n * share)) for region, n in zip(SAXONY, counts, strict=True)
    ]
    return [*rows, *((year, "------", region, PEOPLE[region] // 10, 10_000) for region in SAXONY)]


def make_figures(tmp_path: Path, rows: Iterable[Row], name: str = "pks.csv") -> Report:
    load_catalogue()
    return import_crime(path=write_csv(tmp_path / name, rows), actor=None)


def write_xlsx(
    path: Path, sheet: Iterable[str], *, texts: Sequence[str] = (), more: dict[str, bytes] | None = None
) -> Path:
    """A workbook with the given XML rows; `more` are further members."""
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            file.write(f"<worksheet {main}><sheetData>".encode())
            for row in sheet:
                file.write(row.encode())
            file.write(b"</sheetData></worksheet>")
        archive.writestr("xl/sharedStrings.xml", f"<sst {main}>{shared}</sst>")
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return path


def bka_head(*, period: str = "Berichtszeitraum: 01.01.2020 bis 31.12.2020") -> list[str]:
    """The nine rows over the BKA's table."""
    titles = {
        4: {"A": "V1.0 erstellt am: 01.02.2021", "M": period},
        5: {"A": "Schlüssel", "B": "Straftat", "C": "Gemeinde-schlüssel", "D": "Stadt-/Landkreis", "F": "Anzahl erfasste Fälle",
            "G": "HZ", "H": "erfasste Fälle davon: Versuche", "L": "Aufklärung", "N": "Tatverdächtige"},
        7: {"L": "Anzahl Fälle", "M": "AQ", "N": "insgesamt"},
        8: {"H": "Anzahl", "I": "in %", "W": "EW"},
        9: {"A": "1", "W": "31.12.2019"},
    }  # fmt: skip
    return [
        sheet_row(number, titles.get(number, {"A": "Kopf"} if number < 4 else {})) for number in range(1, 10)
    ]


def sheet_row(number: int, cells: dict[str, str | int | float]) -> str:
    made = "".join(
        f'<c r="{column}{number}"><v>{value}</v></c>'
        if not isinstance(value, str)
        else f'<c r="{column}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        for column, value in cells.items()
    )
    return f'<row r="{number}">{made}</row>'
