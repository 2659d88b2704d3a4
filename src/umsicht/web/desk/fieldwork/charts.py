"""Patrols and occasions of a year as charts with their tables, for desk and portal."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from umsicht.core import charts
from umsicht.core.charts import COLUMNS, ChartError, DataColumn, Figure
from umsicht.fieldwork.interfaces.exports import figure_columns, figure_row, place_label, small, small_note
from umsicht.fieldwork.queries.figures import Year
from umsicht.tenancy.models import Tenant
from umsicht.ui.tables import Column, Table


def definition() -> str:
    return _(
        "A joint patrol is one in which at least two units of different authorities walk together. An occasion is "
        "counted once per conversation, conflict, disturbance or damage, not per person."
    )


def figure(found: Year, tenant: Tenant, *, public: bool) -> dict[str, Any]:
    """What the figure component takes: patrols per month as columns."""
    rows = [(_month(row.key), small() if row.patrols is None else row.patrols) for row in found.months]
    drawn = Figure(
        title=_("Joint patrols per month, %(year)s") % {"year": found.year},
        description=_("Columns for %(number)s months.") % {"number": len(rows)},
        columns=(DataColumn("month", _("Month")), DataColumn("number", _("Patrols"), "number")),
        rows=rows,
        definition=definition(),
        as_of=found.until - dt.timedelta(days=1),
        source=source(tenant, found),
        reading_help=_("More patrols mean more presence, not more crime. ")
        + (small_note() if public else ""),
        draw=COLUMNS,
        options={"x": "month", "y": "number"},
        note=_("Number of patrols that took place."),
    )
    with contextlib.suppress(ChartError):
        charts.warm([drawn])
    return {"figure": drawn, "drawing": charts.drawing(drawn)}


def everything(found: Year, tenant: Tenant, *, public: bool) -> dict[str, Any]:
    """Chart and both tables, as the pages name them."""
    return {
        "months": months(found),
        "districts": districts(found, tenant),
        "source": source(tenant, found),
        **figure(found, tenant, public=public),
    }


def source(tenant: Tenant, found: Year) -> str:
    who = _("records of %(office)s") % {"office": tenant.title}
    return who + (_(", invented for the demonstration") if found.is_demo else "")


def months(found: Year) -> Table:
    labels = [*(_month(row.key) for row in found.months), _("Whole year")]
    rows = [figure_row(label, row) for label, row in zip(labels, [*found.months, found.total], strict=True)]
    return Table(_("Per month"), _columns(_("Month")), rows, cards=False)


def districts(found: Year, tenant: Tenant) -> Table:
    """Without hours: a patrol through several districts has no hours of its own in each."""
    rows = [figure_row(place_label(tenant, row.key), row) for row in found.districts]
    rows = [[*cells[:2], *cells[3:]] for cells in rows]
    columns = _columns(_("City district"))
    return Table(_("Per city district"), [*columns[:2], *columns[3:]], rows, cards=False)


def _columns(first: str) -> list[Column]:
    head, *others = figure_columns(first)
    return [Column(head), *(Column(label, numeric=True) for label in others)]


def _month(key: str) -> str:
    return date_format(dt.date.fromisoformat(key), "M")
