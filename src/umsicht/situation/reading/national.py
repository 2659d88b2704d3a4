"""The tables of national surveys in data/umfragen as rows of results. Their wordings are those of the source, not ours."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from umsicht.core.text import slugify
from umsicht.situation.enums_surveys import GroupKind
from umsicht.situation.reading.results import ResultRow

Cells = dict[str, str]
_PLACES = Decimal("0.000001")
_SKID = {
    "Furcht vor Delikt": ("skid-furcht", "beunruhigt (Zusammenfassung der Quelle)", "Furcht vor: {}"),
    "Risikoeinschätzung": ("skid-risiko", "halten es für wahrscheinlich (Zusammenfassung der Quelle)", "Für wahrscheinlich gehalten: {}"),
    "Sicherheitsgefühl tagsüber": ("skid-sicher-tag", "fühlen sich sicher (Zusammenfassung der Quelle)", "Sicherheitsgefühl tagsüber: {}"),
    "Sicherheitsgefühl nachts": ("skid-sicher-nacht", "fühlen sich sicher (Zusammenfassung der Quelle)", "Sicherheitsgefühl nachts: {}"),
    "Vermeidungs-/Schutzverhalten": ("skid-verhalten", "trifft zu (Zusammenfassung der Quelle)", "Verhalten: {}"),
}  # fmt: skip
_SKID_FIELDS = {
    "Wohnungseinbruch": "technische-beratung",
    "Diebstahl": "alltagskriminalitaet",
    "Sachbeschädigung": "alltagskriminalitaet",
    "Betrug im Internet": "alltagskriminalitaet",
    "Körperverletzung": "aggression-gewalt",
    "Sexuelle Belästigung": "gewalt-kinder-jugendliche-frauen",
    "Vorurteilskriminalität": "gewalt-minderheiten",
}
_DVS_FIELDS = {
    "Einbruch": "technische-beratung",
    "Körperverletzung": "aggression-gewalt",
    "Raub": "gewalt-oeffentlicher-raum",
    "Sexuelle Belästigung": "gewalt-kinder-jugendliche-frauen",
}
_WORRY = {"Allgemein": "Beunruhigung durch Kriminalität allgemein"}
_KINDS = {
    "gesamt": GroupKind.EVERYBODY,
    "Alter": GroupKind.AGE,
    "Geschlecht": GroupKind.GENDER,
    "Bundesland": GroupKind.STATE,
}
_ESS = {
    "unsicher nachts in Wohngegend": ("ess-unsicher-nachts", "unsicher", "Unsicher nachts in der Wohngegend"),
    "Opfer von Einbruch oder körperlichem Angriff im Haushalt (5 Jahre)": (
        "ess-opfer-haushalt",
        "ja",
        "Opfer von Einbruch oder körperlichem Angriff im Haushalt in den letzten fünf Jahren",
    ),
}


def read(path: Path, form: str, year: int) -> list[ResultRow]:
    """The rows of one survey of that year. Raises KeyError for an unknown form or a table of another shape."""
    cells = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return list(FORMS[form](enumerate(cells, start=2), year))


def _made(
    line: int, code: str, wording: str, scale: str, answer: str, share: Decimal, **more: Any
) -> ResultRow:
    values: dict[str, Any] = {
        "version": 1,
        "scale_version": 1,
        "factor": "",
        "problem_field": "",
        "asked_of": "",
        "group_kind": GroupKind.EVERYBODY.value,
        "group": "",
        "n": None,
        "low": None,
        "high": None,
    } | more
    return ResultRow(
        line, code, wording=wording, scale=scale, answer=answer, share=share.quantize(_PLACES), **values
    )


def _skid(lines: Iterable[tuple[int, Cells]], year: int) -> Iterator[ResultRow]:
    for line, cells in lines:
        if int(cells["jahr"]) != year:
            continue
        head, answer, wording = _SKID[cells["indikator"]]
        gender = {"Frauen": "weiblich", "Männer": "männlich"}.get(cells["gruppe"], "")
        yield _made(
            line,
            slugify(f"{head}-{cells['gegenstand']}", max_length=80),
            wording.format(cells["gegenstand"]),
            "skid-anteil",
            answer,
            Decimal(cells["anteil_prozent"]) / 100,
            problem_field=_SKID_FIELDS.get(cells["gegenstand"], ""),
            group_kind=(GroupKind.GENDER if gender else GroupKind.EVERYBODY).value,
            group=gender,
        )


def _fear(lines: Iterable[tuple[int, Cells]], year: int) -> Iterator[ResultRow]:
    """The states come with two answers put together: that is another scale."""
    for line, cells in lines:
        what = cells["furcht_vor"]
        yield _made(
            line,
            slugify(f"dvs-furcht-{what}", max_length=80),
            _WORRY.get(what, f"Beunruhigung: {what}"),
            "dvs-beunruhigt-2" if "&" in cells["beunruhigung"] else "dvs-beunruhigt-4",
            cells["beunruhigung"].replace(" & ", " oder "),
            Decimal(cells["anteil"]),
            problem_field=_DVS_FIELDS.get(what, ""),
            group_kind=_KINDS[cells["merkmal"]].value,
            group=cells["auspraegung"],
        )


def _police(lines: Iterable[tuple[int, Cells]], year: int) -> Iterator[ResultRow]:
    for line, cells in lines:
        everybody = cells["gruppe"] == "gesamt"
        yield _made(
            line,
            "dvs-polizeiarbeit",
            "Bewertung der Arbeit der Polizei",
            "dvs-gut-4" if everybody else "dvs-gut-2",
            cells["bewertung"].replace("/", " oder "),
            Decimal(cells["anteil"]),
            group_kind=(GroupKind.EVERYBODY if everybody else GroupKind.OTHER).value,
            group="" if everybody else cells["gruppe"],
            n=int(cells["n"]) if cells["n"] else None,
        )


def _ess(lines: Iterable[tuple[int, Cells]], year: int) -> Iterator[ResultRow]:
    for line, cells in lines:
        if int(cells["jahr"]) != year:
            continue
        code, answer, wording = _ESS[cells["indikator"]]
        share, low, high = (
            Decimal(cells[name]) / 100 for name in ("anteil_prozent", "ki95_unten", "ki95_oben")
        )
        span = {"low": low.quantize(_PLACES), "high": high.quantize(_PLACES)}
        yield _made(line, code, wording, "ess-anteil", answer, share, n=int(cells["n"]), **span)


FORMS: dict[str, Callable[[Iterable[tuple[int, Cells]], int], Iterator[ResultRow]]] = {
    "skid": _skid,
    "dvs-furcht": _fear,
    "dvs-polizei": _police,
    "ess": _ess,
}
