"""Bodies through their domain functions: names with periods, circles, ends, seats that end and begin anew."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django_scopes import scope

from tests.factories.council import make_body, make_seat
from tests.factories.directory import make_organisation
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.core.meanwhile import ChangedMeanwhile, stamp
from umsicht.council.domain import bodies, places, seats
from umsicht.council.errors import Circle
from umsicht.council.models import Body, BodyName
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.documents import ending
from umsicht.council.queries.terms import ending_terms
from umsicht.council.values import day_text
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
FOUNDED, RENAMED, TODAY = dt.date(1998, 2, 4), dt.date(2019, 8, 1), dt.date(2026, 11, 18)


@pytest.fixture
def council(town: Tenant) -> Body:
    body = make_body(town, "Kriminalpräventiver Rat", kind="council", founded_on=FOUNDED)
    bodies.rename_body(body=body, actor=None, name="Kommunalpräventiver Rat", on=RENAMED, reason="Empfehlung")
    return body


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(1990, 1, 1), "Kriminalpräventiver Rat"),
        (FOUNDED, "Kriminalpräventiver Rat"),
        (RENAMED - dt.timedelta(days=1), "Kriminalpräventiver Rat"),
        (RENAMED, "Kommunalpräventiver Rat"),
        (TODAY, "Kommunalpräventiver Rat"),
    ],
)
def test_a_body_is_called_as_it_was_on_the_day(council: Body, day: dt.date, name: str) -> None:
    assert title_of(council, day) == name


def test_periods_of_names_meet_and_the_log_says_why(council: Body) -> None:
    rows = BodyName.objects.filter(body=council).values_list("valid_from", "valid_to")
    assert list(rows) == [(FOUNDED, RENAMED - dt.timedelta(days=1)), (RENAMED, None)]
    assert AuditEvent.objects.get(action="council.body.rename").reason == "Empfehlung"


@pytest.mark.parametrize(
    ("name", "on"),
    [("Kommunalpräventiver Rat", TODAY), ("Neuer Rat", RENAMED), ("Neuer Rat", FOUNDED), ("", TODAY)],
)
def test_a_name_begins_after_the_one_before_and_differs_from_it(
    council: Body, name: str, on: dt.date
) -> None:
    with pytest.raises(BadInput):
        bodies.rename_body(body=council, actor=None, name=name, on=on)
    assert BodyName.objects.filter(body=council).count() == 2


def test_bodies_never_stand_below_their_own(town: Tenant) -> None:
    top = make_body(town)
    middle = make_body(town, parent=top)
    low = make_body(town, parent=middle)
    for below in (top, middle, low):
        with pytest.raises(Circle):
            bodies.change_body(body=top, actor=None, parent=below)
        top.refresh_from_db()
    assert top.parent is None


def test_a_body_of_another_town_is_never_above(town: Tenant) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = make_body(other)
    with pytest.raises(Circle):
        make_body(town, parent=foreign)


def test_a_body_ends_with_its_seats_once_nothing_runs_below(council: Body, town: Tenant) -> None:
    group, seat = make_body(town, parent=council), make_seat(council)
    with pytest.raises(Conflict):
        bodies.end_body(body=council, actor=None, on=TODAY, reason="aufgelöst")
    bodies.end_body(body=group, actor=None, on=TODAY, reason="fertig")
    bodies.end_body(body=council, actor=None, on=TODAY, reason="aufgelöst")
    seat.refresh_from_db()
    assert (council.ended_on, seat.valid_to) == (TODAY, TODAY)
    with pytest.raises(Conflict):
        bodies.end_body(body=council, actor=None, on=TODAY, reason="noch einmal")
    bodies.reopen_body(body=council, actor=None, reason="Irrtum")
    seat.refresh_from_db()
    assert (council.ended_on, seat.valid_to) == (None, TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "verein"},
        {"kind": ""},
        {"founded_on": TODAY, "ended_on": FOUNDED},
        {"basis_on": TODAY, "basis_until": FOUNDED},
        {"founded_on": dt.date(2080, 1, 1)},
        {"about": "x" * 3001},
    ],
)
def test_nothing_wrong_is_stored(town: Tenant, wrong: dict[str, Any]) -> None:
    with pytest.raises((BadInput, TypeError)):
        make_body(town, "Rat", **wrong)
    assert Body.objects.count() == 0


def test_codes_are_free_and_stay(town: Tenant) -> None:
    codes = [make_body(town, "AG Sucht").code for _number in range(3)]
    assert codes == ["ag-sucht", "ag-sucht-2", "ag-sucht-3"]


@pytest.mark.parametrize(("role", "may"), [(Role.EDITOR, True), (Role.MEMBER, False), (Role.AUDITOR, False)])
def test_who_may_write(town: Tenant, role: Role, may: bool) -> None:
    person, body = make_member(town, role), make_body(town)
    writes = [
        lambda: bodies.change_body(body=body, actor=person, department="Dezernat 3"),
        lambda: bodies.rename_body(body=body, actor=person, name="Anders", on=TODAY),
        lambda: seats.create_seat(body=body, actor=person, office="Jugendamt"),
    ]
    done = []
    for write in writes:
        try:
            write()
        except NotAllowed:
            done.append(False)
        else:
            done.append(True)
    assert done == [may] * 3
    with pytest.raises(NotAllowed):
        bodies.end_body(body=body, actor=make_member(town, Role.EDITOR), on=TODAY, reason="nur Koordination")


def test_two_people_in_one_field_are_asked(town: Tenant) -> None:
    body = make_body(town, department="Dezernat 1")
    seen = stamp({"department": "Dezernat 1"})
    bodies.change_body(body=body, actor=None, department="Dezernat 2")
    with pytest.raises(ChangedMeanwhile):
        bodies.change_body(body=body, actor=None, department="Dezernat 3", stamp=seen)


def test_a_seat_ends_and_the_next_begins(town: Tenant) -> None:
    body = make_body(town)
    seat = make_seat(body, "Ordnungsamt")
    with pytest.raises(BadInput):
        make_seat(body, "Ordnungsamt")
    seats.end_seat(seat=seat, actor=None, on=TODAY)
    with pytest.raises(Conflict):
        seats.end_seat(seat=seat, actor=None, on=TODAY)
    make_seat(body, "Ordnungsamt", valid_from=TODAY + dt.timedelta(days=1))
    with pytest.raises(BadInput):
        seats.change_seat(seat=seat, actor=None, valid_from=TODAY + dt.timedelta(days=9))


def test_a_seat_takes_no_organisation_of_another_town(town: Tenant) -> None:
    with pytest.raises(BadInput):
        make_seat(make_body(town), organisation=make_organisation(make_tenant()))


def test_what_ends_within_half_a_year_is_named(town: Tenant) -> None:
    soon, late = TODAY + dt.timedelta(days=183), TODAY + dt.timedelta(days=184)
    body = make_body(town, basis_until=soon)
    make_body(town, basis_until=late)
    over = make_body(town, basis_until=TODAY - dt.timedelta(days=3))
    ended = make_body(town, basis_until=soon)
    bodies.end_body(body=ended, actor=None, on=TODAY - dt.timedelta(days=1), reason="x")
    assert [found.body.pk for found in ending(TODAY)] == [over.pk, body.pk]
    leaving = make_seat(body, "Amt A", valid_to=soon)
    make_seat(body, "Amt B", valid_to=late)
    make_seat(body, "Amt C", valid_to=soon)
    make_seat(body, "Amt C", valid_from=soon + dt.timedelta(days=1))
    assert [found.seat for found in ending_terms(TODAY)] == [leaving]


@pytest.mark.parametrize(
    ("precision", "text"), [("day", "04.02.1998"), ("month", "02/1998"), ("year", "1998")]
)
def test_a_day_is_shown_as_exactly_as_it_is_known(precision: str, text: str) -> None:
    assert (day_text(FOUNDED, precision), day_text(None, precision)) == (text, "")


def test_seats_never_outlive_their_body(town: Tenant) -> None:
    body, later = make_body(town), TODAY + dt.timedelta(days=30)
    seat = make_seat(body, valid_to=later)
    to_come = make_seat(body, valid_from=later)
    with pytest.raises(Conflict):
        bodies.end_body(body=body, actor=None, on=TODAY, reason="zu früh")
    seats.change_seat(seat=to_come, actor=None, valid_from=None)
    bodies.end_body(body=body, actor=None, on=TODAY, reason="fertig")
    seat.refresh_from_db()
    assert seat.valid_to == TODAY
    with pytest.raises(BadInput):
        make_seat(body)
    with pytest.raises(BadInput):
        seats.change_seat(seat=seat, actor=None, valid_to=later)


def test_floors_are_counted_from_top_to_bottom(town: Tenant) -> None:
    chain = [make_body(town)]
    for _number in range(places.MOST_FLOORS - 1):
        chain.append(make_body(town, parent=chain[-1]))
    with pytest.raises(BadInput):
        make_body(town, parent=chain[-1])
    with pytest.raises(BadInput):
        bodies.change_body(body=chain[0], actor=None, parent=make_body(town))


def test_nothing_is_taken_up_below_what_has_ended(council: Body, town: Tenant) -> None:
    group = make_body(town, parent=council)
    for body in (group, council):
        bodies.end_body(body=body, actor=None, on=TODAY, reason="fertig")
    group.refresh_from_db()
    with pytest.raises(Conflict):
        bodies.reopen_body(body=group, actor=None, reason="weiter")


@pytest.mark.parametrize("name", ["!!!", "Совет", "Rat " * 40])
def test_every_name_finds_an_address(town: Tenant, name: str) -> None:
    codes = {make_body(town, name).code for _number in range(3)}
    assert (len(codes), max(map(len, codes)) <= 60, "" in codes) == (3, True, False)
