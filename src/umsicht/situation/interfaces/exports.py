"""Series for other programs and people: exactly what the page shows, each row with definition, date, source and licence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from umsicht.core import clock, csvsafe
from umsicht.core.charts import Figure
from umsicht.core.documents import Meta, Sheet, XColumn, xlsx
from umsicht.situation.interfaces import wording
from umsicht.situation.queries.series import Point, Series

COLUMNS = (
    "kennzahl", "bezeichnung", "gebiet_schluessel", "gebiet", "jahr", "einwohner", "faelle", "je_100000", "je_100000_von",
    "je_100000_bis", "aufgeklaert", "aufgeklaert_anteil", "aufgeklaert_anteil_von", "aufgeklaert_anteil_bis", "nicht_gezeigt",
    "definition", "stand", "quelle", "lizenz",
)  # fmt: skip


def rows(found: Iterable[Series]) -> Iterable[list[Any]]:
    """One per year, oldest first; empty cells for what is not shown, and `nicht_gezeigt` says so."""
    for series in found:
        about = (wording.definition(series.indicator),)
        for point in series.points:
            yield [*_head(series, point), *_figures(point), *about, *origin(series, point)]


def _head(series: Series, point: Point) -> list[Any]:
    return [
        series.indicator.code,
        series.indicator.title,
        series.region.code,
        series.region.name,
        point.year,
        point.people,
    ]


def _figures(point: Point) -> list[Any]:
    rate = point.rate_span or (None, None)
    share = point.share_span or (None, None)
    hides = " ".join(
        name for name, on in (("faelle", point.hides_cases), ("aufgeklaert", point.hides_cleared)) if on
    )
    return [
        point.cases,
        *(rounded(value) for value in (point.rate, *rate)),
        point.cleared,
        _rounded(point.share, 4),
        *(_rounded(value, 4) for value in share),
        hides,
    ]


def rounded(rate: float | None) -> float | None:
    return None if rate is None else wording.rounded(rate)


def origin(series: Series, point: Point) -> list[Any]:
    """Day of the table or year it counts, source, licence."""
    return [
        point.as_of.isoformat() if point.version else wording.state_of(point),
        wording.source(series.indicator, point.year, point.year),
        series.indicator.dataset.licence_url,
    ]


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


def as_csv(found: Iterable[Series]) -> bytes:
    return csvsafe.write(COLUMNS, rows(found))


def as_json(series: Series, others: Sequence[Figure] = ()) -> dict[str, Any]:
    """The series with its texts, breaks and rows, and the other figures of the page."""
    indicator = series.indicator
    return {
        "kennzahl": indicator.code,
        "bezeichnung": indicator.title,
        "amtliche_bezeichnung": indicator.official,
        "definition": wording.definition(indicator),
        "einheit": indicator.unit,
        "gebiet": {"schluessel": series.region.code, "name": series.region.name},
        "quelle": wording.source_of(series),
        "lizenz": indicator.dataset.licence_url,
        "abgerufen": clock.today().isoformat(),
        "hinweise": notes(series),
        "brueche": [
            {"jahr": row.year, "grund": row.reason, "vergleichbar": row.comparable} for row in series.breaks
        ],
        "problemfelder": indicator.fields,
        "reihe": [
            dict(zip(COLUMNS[4:], map(plain, row[4:]), strict=True)) for row in rows([series])
        ],
        "weitere": [
            {
                "titel": figure.title,
                "hinweis": figure.reading_help,
                "zeilen": [
                    {column.key: plain(value) for column, value in zip(figure.columns, row, strict=True)}
                    for row in figure.rows
                ],
            }
            for figure in others
        ],
    }  # fmt: skip


def plain(value: Any) -> Any:
    """As JSON can hold it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def notes(series: Series) -> list[str]:
    found = [
        wording.recorded_is_not_crime(),
        wording.small_numbers(settings.SMALL_CELL),
        series.indicator.caution,
    ]
    return [note for note in found if note]


def as_xlsx(series: Series, others: Sequence[Figure], *, author: str) -> bytes:
    """The series and the other figures of the page, a sheet each."""
    about = tuple((_("Note"), note) for note in notes(series))
    sheets = [
        Sheet(series.indicator.title, columns(COLUMNS), list(rows([series])), about),
        *map(_sheet, others),
    ]
    meta = Meta(
        title=f"{series.indicator.title}, {series.region.name}",
        author=author,
        date=clock.today(),
        source_line=wording.source_of(series),
    )
    return xlsx(sheets, meta=meta)


def _sheet(figure: Figure) -> Sheet:
    made = [
        XColumn(column.label, "decimal" if column.kind in {"number", "share"} else "text")
        for column in figure.columns
    ]
    about = ((_("How to read this"), figure.reading_help), (_("Source"), figure.source))
    return Sheet(figure.title, made, figure.rows, about)


def columns(names: Iterable[str]) -> list[XColumn]:
    return [XColumn(name, _kind(name)) for name in names]


def _kind(name: str) -> Any:
    if name == "jahr":
        return "text"
    if name in {"einwohner", "faelle", "aufgeklaert"}:
        return "whole"
    if name.startswith("aufgeklaert_"):
        return "percent"
    return "decimal" if name.startswith("je_") else "text"
