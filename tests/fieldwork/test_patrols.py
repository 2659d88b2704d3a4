from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.factories.directory import make_organisation
from tests.factories.fieldwork import UNITS, make_shift
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.fieldwork.domain import patrols as domain
from umsicht.fieldwork.enums import ShiftState
from umsicht.fieldwork.models import PatrolShift
from umsicht.fieldwork.queries.patrols import Wanted, listing, week_of
from umsicht.fieldwork.values import length_of, numbered, route_of
from umsicht.places.models import Area
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant


def test_hours_are_length_times_officers_unless_entered_and_midnight_is_no_end(town: Tenant) -> None:
    shift = make_shift(town, starts_at=dt.time(20), ends_at=dt.time(0, 30))
    assert domain.hours_of(shift) == Decimal("18.0")
    domain.change_shift(shift=shift, actor=None, officer_hours=Decimal("7.5"))
    assert domain.hours_of(shift) == Decimal("7.5")
    assert length_of(dt.time(18), dt.time(18)) == 24


def test_alone_a_patrol_is_not_a_joint_one_and_nothing_is_written(town: Tenant) -> None:
    with pytest.raises(BadInput):
        make_shift(town, units=UNITS[:1])
    assert PatrolShift.objects.count() == 0


def test_districts_must_be_the_towns_own(town: Tenant, districts: list[Area]) -> None:
    assert make_shift(town, districts=[districts[0].key]).districts == [districts[0].key]
    with pytest.raises(BadInput):
        make_shift(town, districts=["99999999-mitte"])


def test_a_unit_is_linked_to_the_only_entry_in_whose_name_it_stands(town: Tenant) -> None:
    office = make_organisation(town, name="Stadt, Ordnungsamt mit Ordnungsdienst")
    make_organisation(town, name="Polizeirevier Nord")
    make_organisation(town, name="Polizeirevier Süd")
    units = {unit.name: unit.organisation for unit in make_shift(town).units.all()}
    assert units == {"Ordnungsdienst": office, "Polizeirevier": None}


def test_a_patrol_to_come_has_not_taken_place_and_only_a_held_one_is_counted(town: Tenant) -> None:
    shift = make_shift(town, day=clock.today() + dt.timedelta(days=1))
    with pytest.raises(TransitionDenied):
        apply(shift, "hold", actor=None)
    with pytest.raises(Conflict):
        domain.add_observation(shift=shift, actor=None, kind="noise", count=1)
    apply(shift, "cancel", actor=None, reason="Einsatzlage")
    assert shift.state == ShiftState.CANCELLED


def test_a_followup_is_done_once(town: Tenant) -> None:
    task = domain.add_followup(shift=make_shift(town), actor=None, text="Leuchte melden", owner="Tiefbauamt")
    with pytest.raises(BadInput):
        domain.finish_followup(followup=task, actor=None, on=clock.today() + dt.timedelta(days=1))
    domain.finish_followup(followup=task, actor=None)
    task.refresh_from_db()
    assert task.done_on == clock.today()
    with pytest.raises(Conflict):
        domain.finish_followup(followup=task, actor=None)


def test_members_read_and_editors_write(town: Tenant) -> None:
    shift = make_shift(town)
    member, editor = make_member(town, Role.MEMBER), make_member(town, Role.EDITOR)
    with pytest.raises(NotAllowed):
        domain.change_shift(shift=shift, actor=member, note="nein")
    assert domain.change_shift(shift=shift, actor=editor, note="ja") is True
    assert [who.has_perm("fieldwork.patrol.view", shift) for who in (member, editor)] == [True, True]


def test_a_sheet_of_a_month_with_known_patrols_would_count_twice(town: Tenant) -> None:
    shift = make_shift(town, held=True)
    with pytest.raises(Conflict):
        domain.create_month(
            tenant=town, actor=None, month=shift.day.replace(day=1), patrols=4, officer_hours=Decimal(10)
        )


def test_lists_narrow_by_week_state_district_and_unit(town: Tenant, districts: list[Area]) -> None:
    last = make_shift(town, day=dt.date(2026, 11, 13), districts=[districts[0].key], held=True)
    this = make_shift(town, day=dt.date(2026, 11, 20), units=[*UNITS, ("Mobile Jugendarbeit", 1)])
    first, final = week_of(dt.date(2026, 11, 18))
    assert (first, final) == (dt.date(2026, 11, 16), dt.date(2026, 11, 22))
    found = [
        Wanted(), Wanted(first, final), Wanted(state="held"), Wanted(district=districts[0].key),
        Wanted(unit="jugend"), Wanted(sort="tag"),
    ]  # fmt: skip
    assert [list(listing(wanted)) for wanted in found] == [
        [this, last], [this], [last], [last], [this], [last, this],
    ]  # fmt: skip


def test_another_town_sees_nothing(town: Tenant) -> None:
    from django_scopes import scope  # reason: another scope inside this one

    make_shift(town)
    with scope(tenant=make_tenant(slug="anderswo")):
        assert list(listing(Wanted())) == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Ordnungsamt: 2\n\nPolizei", [("Ordnungsamt", 2), ("Polizei", 1)]),
        ("Amt 66; 3", [("Amt 66", 3)]),
        ("", []),
    ],
)
def test_lines_with_numbers_are_understood(text: str, pairs: list[tuple[str, int]]) -> None:
    assert numbered(text) == pairs


@pytest.mark.parametrize("text", ["Amt: 0", "Amt: 5000", "Amt\namt"])
def test_lines_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(BadInput):
        numbered(text)


def test_a_route_is_a_line_with_named_stops() -> None:
    line, stops = route_of("50.8357, 12.9262 Park\n50,8360 12,9235")
    assert line == {"type": "LineString", "coordinates": [[12.9262, 50.8357], [12.9235, 50.836]]}
    assert (stops[0], len(stops)) == ("Park", 2)
    with pytest.raises(BadInput):
        route_of("im Park")
    with pytest.raises(BadInput):
        route_of("10.0, 10.0 Afrika")
