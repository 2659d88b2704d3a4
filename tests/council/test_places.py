"""Where a body stood on which day."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.council.test_structure import names
from tests.factories.council import make_body
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.errors import BadInput
from umsicht.council.domain.bodies import change_body
from umsicht.council.domain.places import correct_place, move_body, remove_place
from umsicht.council.errors import Circle
from umsicht.council.models import Body
from umsicht.council.queries.bodies import changes, structure
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
BEFORE, MOVED, TODAY = dt.date(2021, 12, 31), dt.date(2022, 1, 1), dt.date(2026, 11, 18)


@pytest.fixture
def bodies(town: Tenant) -> tuple[Body, Body, Body]:
    """A council, an office, and a group that stood below the office until the end of 2021."""
    council, office = make_body(town, "Rat", kind="council"), make_body(town, "Stelle", kind="office")
    group = make_body(town, "AG Sucht", parent=office)
    move_body(body=group, actor=None, on=MOVED, parent=council, link="attached", is_public=True, reason="neu")
    return council, office, group


def test_the_structure_of_a_day_shows_the_place_of_that_day(bodies: tuple[Body, Body, Body]) -> None:
    assert names(structure(BEFORE)) == ["Rat", "Stelle", ["AG Sucht"]]
    assert names(structure(MOVED)) == ["Rat", ["AG Sucht"], "Stelle"]
    links = [structure(day)[place].children[0].link for day, place in ((BEFORE, 1), (TODAY, 0))]
    assert links == ["below", "attached"]
    assert (MOVED, "day") in changes()
    assert AuditEvent.objects.filter(action="council.body.move", reason="neu").exists()


def test_several_moves_each_count_for_their_days(bodies: tuple[Body, Body, Body]) -> None:
    _council, office, group = bodies
    move_body(body=group, actor=None, on=dt.date(2024, 1, 1), parent=None, is_public=True)
    move_body(body=group, actor=None, on=dt.date(2025, 1, 1), parent=office, is_public=True)
    found = [names(structure(dt.date(year, 6, 1))) for year in (2020, 2023, 2024, 2025)]
    assert found == [
        ["Rat", "Stelle", ["AG Sucht"]],
        ["Rat", ["AG Sucht"], "Stelle"],
        ["Rat", "AG Sucht", "Stelle"],
        ["Rat", "Stelle", ["AG Sucht"]],
    ]


def test_the_portal_shows_only_days_on_which_it_was_public_and_nothing_closed_since(town: Tenant) -> None:
    group = make_body(town, "AG Sucht", is_public=False)
    move_body(body=group, actor=None, on=MOVED, parent=None, is_public=True)
    assert (names(structure(BEFORE, public_only=True)), names(structure(BEFORE))) == ([], ["AG Sucht"])
    assert names(structure(TODAY, public_only=True)) == ["AG Sucht"]
    move_body(body=group, actor=None, on=dt.date(2025, 1, 1), parent=None, is_public=False)
    assert names(structure(dt.date(2023, 1, 1), public_only=True)) == []


@pytest.mark.parametrize(
    ("on", "parent"),
    [
        (clock.today() + dt.timedelta(days=400), None),  # still to come
        (MOVED, None),  # not after the last move
        (dt.date(2020, 1, 1), None),
        (dt.date(2023, 1, 1), "same"),
    ],
)
def test_impossible_moves_change_nothing(
    bodies: tuple[Body, Body, Body], on: dt.date, parent: str | None
) -> None:
    council, _office, group = bodies
    place = {"parent": council, "link": "attached"} if parent else {"parent": None}
    with pytest.raises(BadInput):
        move_body(body=Body.objects.get(pk=group.pk), actor=None, on=on, is_public=True, **place)
    group.refresh_from_db()
    assert (group.parent_id, group.former_places.count()) == (council.pk, 1)


def test_no_circle_on_any_day(bodies: tuple[Body, Body, Body]) -> None:
    """Until 2021 the group stood below the office, so the office can't have stood below the group then."""
    _council, office, group = bodies
    with pytest.raises(Circle):
        change_body(body=office, actor=None, parent=group)
    office.refresh_from_db()
    move_body(body=office, actor=None, on=dt.date(2023, 1, 1), parent=group, is_public=True)
    assert names(structure(TODAY)) == ["Rat", ["AG Sucht", ["Stelle"]]]
    with pytest.raises(Circle):
        correct_place(row=office.former_places.get(), actor=None, until=dt.date(2021, 6, 1))


def test_an_earlier_place_is_corrected_and_removed(bodies: tuple[Body, Body, Body]) -> None:
    _council, _office, group = bodies
    row = group.former_places.get()
    assert correct_place(row=row, actor=None, until=dt.date(2019, 12, 31))
    assert names(structure(BEFORE)) == ["Rat", ["AG Sucht"], "Stelle"]
    remove_place(row=row, actor=None, reason="Irrtum")
    assert names(structure(dt.date(2010, 1, 1))) == ["Rat", ["AG Sucht"], "Stelle"]


def test_a_move_begins_after_the_body_does(town: Tenant) -> None:
    group = make_body(town, founded_on=MOVED)
    with pytest.raises(BadInput):
        move_body(body=group, actor=None, on=MOVED, parent=make_body(town), is_public=True)
