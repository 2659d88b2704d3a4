"""Plans as tables: one plan for its owner, released plans and the matrix for the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.money import from_cents
from umsicht.planning.interfaces import wording
from umsicht.planning.queries.clashes import Clash
from umsicht.planning.queries.reading import Reading


def plan_columns() -> list[str]:
    return [
        _("Date"),
        _("Until"),
        _("Begins at"),
        _("Offer"),
        _("Provider"),
        _("Meetings"),
        _("Minutes per meeting"),
        _("Price"),
        _("School pays (euros)"),
        _("Parents pay (euros)"),
        _("Funding (euros)"),
        _("Please note"),
    ]


def plan_rows(reading: Reading, clashes: Iterable[Clash]) -> Iterator[list[Any]]:
    """A row per entry in the order of the calendar."""
    noted: dict[int, list[str]] = {}
    for clash in clashes:
        for item in clash.items:
            noted.setdefault(item.entry.pk, []).append(clash.text)
    for item in reading.items:
        first, last = (item.slots[0], item.slots[-1]) if item.slots else (None, None)
        yield [
            first.first if first else None,
            last.last if last else None,
            f"{first.time:%H:%M}" if first and first.time else "",
            item.title,
            item.offer.provider.name if item.offer is not None else "",
            item.entry.meetings,
            item.meeting_minutes,
            wording.price_text(item) if item.offer is not None else "",
            _euros(item.share.school),
            _euros(item.share.parents),
            _euros(item.share.funding),
            " ".join(noted.get(item.entry.pk, [])),
        ]


def _euros(cents: int) -> Decimal:
    return from_cents(cents)
