"""Figures of every kind, with awkward data."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from umsicht.core.charts import BARS, COLUMNS, COMPARISON, SERIES, SHARES, TREND, DataColumn, Figure


def make_figure(**fields: Any) -> Figure:
    defaults: dict[str, Any] = {
        "title": "Der Wert liegt im üblichen Bereich",
        "description": "Die Linie schwankt zwischen 246 und 318.",
        "columns": (
            DataColumn("year", "Jahr"),
            DataColumn("rate", "Fälle", "number"),
            DataColumn("share", "Anteil", "share", 1),
        ),
        "rows": [(2020, 1280, 0.125), (2021, "unter 5", None), (2022, 1283, Decimal("0.5"))],
        "definition": "Gezählt werden abgeschlossene Vorgänge.",
        "as_of": dt.date(2026, 11, 22),
        "source": "Amtliche Statistik",
        "reading_help": "Je höher die Linie, desto mehr Fälle.",
        "draw": TREND,
        "options": {"x": "year", "y": "rate", "unit": "Fälle"},
    }
    return Figure(**(defaults | fields))


def every_kind() -> list[Figure]:
    number = DataColumn("n", "Anzahl", "number")
    name = DataColumn("name", "Name")
    ranges = (DataColumn("lo", "von", "number"), DataColumn("hi", "bis", "number"))
    rows = [("Erfurt", 254, 230, 282), ("Chemnitz", 283, 265, 317), ("Unbekannt", None, None, None)]
    comparison = {
        "name": "name",
        "value": "n",
        "low": "lo",
        "high": "hi",
        "own": "Chemnitz",
        "domain": [200, 400],
    }
    hostile = [
        ("</text><script>alert(1)</script>", 4),
        ("'\\\n\" + datum", 2),
        ("Ein sehr langer Name, der in zwei oder drei Zeilen steht", 1),
    ]
    bands = [(2020, 10, 8, 12), (2021, 11, 9, 13)]
    trend = {
        "x": "name",
        "y": "n",
        "low": "lo",
        "high": "hi",
        "usual": [7, 13],
        "usual_labels": ["unten", "oben"],
    }
    part = DataColumn("part", "Teil")
    return [
        make_figure(columns=(name, number, *ranges), rows=bands, options=trend),
        make_figure(columns=(name, number), rows=[("2026-01-01", 1), ("2026-02-01", 2)], options={"x": "name", "y": "n"}),
        make_figure(draw=COMPARISON, columns=(name, number, *ranges), rows=rows, options=comparison),
        make_figure(draw=BARS, columns=(name, number), rows=hostile, options={"name": "name", "value": "n", "sort": True}),
        make_figure(draw=COLUMNS, columns=(name, number), rows=[("Jan", 1), ("Feb", None)], options={"x": "name", "y": "n"}),
        make_figure(
            draw=SERIES,
            columns=(name, part, number),
            rows=[(year, place, year % 7) for place in "abcd" for year in (2020, 2021)],
            options={"x": "name", "y": "n", "series": "part"},
        ),
        make_figure(
            draw=SHARES,
            columns=(name, part, number),
            rows=[("A", "x", 1), ("A", "y", 3), ("B", "x", 0), ("B", "y", 0)],
            options={"name": "name", "part": "part", "value": "n"},
        ),
        *_with_cuts_and_limits(trend, name, number, ranges),
    ]  # fmt: skip


def _with_cuts_and_limits(
    trend: dict[str, Any], name: DataColumn, number: DataColumn, ranges: tuple[DataColumn, DataColumn]
) -> list[Figure]:
    """A course that is broken, and a funnel."""
    rows = [("Erfurt", 254, 230), ("Chemnitz", 283, 265)]
    funnel = {
        "x": "n",
        "y": "lo",
        "name": "name",
        "own": "Chemnitz",
        "mean": 250,
        "limits": [{"x": x, "low": 200, "high": 300, "far_low": 180, "far_high": 330} for x in (200, 300)],
    }
    years = [(2020, 10, 8, 12), (2021, 11, 9, 13), (2022, 30, 25, 36)]
    return [
        make_figure(columns=(DataColumn("name", "Jahr"), number, *ranges), rows=years, options=trend | {"cuts": [2022]}),
        make_figure(draw="umsicht.situation.drawings:funnel", columns=(name, number, ranges[0]),
                    rows=rows, options=funnel),
    ]  # fmt: skip
