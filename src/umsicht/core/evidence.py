"""What a package can say from its records: typed statements, each with the records that prove it.

A package lists its witnesses in `interfaces/evidence`; whoever writes reports asks them for a tenant and a period. Nothing
here knows the domain. A statement never stands without a record: where there is none, the witness answers nothing, and
`missing` says which record would answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from django.utils import translation

from umsicht.core import german
from umsicht.core.charts import Figure
from umsicht.core.procedures import Text


class Form(StrEnum):
    """How a statement is shown."""

    SENTENCE = "sentence"
    LIST = "list"
    TIMELINE = "timeline"
    TABLE = "table"
    CHART = "chart"
    QUOTE = "quote"
    JUDGEMENT = "judgement"
    """Somebody's opinion, named as such; it proves only that it was said."""


@dataclass(frozen=True)
class Ask:
    """For whom and when. Both days count. `public`: only what everybody may see; `as_of`: the day of the answer.

    The scope of the tenant must be open.
    """

    tenant: Any
    first: dt.date
    last: dt.date
    as_of: dt.date
    public: bool = True


@dataclass(frozen=True)
class Record:
    """A record that proves something. `kind` names its model, `key` finds it again, `label` is what people call it.

    `page` names the page that shows it (a URL name and its arguments), "" where none does; `anchor` is its place there.
    `source` is where the record itself has it from.
    """

    kind: str
    key: str
    label: str
    page: str = ""
    args: tuple[tuple[str, str], ...] = ()
    source: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Value:
    """A figure with all a reader needs to judge it. `text` is how it stands in the sentence.

    `period` stands instead of the day where the publisher names none, as in charts.Figure.
    """

    name: str
    value: float | int | None
    text: str
    definition: str
    as_of: dt.date
    source: str
    unit: str = ""
    period: str = ""

    @property
    def state(self) -> str:
        """Of when it is, for readers."""
        return self.period or german.date_text(self.as_of)

    @classmethod
    def counted(cls, name: str, number: int, definition: str, as_of: dt.date, source: str) -> Self:
        return cls(name, number, german.number_text(number), definition, as_of, source)


@dataclass(frozen=True)
class Line:
    """One line of a list or timeline: what leads it (a day, a number), its text, its own records."""

    lead: str
    text: str
    records: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table; `right` numbers the columns that hold numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    note: str = ""
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One thing that can be said. `code` is the witness's, with a tail where it says several things."""

    code: str
    text: str
    records: tuple[Record, ...]
    form: Form = Form.SENTENCE
    values: tuple[Value, ...] = ()
    lines: tuple[Line, ...] = ()
    grid: Grid | None = None
    figure: Figure | None = None
    picture: str = ""
    """A drawing of the package's own as SVG, beside the table or list that says the same."""
    said_by: str = ""
    is_demo: bool = False

    def __post_init__(self) -> None:
        if not self.records:
            raise ValueError(f"{self.code}: a statement needs a record.")
        if self.form == Form.JUDGEMENT and not self.said_by:
            raise ValueError(f"{self.code}: a judgement says whose it is.")

    @classmethod
    def about(
        cls,
        found: Iterable[Any],
        proof: Callable[[Any], Record],
        code: str,
        text: str,
        form: Form,
        **more: Any,
    ) -> Self:
        """Of several records, each of which proves it; it is a demo as soon as one of them is."""
        rows = list(found)
        demo = any(row.is_demo for row in rows)
        return cls(code, text, tuple(proof(row) for row in rows), form, is_demo=demo, **more)


@dataclass(frozen=True)
class Witness:
    """`tells` answers what can be said now, best first; nothing where nothing is on record."""

    code: str
    label: Text
    missing: Text
    tells: Callable[[Ask], Sequence[Statement]]

    def gather(self, ask: Ask) -> Sequence[Statement]:
        """In German, whoever asks: what is said here is signed and kept."""
        with translation.override("de"):
            return self.tells(ask)
