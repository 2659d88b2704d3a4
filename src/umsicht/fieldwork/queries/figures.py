"""Figures of joint patrols per month and district of a year, for the desk as they are, for the public without small cells.

The public gets months that are over and patrols that took place, nothing else: where one is planned stays inside.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from umsicht.fieldwork.enums import ObservationKind, ShiftState
from umsicht.fieldwork.models import PatrolMonth, PatrolShift
from umsicht.fieldwork.suppression import Cell, hidden_cells, suppressed, with_totals
from umsicht.fieldwork.values import length_of

KINDS = list(ObservationKind.values)
SEVERAL = "several"
"""Counted in several districts at once, so that no single one can be named."""
NOWHERE = ""


@dataclass
class Tally:
    patrols: int = 0
    hours: Decimal = Decimal(0)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))


@dataclass(frozen=True)
class Row:
    """`key` is the first day of a month, or a district; None is hidden because it is small or would betray one."""

    key: str
    patrols: int | None
    hours: Decimal | None
    counts: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class Year:
    """`until` is the day before which everything is counted; `is_demo` when anything counted is invented."""

    year: int
    years: list[int]
    months: list[Row]
    districts: list[Row]
    total: Row
    until: dt.date
    is_demo: bool


def year_figures(wanted: int | None, *, today: dt.date, public: bool) -> Year | None:
    """The year, or the newest one with figures; None when there are none at all. Five queries."""
    until = today.replace(day=1) if public else today + dt.timedelta(days=1)
    years = _years(until)
    if not years:
        return None
    year = wanted if wanted in years else years[0]
    months: dict[str, Tally] = defaultdict(Tally)
    districts: dict[str, Tally] = defaultdict(Tally)
    shifts = list(_shifts(until).filter(day__year=year).prefetch_related("units", "observations"))
    sheets = list(PatrolMonth.objects.filter(month__year=year, month__lt=until))
    _add_shifts(shifts, months, districts)
    _add_sheets(sheets, months, districts)
    is_demo = any(shift.is_demo for shift in shifts) or any(sheet.is_demo for sheet in sheets)
    return _year(year, years, months, districts, until, is_demo=is_demo, public=public)


def _shifts(until: dt.date) -> QuerySet[PatrolShift]:
    return PatrolShift.objects.filter(state=ShiftState.HELD, day__lt=until)


def _years(until: dt.date) -> list[int]:
    found = {day.year for day in _shifts(until).order_by().dates("day", "year")}
    found |= {day.year for day in PatrolMonth.objects.filter(month__lt=until).dates("month", "year")}
    return sorted(found, reverse=True)


def _add_shifts(shifts: Iterable[PatrolShift], months: dict[str, Tally], districts: dict[str, Tally]) -> None:
    for shift in shifts:
        officers = sum(unit.officers for unit in shift.units.all())
        hours = shift.officer_hours
        if hours is None:
            hours = length_of(shift.starts_at, shift.ends_at) * officers
        month = months[shift.day.replace(day=1).isoformat()]
        month.patrols += 1
        month.hours += hours
        for key in shift.districts or [NOWHERE]:
            districts[key].patrols += 1
        alone = shift.districts[0] if len(shift.districts) == 1 else SEVERAL if shift.districts else NOWHERE
        for seen in shift.observations.all():
            month.counts[seen.kind] += seen.count
            districts[seen.district or alone].counts[seen.kind] += seen.count


def _add_sheets(sheets: Iterable[PatrolMonth], months: dict[str, Tally], districts: dict[str, Tally]) -> None:
    """A sheet that names several districts can't be split: its counts stand under "several"."""
    for sheet in sheets:
        month = months[sheet.month.isoformat()]
        month.patrols += sheet.patrols
        month.hours += sheet.officer_hours
        alone = sheet.districts[0] if len(sheet.districts) == 1 else SEVERAL if sheet.districts else NOWHERE
        districts[alone].patrols += sheet.patrols
        for kind in KINDS:
            month.counts[kind] += getattr(sheet, kind)
            districts[alone].counts[kind] += getattr(sheet, kind)


def _year(
    year: int,
    years: list[int],
    months: dict[str, Tally],
    districts: dict[str, Tally],
    until: dt.date,
    *,
    is_demo: bool,
    public: bool,
) -> Year:
    month_keys, district_keys = sorted(months), sorted(districts)
    by_month = with_totals([[months[key].counts[kind] for kind in KINDS] for key in month_keys])
    by_district = with_totals([[districts[key].counts[kind] for kind in KINDS] for key in district_keys])
    patrols = with_totals([[months[key].patrols] for key in month_keys])
    hidden_m, hidden_d = _hidden_in_both(by_month, by_district) if public else (set(), set())
    hidden_p = hidden_cells(patrols) if public else set()
    shown_m, shown_d = suppressed(by_month, hidden_m), suppressed(by_district, hidden_d)
    shown_p = suppressed(patrols, hidden_p)
    hours = [months[key].hours for key in month_keys]
    rows = [
        Row(key, cells[0], None if cells[0] is None else amount, tuple(shown_m[at][:-1]), shown_m[at][-1])
        for at, (key, cells, amount) in enumerate(zip(month_keys, shown_p, hours, strict=False))
    ]
    last = shown_p[-1][0]
    total = Row(
        "", last, None if last is None else sum(hours, Decimal(0)), tuple(shown_m[-1][:-1]), shown_m[-1][-1]
    )
    places = [
        Row(key, _large(districts[key].patrols, public=public), None, tuple(line[:-1]), line[-1])
        for key, line in zip(district_keys, shown_d, strict=False)
    ]
    return Year(year, years, rows, places, total, until, is_demo)


def _large(number: int, *, public: bool) -> int | None:
    """A patrol counts in each of its districts: these numbers have no sum, so each is judged alone."""
    return suppressed([[number]], hidden_cells([[number]]))[0][0] if public else number


def _hidden_in_both(by_month: list[list[int]], by_district: list[list[int]]) -> tuple[set[Cell], set[Cell]]:
    """Both tables end with the same line of totals: what is hidden there in one is hidden in the other."""
    last_m, last_d = len(by_month) - 1, len(by_district) - 1
    hidden_m, hidden_d = hidden_cells(by_month), hidden_cells(by_district)
    while True:
        shared = {column for row, column in hidden_m if row == last_m}
        shared |= {column for row, column in hidden_d if row == last_d}
        fresh_m = hidden_cells(by_month, hidden_m | {(last_m, column) for column in shared})
        fresh_d = hidden_cells(by_district, hidden_d | {(last_d, column) for column in shared})
        if (fresh_m, fresh_d) == (hidden_m, hidden_d):
            return hidden_m, hidden_d
        hidden_m, hidden_d = fresh_m, fresh_d
