"""Figures as tables of a page; cells hold the same words as in the exports."""

from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core.charts import Figure
from umsicht.ui.tables import Column, Table


def table(figure: Figure) -> Table:
    """The numbers behind a chart, the newest year first."""
    columns = [Column(column.label, numeric=column.kind in {"number", "share"}) for column in figure.columns]
    rows = figure.table()
    return Table(
        _("Numbers: %(title)s") % {"title": figure.title},
        columns,
        rows[::-1] if figure.columns[0].key == "year" else rows,
        cards=False,
        boxed=False,
    )
