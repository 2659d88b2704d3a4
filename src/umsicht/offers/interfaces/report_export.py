"""Error reports as a table. The address of whoever reported stays inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.offers.models import FieldReport


def report_columns() -> list[str]:
    return [
        _("Offer"),
        _("What is wrong"),
        _("What should stand there"),
        _("Received"),
        _("State"),
        _("Closed"),
        _("Answer"),
    ]


def report_rows(reports: Iterable[FieldReport]) -> Iterator[list[Any]]:
    for report in reports:
        yield [
            report.offer.title,
            report.get_field_display(),
            report.text,
            clock.local(report.created_at),
            report.get_state_display(),
            clock.local(report.closed_at) if report.closed_at else None,
            report.answer,
        ]
