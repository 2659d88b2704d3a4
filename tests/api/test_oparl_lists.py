"""OParl: filters, paging, deleted objects, errors, queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django_scopes import scope

from tests.api.oparl_schemas import NAMESPACE, complaints
from tests.factories.council import make_body, make_seat
from tests.factories.oparl import (
    ROOT,
    START,
    body_of,
    council_world,
    entries,
    get,
    listed,
    lists,
    pages,
    publish,
)
from tests.factories.papers import announced, make_item, make_paper, make_step
from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.council.models import Paper
from umsicht.web import pagecache

pytestmark = [pytest.mark.django_db, pytest.mark.store]
LATER = dt.timedelta(minutes=10)


def test_lists_page_by_page_keep_filters_and_order() -> None:
    world = council_world()
    with scope(tenant=world.tenant):
        for _ in range(5):
            make_paper(world.tenant, body=world.body)
    publish()
    found = pages(lists(body_of(world))["paper"] + "?limit=3&created_since=2020-01-01T00:00:00%2B01:00")
    assert [page["pagination"] for page in found] == [
        {"totalElements": 7, "elementsPerPage": 3, "currentPage": number, "totalPages": 3}
        for number in (1, 2, 3)
    ]
    filters = "?created_since=2020-01-01T00%3A00%3A00%2B01%3A00&limit=3"
    assert [{name: url.partition("?")[2] for name, url in page["links"].items()} for page in found][1] == {
        "first": filters[1:],
        "self": f"{filters[1:]}&page=2",
        "last": f"{filters[1:]}&page=3",
        "prev": filters[1:],
        "next": f"{filters[1:]}&page=3",
    }
    assert [sorted(page["links"]) for page in (found[0], found[2])] == [
        ["first", "last", "next", "self"],
        ["first", "last", "prev", "self"],
    ]
    ids = [row["id"] for page in found for row in page["data"]]
    assert ids == [row["id"] for row in listed(world, "paper")]


def test_a_page_holds_at_most_a_hundred_objects() -> None:
    world = council_world()
    publish()
    page = get(lists(body_of(world))["paper"], limit=5000)
    assert (page["pagination"]["elementsPerPage"], page["links"]["self"]) == (
        100,
        lists(body_of(world))["paper"],
    )


def test_filters_take_the_times_as_they_are_shown() -> None:
    world = council_world()
    publish()
    with time_machine.travel(clock.now() + LATER), scope(tenant=world.tenant):
        make_paper(world.tenant, body=world.body, subject="Neu")
        publish()
        old, _answer, new = listed(world, "paper")

        def names(**query: str) -> list[str]:
            return [row["name"] for row in listed(world, "paper", **query)]

        assert names(created_since=new["created"]) == ["Neu"]
        assert names(created_until=old["created"]) == ["Bericht zur Lage", "Antwort"]
        assert names(modified_since=new["modified"]) == ["Neu"]
        assert names(modified_until=old["modified"]) == ["Bericht zur Lage", "Antwort"]
        assert names(created_since=old["created"], created_until=old["created"]) == [
            "Bericht zur Lage",
            "Antwort",
        ]


def test_what_changes_inside_an_object_changes_its_time_and_no_other() -> None:
    world = council_world()
    publish()
    before = clock.now()
    with time_machine.travel(before + LATER), scope(tenant=world.tenant):
        world.item.title = "Lage im Zentrum"
        world.item.save()
        publish()
        since = {"modified_since": (before + LATER / 2).isoformat()}
        assert {
            member: len(listed(world, member, **since)) for member in ("meeting", "agendaItem", "paper")
        } == {
            "meeting": 1,
            "agendaItem": 1,
            "paper": 0,
        }
        assert publish() == 0


def test_an_object_that_leaves_stays_as_deleted_and_comes_back_under_its_address() -> None:
    world = council_world()
    publish()
    before = clock.now()
    old = listed(world, "agendaItem")[0]
    with time_machine.travel(before + LATER), scope(tenant=world.tenant):
        world.item.visibility = "closed"
        world.item.save()
        publish()
        found = get(old["id"])
        assert {name: found[name] for name in ("id", "type", "created", "deleted")} == {
            **{name: old[name] for name in ("id", "type", "created")},
            "deleted": True,
        }
        since = (before + LATER / 2).isoformat()
        assert [row for row in listed(world, "agendaItem", modified_since=since) if row.get("deleted")] == [
            found
        ]
        assert [row["name"] for row in listed(world, "agendaItem")] == ["Ohne Papier"]
        assert len(listed(world, "meeting", modified_since=since)) == 1
        world.item.visibility = "public"
        world.item.save()
        publish()
        assert get(old["id"])["name"] == "Treffpunkt Bahnhof"


def test_a_town_that_no_longer_takes_part_says_of_everything_that_it_is_gone() -> None:
    world = council_world()
    publish()
    body = body_of(world)
    papers = lists(body)["paper"]
    world.tenant.is_active = False
    world.tenant.content_version += 1
    world.tenant.save()
    pagecache.store.clear()
    assert (entries("bodies"), entries(papers)) == ([], [])
    publish()
    assert get(body["id"])["deleted"] is True
    assert [row["deleted"] for row in entries(papers, modified_since="2020-01-01T00:00:00+01:00")] == [
        True,
        True,
    ]


def test_sandboxes_and_towns_without_a_public_body_are_no_bodies() -> None:
    council_world(is_sandbox=True)
    quiet = make_tenant()
    with scope(tenant=quiet):
        make_seat(make_body(quiet, is_public=False))
    publish()
    assert entries("bodies") == []


def test_internal_lists_are_left_out_on_wish() -> None:
    world = council_world()
    publish()
    meeting, paper = (listed(world, member, omit_internal="true")[0] for member in ("meeting", "paper"))
    person = listed(world, "person", omit_internal="true")[0]
    left = {"agendaItem", "auxiliaryFile", "membership"} & {*meeting, *paper, *person}
    assert left == set()
    assert "agendaItem" not in get(meeting["id"], omit_internal="true")
    assert [text for row in (meeting, paper, person) for text in complaints(row)] == []


def test_a_body_of_the_town_lists_its_own_meetings_and_consultations() -> None:
    world = council_world()
    with scope(tenant=world.tenant):
        other = make_body(world.tenant, "Steuerungsgruppe")
        make_step(world.paper, other)
        announced(other, START, title="Andere")
    publish()
    found = {row["name"]: row for row in listed(world, "organization")}
    assert [row["name"] for row in entries(found["Steuerungsgruppe"]["meeting"])] == ["Andere"]
    assert len(entries(found["Steuerungsgruppe"]["consultation"])) == 1
    assert len(entries(found["Präventionsrat"]["consultation"])) == 2


def test_demo_records_carry_the_keyword() -> None:
    world = council_world()
    with scope(tenant=world.tenant):
        Paper.objects.filter(pk=world.paper.pk).update(is_demo=True)
    publish()
    assert [row.get("keyword") for row in listed(world, "paper")] == [["Demo"], None]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"page": "0"}, "page"),
        ({"limit": "x"}, "limit"),
        ({"modified_since": "gestern"}, "modified_since"),
        ({"created_until": "2026-01-01T00:00:00"}, "created_until"),
        ({"omit_internal": "vielleicht"}, "omit_internal"),
    ],
)
def test_bad_parameters_answer_an_error_object_that_names_them(query: dict[str, str], named: str) -> None:
    found = get("bodies", 400, **query)
    assert (found["type"], named in found["message"]) == (f"{NAMESPACE}Error", True)


@pytest.mark.parametrize(
    "kind", ["body", "meeting", "agenda-item", "paper", "consultation", "file", "person"]
)
def test_unknown_ids_answer_404_as_an_error_object(kind: str) -> None:
    found = get(f"{kind}/00000000-0000-4000-8000-000000000000", 404)
    assert set(found) == {"type", "message", "debug"}


def test_an_address_answers_for_its_own_type_only() -> None:
    world = council_world()
    publish()
    paper = listed(world, "paper")[0]["id"]
    get(paper.replace("/paper/", "/meeting/"), 404)


def test_any_site_may_read_and_unchanged_answers_are_not_sent_twice() -> None:
    world = council_world()
    publish()
    first = Client().get(ROOT)
    again = Client().get(ROOT, headers={"If-None-Match": first["ETag"]})
    wrong = Client().get(f"{ROOT}paper/00000000-0000-4000-8000-000000000000")
    assert [row["Access-Control-Allow-Origin"] for row in (first, again, wrong)] == ["*", "*", "*"]
    assert (again.status_code, first.cookies.output(), body_of(world)["system"]) == (304, "", get("")["id"])


# One of them asks for the versions again, which happens when an answer takes longer than they are kept.
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("member", "queries"),
    [
        ("meeting", 13),
        ("agendaItem", 13),
        ("paper", 12),
        ("consultation", 12),
        ("file", 12),
        ("organization", 12),
    ],
)
def test_queries_do_not_grow_with_rows(
    member: str, queries: int, rows: int, django_assert_max_num_queries: Any
) -> None:
    world = council_world()
    with scope(tenant=world.tenant):
        for number in range(rows - 1):
            other = make_body(world.tenant)
            paper = make_paper(world.tenant, body=other)
            make_item(announced(other, START + dt.timedelta(days=number)), paper=paper)
    publish()
    address = lists(body_of(world))[member].removeprefix(settings.SITE_URL)
    Client().get(address)
    pagecache.store.clear()
    with django_assert_max_num_queries(queries):
        assert Client().get(address).status_code == 200
