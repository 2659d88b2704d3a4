"""What the answers of one group to one question must keep to, beside what is on record: a sum, one n, and enough to protect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import numbers
from umsicht.core.intake import Refusal, Report
from umsicht.situation.models import Survey, SurveyShare
from umsicht.situation.reading.results import ResultRow

MOST = Decimal("1.005")
"""Half a point above 100 percent is rounding."""
Key = tuple[Any, ...]


def fitting(
    survey: Survey, rows: Iterable[ResultRow], stored: Mapping[Key, SurveyShare], report: Report
) -> list[ResultRow]:
    """The rows that fit the survey and, group by group, what it holds already; each other one is refused by its line."""
    groups: dict[Key, list[ResultRow]] = defaultdict(list)
    for row in rows:
        refusal = _size(survey, row)
        if refusal is not None:
            report.refused.append(refusal)
        else:
            groups[row.key[:-1]].append(row)
    new = {row.key for group in groups.values() for row in group}
    kept: dict[Key, list[SurveyShare]] = defaultdict(list)
    for key, share in stored.items():
        if key not in new:
            kept[key[:-1]].append(share)
    good = []
    for key, group in groups.items():
        column, fault = _fault(group, kept[key])
        if not fault:
            good += group
        for row in group if fault else []:
            report.refuse(row.line, column, fault)
    return sorted(good, key=lambda row: row.line)


def needs_size() -> str:
    return _("Without the number of answers nobody can tell whether a person becomes recognisable.")


def _size(survey: Survey, row: ResultRow) -> Refusal | None:
    """How many answered is said where it decides what may be shown, and is no more than took part."""
    if row.n is None:
        return Refusal(row.line, "n", needs_size()) if survey.needs_sizes else None
    if survey.respondents is None or row.n <= survey.respondents:
        return None
    text = _("No more people can have answered a question than the whole survey: %(count)s.")
    return Refusal(row.line, "n", text % {"count": numbers.show(survey.respondents)}, str(row.n))


def _fault(rows: list[ResultRow], kept: list[SurveyShare]) -> tuple[str, str]:
    """Column and reason where the answers of a group don't go together; empty where they do."""
    every: list[ResultRow | SurveyShare] = [*rows, *kept]
    together = (
        _("Other answers of it are on record already. Please give all of them at once.") if kept else ""
    )
    sizes = sorted({one.n for one in every if one.n is not None})
    if len(sizes) > 1:
        text = _("The answers of this group have different numbers of people: %(numbers)s.")
        said = text % {"numbers": ", ".join(numbers.show(size) for size in sizes)}
        return "n", f"{said} {together}".strip()
    if sum((one.share for one in every), Decimal(0)) > MOST:
        said = _("The answers of this group come to more than 100 percent.")
        return "anteil_prozent", f"{said} {together}".strip()
    return "", ""
