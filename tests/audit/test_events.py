from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.tenancy import make_tenant
from umsicht.audit.queries import events as read
from umsicht.audit.queries.events import Change, EventFilter
from umsicht.core import clock, context, journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Any:
    tenant, office, editor = (
        make_tenant(name="Ort"),
        make_person(display_name="Büro"),
        make_person(display_name="Amt"),
    )
    token = context.request_id.set("r-1234567")
    journal.record("offers.offer.publish", tenant, actor=office, after={"state": "published"})
    context.request_id.reset(token)
    journal.record(
        "offers.offer.edit", tenant, actor=editor, before={"a": 1}, after={"a": 2, "b": 3}, reason="Neuer Ort"
    )
    journal.record("offers_extra.thing.edit", editor, actor=None, tenant=tenant)
    return tenant, office, editor


@pytest.mark.store
@pytest.mark.parametrize(
    ("chosen", "actions"),
    [
        (EventFilter(), ["offers_extra.thing.edit", "offers.offer.edit", "offers.offer.publish"]),
        (EventFilter(action="offers"), ["offers.offer.edit", "offers.offer.publish"]),
        (EventFilter(action="offers.offer."), ["offers.offer.edit", "offers.offer.publish"]),
        (EventFilter(action="offers.offer.edit"), ["offers.offer.edit"]),
        (EventFilter(object_type="accounts.User"), ["offers_extra.thing.edit"]),
        (EventFilter(request_id="r-1234567"), ["offers.offer.publish"]),
        (EventFilter(search="neuer ort"), ["offers.offer.edit"]),
        (EventFilter(search="büro"), ["offers.offer.publish"]),
    ],
)
def test_events_are_narrowed(log: Any, chosen: EventFilter, actions: list[str]) -> None:
    with scope(tenant=log[0]):
        assert [event.action for event in read.events(chosen)] == actions


@pytest.mark.store
def test_events_are_narrowed_by_day(log: Any) -> None:
    today, day = clock.today(), dt.timedelta(days=1)
    with scope(tenant=log[0]):
        counts = [
            read.events(chosen).count()
            for chosen in (
                EventFilter(since=today + day),
                EventFilter(until=today - day),
                EventFilter(since=today, until=today),
                EventFilter(since=today - day, until=today + day, search="Amt"),
            )
        ]
    assert counts == [0, 0, 3, 2]


def test_events_are_narrowed_by_person(log: Any) -> None:
    tenant, office, _editor = log
    with scope(tenant=tenant):
        assert [e.action for e in read.events(EventFilter(actor_id=office.pk))] == ["offers.offer.publish"]


def test_history_of_a_record_is_told_from_the_start(log: Any) -> None:
    with scope(tenant=log[0]):
        assert [e.action for e in read.history_of(log[0])] == ["offers.offer.publish", "offers.offer.edit"]


@pytest.mark.store
def test_lists_for_the_filters(log: Any) -> None:
    tenant, office, editor = log
    office.display_name = "Zentrale"
    journal.record("offers.offer.edit", tenant, actor=office)
    with scope(tenant=tenant):
        assert read.actions_used() == ["offers.offer.edit", "offers.offer.publish", "offers_extra.thing.edit"]
        assert read.object_types_used() == ["accounts.User", "tenancy.Tenant"]
        assert read.actors_used() == [(editor.pk, "Amt"), (office.pk, "Zentrale")]


def test_changes_stand_side_by_side(log: Any) -> None:
    with scope(tenant=log[0]):
        event = read.events(EventFilter(action="offers.offer.edit")).get()
    assert read.changes_of(event) == [Change("a", 1, 2), Change("b", None, 3)]


def test_everything_about_a_person_spans_tenants(log: Any) -> None:
    _tenant, office, _editor = log
    journal.record("tests.thing.do", make_tenant(), actor=office)
    assert [e.action for e in read.everything_about(office)] == ["offers.offer.publish", "tests.thing.do"]


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_events_costs_one_query(django_assert_num_queries: Any, rows: int) -> None:
    tenant, person = make_tenant(), make_person()
    for _number in range(rows):
        journal.record("tests.thing.do", tenant, actor=person)
    with scope(tenant=tenant), django_assert_num_queries(1):
        assert len([event.actor_label for event in read.events()]) == rows
