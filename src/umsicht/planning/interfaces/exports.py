"""Plans as tables: one plan for its owner, released plans and the matrix for the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.money import from_cents
from umsicht.planning.interfaces import wording
from umsicht.planning.queries.clashes import Clash
from umsicht.planning.queries.overlaps import SMALL, Matrix, Summary
from umsicht.planning.queries.reading import Reading
from umsicht.planning.schoolyear import SchoolYear
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue


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


def summary_columns() -> list[str]:
    return [
        _("Kind of institution"),
        _("Class or group"),
        _("School year"),
        _("Number of people"),
        _("Part of town"),
        _("Offers"),
        _("Topics"),
        _("Noticeable"),
        _("Changed"),
    ]


def summary_rows(found: Iterable[Summary], words: Catalogue) -> Iterator[list[Any]]:
    """A row per released plan."""
    labels = {**words.labels(Scheme.TOPIC), **words.labels(Scheme.PROBLEM_FIELD)}
    for item in found:
        plan = item.plan
        yield [
            wording.institution(plan, words),
            wording.who(plan),
            SchoolYear(plan.school_year).label,
            plan.people,
            plan.area_name,
            list(item.titles),
            [labels.get(code, code) for code in item.topics],
            str(item.finding.label),
            plan.changed_at.date(),
        ]


def matrix_columns(matrix: Matrix, words: Catalogue) -> list[str]:
    return [_("Topic"), *(wording.group_label(column.group, words) for column in matrix.columns)]


def matrix_rows(matrix: Matrix) -> Iterator[list[Any]]:
    """First how many plans there are of each kind, then a row per topic; what is too small says so."""
    small = _("fewer than %(small)s") % {"small": SMALL}
    yield [_("Plans"), *(small if column.total is None else column.total for column in matrix.columns)]
    for label, cells in matrix.rows:
        yield [label, *(small if cell.count is None else cell.count for cell in cells)]
