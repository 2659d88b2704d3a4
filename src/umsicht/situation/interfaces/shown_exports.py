"""Tables of the crime picture to take along as the pages show them: indicators at a glance, and districts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from umsicht.core import clock, csvsafe
from umsicht.core.documents import Meta, Sheet, xlsx
from umsicht.situation.interfaces import exports, wording
from umsicht.situation.interfaces.spread import Spread
from umsicht.situation.queries.overview import FieldGroup
from umsicht.situation.queries.series import Series

_ORIGIN = ("nicht_gezeigt", "definition", "stand", "quelle", "lizenz")
OVERVIEW = (
    "problemfeld", "kennzahl", "bezeichnung", "gebiet_schluessel", "gebiet", "jahr", "faelle", "je_100000",
    "gegenueber_vorjahr", "einordnung", *_ORIGIN,
)  # fmt: skip
DISTRICTS = (
    "kennzahl", "bezeichnung", "gebiet_schluessel", "gebiet", "jahr", "einwohner", "faelle", "je_100000", "je_100000_von",
    "je_100000_bis", "einordnung", *_ORIGIN,
)  # fmt: skip


def overview_rows(groups: Iterable[FieldGroup]) -> list[list[Any]]:
    """The last year of each indicator, once under each of its problem fields."""
    return [_glance(group, mapped.series) for group in groups for mapped in group.rows]


def _glance(group: FieldGroup, series: Series) -> list[Any]:
    indicator, point = series.indicator, series.points[-1]
    return [
        group.label, indicator.code, indicator.title, series.region.code, series.region.name, point.year, point.cases,
        exports.rounded(point.rate), wording.change(series), wording.short_verdict(series), _unseen(point.cases),
        wording.definition(indicator), *exports.origin(series, point),
    ]  # fmt: skip


def district_rows(chosen: Spread) -> list[list[Any]]:
    """One per district, by name."""
    indicator, year = chosen.indicator, chosen.year
    origin = [wording.definition(indicator), *exports.origin(chosen.series, chosen.series.points[-1])]
    return [
        [
            indicator.code, indicator.title, peer.region.code, peer.region.name, year, peer.people, peer.cases,
            exports.rounded(peer.rate), *(exports.rounded(end) for end in peer.span or (None, None)), chosen.verdict(peer),
            _unseen(peer.cases), *origin,
        ]
        for peer in chosen.peers
    ]  # fmt: skip


def _unseen(cases: int | None) -> str:
    return "faelle" if cases is None else ""


def districts_csv(chosen: Spread) -> bytes:
    return csvsafe.write(DISTRICTS, district_rows(chosen))


def districts_json(chosen: Spread) -> dict[str, Any]:
    return _json(DISTRICTS, district_rows(chosen), exports.notes(chosen.series))


def districts_xlsx(chosen: Spread, title: str, *, author: str) -> bytes:
    sheet = _sheet(title, DISTRICTS, district_rows(chosen), exports.notes(chosen.series))
    source = wording.source(chosen.indicator, chosen.year, chosen.year)
    return xlsx([sheet], meta=Meta(title=title, author=author, date=clock.today(), source_line=source))


def overview_json(groups: Sequence[FieldGroup], found: Sequence[Series]) -> dict[str, Any]:
    """What the page shows, and all years of each indicator as in the CSV file."""
    told = _json(OVERVIEW, overview_rows(groups), _notes())
    return told | {"reihen": [exports.as_json(series) for series in found]}


def overview_xlsx(groups: Sequence[FieldGroup], found: Sequence[Series], title: str, *, author: str) -> bytes:
    sheets = [
        _sheet(_("At a glance"), OVERVIEW, overview_rows(groups), _notes()),
        _sheet(_("All years"), exports.COLUMNS, list(exports.rows(found)), _notes()),
    ]
    source = wording.source_of(found[0]) if found else ""
    return xlsx(sheets, meta=Meta(title=title, author=author, date=clock.today(), source_line=source))


def _notes() -> list[str]:
    return [wording.recorded_is_not_crime(), wording.small_numbers(settings.SMALL_CELL)]


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]], notes: list[str]) -> dict[str, Any]:
    records = [dict(zip(columns, map(exports.plain, row), strict=True)) for row in rows]
    return {"abgerufen": clock.today().isoformat(), "hinweise": notes, "zeilen": records}


def _sheet(title: str, columns: Sequence[str], rows: list[list[Any]], notes: list[str]) -> Sheet:
    return Sheet(title, exports.columns(columns), rows, tuple((_("Note"), note) for note in notes))
