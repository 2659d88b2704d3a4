"""What a chart is before it is drawn: data, and everything a reader needs to judge it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from umsicht.core import numbers

_CHARTS = "umsicht.core.charts."
TREND = _CHARTS + "over_time:trend"
SERIES = _CHARTS + "over_time:series"
COLUMNS = _CHARTS + "over_time:columns"
COMPARISON = _CHARTS + "by_name:comparison"
BARS = _CHARTS + "by_name:bars"
SHARES = _CHARTS + "by_name:shares"

LOOK = 2
"""Counts up when presets, theme or cleaning change, so that cached pictures are drawn anew."""

Value = str | int | float | Decimal | dt.date | None


@dataclass(frozen=True)
class DataColumn:
    """One column of the data. Kind "number" is written with `places`, "share" as percent, "label" as it is."""

    key: str
    label: str
    kind: Literal["label", "number", "share", "date"] = "label"
    places: int = 0


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart with its data. All texts are for readers; none may be missing.

    title         the finding in plain words, or what is shown
    description   what a sighted reader sees at a glance, for those who don't
    rows          one value per column; None is "not known". A text in a number column (such as "unter 5" for a
                  suppressed cell) stands in the table and is left out of the picture
    definition    what exactly is counted
    reading_help  how to read it and what it does not say
    draw          "module:function" that builds the Altair chart, one of the presets or a package's own
    note          the line above the picture: unit, cut axis
    period        stands instead of the day where the publisher names none; `as_of` is the end of that time then
    """

    title: str
    description: str
    columns: Sequence[DataColumn]
    rows: Sequence[Sequence[Value]]
    definition: str
    as_of: dt.date
    source: str
    reading_help: str
    draw: str
    options: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    period: str = ""

    def __post_init__(self) -> None:
        texts = ("title", "description", "definition", "source", "reading_help")
        missing = [name for name in texts if not getattr(self, name).strip()]
        if missing:
            raise ValueError(f"A figure needs {', '.join(missing)}.")
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Each row of a figure needs one value per column.")
        if len({column.key for column in self.columns}) < len(self.columns):
            raise ValueError("Two columns of a figure have the same key.")
        if self.draw.count(":") != 1:
            raise ValueError("draw names a function as module:function.")

    def data(self) -> list[dict[str, Any]]:
        """The rows as the drawing gets them: JSON-able, None for what can't be drawn."""
        return [
            {column.key: _drawn(value, column) for column, value in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]

    @property
    def state(self) -> str:
        """Of when the data is: the day, or the time that the publisher names instead."""
        return self.period or f"{self.as_of:%d.%m.%Y}"

    @property
    def is_empty(self) -> bool:
        """Whether there is no number to draw; then the table alone is shown."""
        numeric = [column.key for column in self.columns if column.kind in {"number", "share"}]
        return not any(row[key] is not None for row in self.data() for key in numeric)

    def header(self) -> list[str]:
        return [column.label for column in self.columns]

    def table(self) -> list[list[str]]:
        """The rows as readers see them, in German notation."""
        return [
            [shown(value, column) for column, value in zip(self.columns, row, strict=True)]
            for row in self.rows
        ]

    @cached_property
    def key(self) -> str:
        """Changes with anything that changes the picture."""
        content = [LOOK, self.draw, self.title, self.description, dict(self.options), self.data()]
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def _drawn(value: Value, column: DataColumn) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if column.kind in {"number", "share"}:
        if value is None or isinstance(value, str):
            return None
        number = float(value)
        return number if number == number and abs(number) != float("inf") else None
    return value


def shown(value: Value, column: DataColumn) -> str:
    """One value as a reader sees it."""
    if value is None:
        return numbers.MISSING
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, str) or column.kind == "label":
        return str(value)
    if column.kind == "share":
        return numbers.percent(value, places=column.places)
    return numbers.show(value, places=column.places)
