"""The charts of unmet demand, each with its table, definition, date and source."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import charts
from umsicht.core.charts import BARS, COLUMNS, ChartError, DataColumn, Figure
from umsicht.demand.interfaces.gap_export import definition, small, source
from umsicht.demand.queries.gaps import Month, Overview
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.demand.words import Words

BARS_SHOWN = 10


def _help() -> str:
    return _(
        "Each look in vain counts once, also when the same person tried again on another day. Numbers below five are hidden."
    )


def by_cell(found: Overview, by: Sequence[str], words: Words) -> Figure:
    """The most frequent gaps as bars."""
    cells = [cell for cell in found.cells if cell.now is not None and cell.now][:BARS_SHOWN]
    rows = [(" · ".join(words.label(name, cell.keys[name]) for name in by), cell.now) for cell in cells]
    first = rows[0][0] if rows else ""
    described = _("Bars, longest first. Most often looked for in vain: %(first)s.") % {"first": first}
    return Figure(
        title=_("What people looked for in vain"),
        description=described if rows else _("There is nothing to draw."),
        columns=(DataColumn("gap", _("Gap")), DataColumn("number", _("Looked in vain"), "number")),
        rows=rows,
        definition=definition(),
        as_of=found.span.last,
        source=source(found),
        reading_help=_help(),
        draw=BARS,
        options={"name": "gap", "value": "number"},
        note=_("Number of searches, paths and enquiries without a fitting offer."),
    )


def over_time(months: Sequence[Month], found: Overview) -> Figure:
    """The months as columns; small ones have no column and say so in the table."""
    rows = [
        (date_format(month.first, "M"), small() if month.count is None else month.count) for month in months
    ]
    drawn = sum(month.count is not None for month in months)
    described = ngettext("Columns for %(number)s month.", "Columns for %(number)s months.", drawn)
    return Figure(
        title=_("Month by month"),
        description=described % {"number": drawn},
        columns=(DataColumn("month", _("Month")), DataColumn("number", _("Looked in vain"), "number")),
        rows=rows,
        definition=definition(),
        as_of=found.span.last,
        source=source(found),
        reading_help=_help(),
        draw=COLUMNS,
        options={"x": "month", "y": "number"},
        note=_("%(first)s to %(last)s; the last month is not over yet.")
        % {"first": date_format(months[0].first, "F Y"), "last": date_format(months[-1].first, "F Y")},
    )


def drawn_together(*figures: Figure) -> list[dict[str, Any]]:
    """What the figure component takes, for each. One child draws all that are not kept yet: starting it costs most."""
    with contextlib.suppress(ChartError):  # each is tried again by itself, and left out if it fails
        charts.warm(figures)
    return [shown(figure) for figure in figures]


def shown(figure: Figure) -> dict[str, Any]:
    """What the figure component takes."""
    columns = [Column(column.label, numeric=column.kind == "number") for column in figure.columns]
    return {
        "figure": figure,
        "drawing": charts.drawing(figure),
        "table": Table(figure.title, columns, figure.table(), cards=False, caption_hidden=True),
    }
