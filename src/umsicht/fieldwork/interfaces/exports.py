"""Patrols, figures, findings, counts of conflicts and cooperation as tables to take along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import numbers
from umsicht.fieldwork.domain.patrols import hours_of
from umsicht.fieldwork.enums import ObservationKind, Topic
from umsicht.fieldwork.interfaces.forms import district_name, district_names
from umsicht.fieldwork.models import Inspection, PatrolShift
from umsicht.fieldwork.queries.conflicts import Counts
from umsicht.fieldwork.queries.cooperation import Matrix
from umsicht.fieldwork.queries.figures import NOWHERE, SEVERAL, Row, Year
from umsicht.fieldwork.queries.patrols import counted_by_kind
from umsicht.fieldwork.suppression import SMALL
from umsicht.tenancy.models import Tenant


def small() -> str:
    """What stands in place of a hidden number."""
    return _("not shown")


def small_note() -> str:
    return _("Numbers below %(small)s are not shown, nor are those from which they could be worked out.") % {
        "small": SMALL
    }


def shift_columns() -> list[str]:
    return [
        _("Day"), _("Begins at"), _("Ends at"), _("State"), _("Units"), _("Officers"), _("Officer hours"),
        _("City districts"), *(str(label) for label in ObservationKind.labels), _("Demo"),
    ]  # fmt: skip


def shift_rows(found: Iterable[PatrolShift], tenant: Tenant) -> Iterator[list[Any]]:
    for shift in found:
        units, counted = list(shift.units.all()), counted_by_kind(shift)
        yield [
            shift.day, f"{shift.starts_at:%H:%M}", f"{shift.ends_at:%H:%M}", shift.get_state_display(),
            "; ".join(unit.name for unit in units), sum(unit.officers for unit in units), hours_of(shift),
            district_names(tenant, shift.districts), *(counted.get(kind, 0) for kind in ObservationKind.values),
            _("yes") if shift.is_demo else _("no"),
        ]  # fmt: skip


def place_label(tenant: Tenant, key: str) -> str:
    special = {SEVERAL: _("several districts at once"), NOWHERE: _("no district stated")}
    return special.get(key) or district_name(tenant, key)


def figure_columns(first: str) -> list[str]:
    return [
        first, _("Patrols"), _("Officer hours"), *(str(label) for label in ObservationKind.labels),
        _("Occasions in total"),
    ]  # fmt: skip


def figure_row(label: str, row: Row) -> list[Any]:
    return [
        label,
        *(small() if value is None else value for value in (row.patrols, row.hours, *row.counts, row.total)),
    ]


def figure_rows(found: Year, tenant: Tenant) -> Iterator[list[Any]]:
    """Months, the sum, then districts; districts have no hours of their own."""
    for row in found.months:
        yield figure_row(f"{row.key[5:7]}/{row.key[:4]}", row)
    yield figure_row(str(found.year), found.total)
    for row in found.districts:
        cells = figure_row(place_label(tenant, row.key), row)
        cells[2] = ""
        yield cells


def finding_columns() -> list[str]:
    return [
        _("Inspection"), _("Day"), _("City district"), _("State of the inspection"), _("Number"), _("Strategy"),
        _("Finding on site"), _("Where exactly"), _("Seen or felt"), _("Rating"), _("What is to be done"),
        _("Who sees to it"), _("Until"), _("State"), _("Measure"), _("Demo"),
    ]  # fmt: skip


def finding_rows(found: Iterable[Inspection], tenant: Tenant) -> Iterator[list[Any]]:
    """A row for each finding, and one for an inspection without any."""
    for walk in found:
        about = [walk.title, walk.day, district_name(tenant, walk.district), walk.get_state_display()]
        demo = _("yes") if walk.is_demo else _("no")
        rows = [
            [
                one.no, one.get_strategy_display(), one.text, one.place, one.get_kind_display(),
                one.get_rating_display(), one.action, one.owner, one.due_on, one.get_state_display(),
                one.measure.title if one.measure else "",
            ]
            for one in walk.findings.all()
        ]  # fmt: skip
        for row in rows or [[""] * 11]:
            yield [*about, *row, demo]


def count_columns(first: str, labels: Iterable[str]) -> list[str]:
    return [first, *labels, _("In total")]


def count_rows(counts: Counts, labels: Iterable[str]) -> Iterator[list[Any]]:
    for label, cells in zip([*labels, _("In total")], counts.cells, strict=False):
        yield [label, *(small() if value is None else value for value in cells)]


def topic_labels(codes: Iterable[str]) -> list[str]:
    return [str(Topic(code).label) for code in codes]


def matrix_columns(found: Matrix) -> list[str]:
    return [_("Office or organisation"), _("Took part"), *found.names]


def matrix_rows(found: Matrix) -> Iterator[list[Any]]:
    for one in found.names:
        cells = ["" if one == other else found.together(one, other) for other in found.names]
        yield [one, found.taken_part[one], *cells]


def shown_number(value: Any) -> str:
    """A number as readers see it; what is hidden says so."""
    return small() if value is None else numbers.show(value, places=0)
