"""What the charts of a series have in common: columns of rates, their form, and what a reader needs beside them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from umsicht.core.charts import DataColumn
from umsicht.situation.interfaces import wording
from umsicht.situation.queries.series import Series


def rate_columns(digits: int) -> list[DataColumn]:
    return [
        DataColumn("rate", _("per 100,000"), "number", digits),
        DataColumn("low", _("span from"), "number", digits),
        DataColumn("high", _("span to"), "number", digits),
    ]


def number_format(digits: int) -> dict[str, str]:
    """The option for small rates; without it charts write whole numbers."""
    return {"format": f",.{digits}f"} if digits else {}


def not_shown(number: int) -> str:
    return (
        "" if not number else " " + _("Not shown because of small numbers: %(number)d.") % {"number": number}
    )


def about(series: Series) -> dict[str, Any]:
    """What every figure of a series carries. Raises ValueError where there is no year at all."""
    if series.latest is None:
        raise ValueError("A series without years can't be drawn.")
    limits = wording.small_numbers(settings.SMALL_CELL)
    return {
        "definition": f"{wording.definition(series.indicator)} {limits}",
        "as_of": series.latest.as_of,
        "period": "" if series.latest.version else wording.state_of(series.latest),
        "source": wording.source_of(series),
    }
