"""A table of survey results as CSV: one row for each answer of a group to a question. Shares in percent, comma or point."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import csvsafe, numbers
from umsicht.core.csvsafe import Refused, Row
from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.core.text import one_line
from umsicht.situation.enums_surveys import GroupKind

REQUIRED = ("frage", "skala", "antwort", "anteil_prozent")
OPTIONAL = (
    "version", "skala_version", "wortlaut", "gruppenart", "gruppe", "n", "unten_prozent", "oben_prozent", "faktor",
    "problemfeld", "befragt",
)  # fmt: skip
COLUMNS = (
    "frage", "version", "wortlaut", "skala", "skala_version", "faktor", "problemfeld", "befragt", "gruppenart", "gruppe",
    "antwort", "anteil_prozent", "n", "unten_prozent", "oben_prozent",
)  # fmt: skip
MOST = 10**9
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s*%?", re.ASCII)
_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One share with its question. `line` is the file's; shares are 0 to 1."""

    line: int
    code: str
    version: int
    wording: str
    scale: str
    scale_version: int
    factor: str
    problem_field: str
    asked_of: str
    group_kind: str
    group: str
    answer: str
    share: Decimal
    n: int | None
    low: Decimal | None
    high: Decimal | None

    @property
    def question(self) -> tuple[str, int, str, int]:
        return (self.code, self.version, self.scale, self.scale_version)

    @property
    def key(self) -> tuple[Any, ...]:
        return (*self.question, self.group_kind, self.group, self.answer)


def read(data: bytes, report: Report) -> list[ResultRow]:
    """The rows that can be read; each other one is refused in the report. Raises csvsafe.BadFile."""
    table = csvsafe.read(data, required=REQUIRED, optional=OPTIONAL)
    report.refused += table.refused
    found = []
    for row in table.rows:
        try:
            found.append(_row(row))
        except Refused as fault:
            report.refused.append(fault.refusal)
    if not table.rows and not table.refused:
        report.notes.append(_("The file holds no rows."))
    return found


def _row(row: Row) -> ResultRow:
    kind = row["gruppenart"] or GroupKind.EVERYBODY.value
    if kind not in GroupKind.values:
        known = ", ".join(GroupKind.values)
        raise Refused(row.refuse("gruppenart", _("Please use one of: %(words)s.") % {"words": known}))
    if (kind == GroupKind.EVERYBODY) == bool(row["gruppe"]):
        raise Refused(row.refuse("gruppe", _("A group needs its kind, and everybody has none.")))
    low, high = _share(row, "unten_prozent"), _share(row, "oben_prozent")
    share = _share(row, "anteil_prozent")
    if share is None:
        raise Refused(row.refuse("anteil_prozent", _("This cell must not be empty.")))
    if (low is None) != (high is None) or (low is not None and high is not None and not low <= share <= high):
        raise Refused(row.refuse("unten_prozent", _("An interval has two ends with the share between them.")))
    return ResultRow(
        line=row.line,
        code=_code(row, "frage"),
        version=_whole(row, "version", 1) or 1,
        wording=_text(row, "wortlaut", 500),
        scale=_code(row, "skala"),
        scale_version=_whole(row, "skala_version", 1) or 1,
        factor=row["faktor"],
        problem_field=row["problemfeld"],
        asked_of=_text(row, "befragt", 200),
        group_kind=kind,
        group=_text(row, "gruppe", 80),
        answer=_text(row, "antwort", 120, needed=True),
        share=share,
        n=_whole(row, "n"),
        low=low,
        high=high,
    )


def _text(row: Row, column: str, most: int, *, needed: bool = False) -> str:
    text = one_line(row.required(column) if needed else row[column])
    if len(text) > most:
        raise Refused(row.refuse(column, _("At most %(most)d characters.") % {"most": most}))
    return text


def _code(row: Row, column: str) -> str:
    code = row.required(column)
    if not _CODE.fullmatch(code) or len(code) > 60:
        raise Refused(row.refuse(column, _("A code has small letters, digits and hyphens only.")))
    return code


def _whole(row: Row, column: str, missing: int | None = None) -> int | None:
    if not row[column]:
        return missing
    with suppress(BadInput):
        if 1 <= (found := numbers.whole(row[column])) < MOST:
            return found
    raise Refused(row.refuse(column, _("This is not a whole number above 0.")))


def _share(row: Row, column: str) -> Decimal | None:
    if not row[column]:
        return None
    match = _PERCENT.fullmatch(row[column])
    value = Decimal(f"{match[1]}.{match[2] or 0}") / 100 if match else None
    if value is None or value > 1:
        raise Refused(row.refuse(column, _("This is not a share between 0 and 100 percent.")))
    return value.quantize(Decimal("0.000001"))


def line_of(item: Any, share: Any) -> list[Any]:
    """A stored share as a row of the same table (COLUMNS)."""
    percent = [
        None if value is None else (value * 100).normalize() for value in (share.share, share.low, share.high)
    ]
    return [
        item.code, item.version, item.wording, item.scale, item.scale_version, item.factor, item.problem_field,
        item.asked_of, share.group_kind, share.group, share.answer, percent[0], share.n, percent[1], percent[2],
    ]  # fmt: skip
