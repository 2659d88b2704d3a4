from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.factories.fieldwork import make_shift
from umsicht.fieldwork.domain.patrols import add_observation, create_month
from umsicht.fieldwork.queries.figures import SEVERAL, Year, year_figures
from umsicht.places.models import Area
from umsicht.tenancy.models import Tenant

TODAY = dt.date(2026, 11, 18)


def figures(*, public: bool, year: int | None = None) -> Year:
    found = year_figures(year, today=TODAY, public=public)
    assert found is not None
    return found


def test_without_patrols_there_are_no_figures(town: Tenant) -> None:
    make_shift(town, day=dt.date(2026, 11, 30))
    assert [year_figures(None, today=TODAY, public=public) for public in (True, False)] == [None, None]


def test_months_and_districts_add_up_to_the_same_sum(town: Tenant, districts: list[Area]) -> None:
    mitte, nord = (area.key for area in districts)
    one = make_shift(town, day=dt.date(2026, 10, 2), districts=[mitte], held=True)
    two = make_shift(town, day=dt.date(2026, 9, 4), districts=[mitte, nord], held=True)
    add_observation(shift=one, actor=None, kind="conversation", count=7)
    add_observation(shift=two, actor=None, kind="conflict", count=6, district=nord)
    add_observation(shift=two, actor=None, kind="noise", count=5)
    found = figures(public=False)
    assert [(row.key, row.patrols, row.counts, row.total) for row in found.months] == [
        ("2026-09-01", 1, (0, 6, 5, 0), 11),
        ("2026-10-01", 1, (7, 0, 0, 0), 7),
    ]
    assert {row.key: (row.patrols, row.counts) for row in found.districts} == {
        mitte: (2, (7, 0, 0, 0)),
        nord: (1, (0, 6, 0, 0)),
        SEVERAL: (0, (0, 0, 5, 0)),
    }
    assert (found.total.patrols, found.total.hours, found.total.total) == (2, Decimal("32.0"), 18)


def test_the_public_sees_months_that_are_over_and_patrols_that_took_place(town: Tenant) -> None:
    make_shift(town, day=dt.date(2026, 11, 2), held=True)
    make_shift(town, day=dt.date(2026, 10, 2))
    for _number in range(6):
        make_shift(town, day=dt.date(2026, 9, 4), held=True)
    assert [(row.key, row.patrols) for row in figures(public=True).months] == [("2026-09-01", 6)]
    assert [row.key for row in figures(public=False).months] == ["2026-09-01", "2026-11-01"]


def test_small_numbers_are_hidden_in_both_tables_together(town: Tenant, districts: list[Area]) -> None:
    mitte, nord = (area.key for area in districts)
    for month, area, conflicts in ((8, mitte, 20), (9, nord, 3)):
        shift = make_shift(town, day=dt.date(2026, month, 4), districts=[area], held=True)
        add_observation(shift=shift, actor=None, kind="conflict", count=conflicts)
        add_observation(shift=shift, actor=None, kind="conversation", count=40)
    found = figures(public=True)
    shown = {row.key: row.counts for row in (*found.months, *found.districts)}
    assert [shown[key][1] for key in ("2026-09-01", nord, "2026-08-01", mitte)] == [None] * 4
    assert [row.patrols for row in (*found.months, *found.districts)] == [None] * 4
    assert found.total.hours is None


def test_a_sheet_that_names_several_districts_is_not_split(town: Tenant, districts: list[Area]) -> None:
    create_month(
        tenant=town,
        actor=None,
        month=dt.date(2020, 7, 1),
        districts=[area.key for area in districts],
        patrols=18,
        officer_hours=Decimal(78),
        conversation=69,
        is_demo=True,
    )
    found = figures(public=True, year=2020)
    assert [(row.key, row.patrols, row.counts[0]) for row in found.districts] == [(SEVERAL, 18, 69)]
    assert (found.is_demo, found.years, found.total.hours) == (True, [2020], Decimal(78))


def test_an_unknown_year_means_the_newest(town: Tenant) -> None:
    make_shift(town, day=dt.date(2026, 10, 2), held=True)
    assert figures(public=False, year=1999).year == 2026
