"""Unmet demand as CSV: the table as it is shown, with span, date and definition in each row's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from umsicht.demand.interfaces.gap_filter import LEGENDS
from umsicht.demand.queries.gaps import SMALL, Overview

Label = Callable[[str, Any], str]


def small() -> str:
    return _("fewer than %(number)s") % {"number": SMALL}


def definition() -> str:
    return _(
        "Searches and paths of three questions without a fitting offer, and enquiries that no provider answered with yes."
    )


def source(found: Overview) -> str:
    return (
        _("Umsicht, demonstration figures")
        if found.is_demo
        else _("Umsicht, own count without personal data")
    )


def columns(by: Sequence[str]) -> list[str]:
    return [
        *(str(LEGENDS[name]) for name in by),
        _("From"),
        _("Until"),
        _("Definition"),
        _("Source"),
        _("Looked in vain"),
        _("In the span before"),
        _("Change in percent"),
    ]


def rows(found: Overview, by: Sequence[str], label: Label) -> Iterator[list[Any]]:
    for cell in found.cells:
        yield [
            *(label(name, cell.keys[name]) for name in by),
            found.span.first,
            found.span.last,
            definition(),
            source(found),
            small() if cell.now is None else cell.now,
            small() if cell.before is None else cell.before,
            cell.trend,
        ]
