"""OParl: official schemas, what objects say and never say."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.conf import settings
from django_scopes import scope

from tests.api.oparl_schemas import NAMESPACE, complaints
from tests.factories.council import make_body
from tests.factories.oparl import (
    SECRET,
    START,
    body_of,
    council_world,
    crawl,
    get,
    listed,
    lists,
    publish,
)
from tests.factories.papers import announced, make_item, make_step
from umsicht.council.domain.bodies import change_body
from umsicht.council.models import AgendaItem, Meeting, Paper
from umsicht.web import pagecache

pytestmark = [pytest.mark.django_db, pytest.mark.store]
LATER = dt.timedelta(minutes=10)


def test_every_object_of_a_world_validates_and_every_address_answers() -> None:
    council_world()
    publish()
    seen = crawl()
    objects = [found for found in seen.values() if "type" in found]
    data = [row for found in seen.values() for row in found.get("data", [])]
    assert {row["type"].removeprefix(NAMESPACE) for row in objects} == {
        *(
            "System",
            "Body",
            "LegislativeTerm",
            "Organization",
            "Person",
            "Membership",
            "Meeting",
            "AgendaItem",
        ),
        *("Paper", "Consultation", "File", "Location"),
    }
    assert [text for row in (*objects, *data) for text in complaints(row)] == []
    assert [row["id"] for row in objects if seen[row["id"].removeprefix(settings.SITE_URL)] != row] == []


def test_nothing_closed_is_shown_counted_or_numbered() -> None:
    world = council_world()
    publish()
    seen = crawl()
    assert [path for path, found in seen.items() if SECRET in json.dumps(found, ensure_ascii=False)] == []
    totals = {
        member: get(path)["pagination"]["totalElements"] for member, path in lists(body_of(world)).items()
    }
    assert totals == {
        "organization": 2,
        "person": 1,
        "membership": 2,
        "meeting": 1,
        "agendaItem": 2,
        "paper": 2,
        "consultation": 2,
        "file": 3,
        "locationList": 2,
        "legislativeTermList": 1,
    }
    agenda = listed(world, "meeting")[0]["agendaItem"]
    assert [(row["number"], row["order"], row["name"]) for row in agenda] == [
        ("1", 0, "Treffpunkt Bahnhof"),
        ("2", 1, "Ohne Papier"),
    ]
    assert "consultation" not in agenda[1]


@pytest.mark.parametrize(
    "hide",
    [
        lambda world: AgendaItem.objects.filter(pk=world.item.pk).update(visibility="closed"),
        lambda world: Meeting.objects.filter(pk=world.meeting.pk).update(is_public=False),
        lambda world: Paper.objects.filter(pk=world.paper.pk).update(state="withdrawn"),
        lambda world: change_body(body=world.body, actor=None, is_public=False),
    ],
    ids=["item", "meeting", "paper", "body"],
)
def test_what_is_closed_is_gone_at_once_even_before_the_next_comparison(hide: Any) -> None:
    world = council_world()
    publish()
    item = next(row for row in listed(world, "agendaItem") if row["name"] == "Treffpunkt Bahnhof")
    paper = next(row for row in listed(world, "paper") if row["name"] == "Bericht zur Lage")
    watched = {row["id"]: row for row in (item, paper)}
    with scope(tenant=world.tenant):
        hide(world)
    pagecache.store.clear()
    found = {address: get(address) for address in watched}
    left = [address for address, row in found.items() if row.get("deleted")]
    text = json.dumps([*crawl().values(), *found.values()], ensure_ascii=False)
    assert left != []
    assert [address for address in left if watched[address]["name"] in text] == []


def test_an_item_says_result_decision_and_approved_minutes() -> None:
    world = council_world()
    publish()
    item = listed(world, "agendaItem")[0]
    assert (item["resolutionText"], item["umsicht:minutes"]) == (
        "Der Bericht wird angenommen.",
        "Die Lage wurde beraten.",
    )
    assert item["meeting"] == listed(world, "meeting")[0]["id"]
    consultation = get(item["consultation"])
    assert (consultation["agendaItem"], get(consultation["paper"])["name"]) == (
        item["id"],
        "Bericht zur Lage",
    )


def test_minutes_that_are_not_approved_stay_inside() -> None:
    world = council_world()
    with scope(tenant=world.tenant):
        Meeting.objects.filter(pk=world.meeting.pk).update(state="held")
    publish()
    assert [row.get("umsicht:minutes") for row in listed(world, "agendaItem")] == [None, None]


def test_a_meeting_says_when_where_and_whether_it_was_called_off() -> None:
    world = council_world()
    with scope(tenant=world.tenant):
        announced(world.body, START + dt.timedelta(days=30), state="cancelled", title="Zweite")
    publish()
    first, second = listed(world, "meeting")
    assert (first["start"], first["meetingState"], first["cancelled"]) == (
        "2026-11-03T14:00:00+01:00",
        "durchgeführt",
        False,
    )
    assert (second["cancelled"], second["location"]["id"]) == (True, first["location"]["id"])


def test_an_office_is_one_person_with_all_its_seats_and_no_other_member() -> None:
    world = council_world()
    publish()
    person = listed(world, "person")[0]
    assert set(person) == {"id", "type", "body", "name", "status", "membership", "created", "modified"}
    assert (person["name"], [row["votingRight"] for row in person["membership"]]) == (
        "Ordnungsamt",
        [True, False],
    )


def test_a_step_that_has_come_to_its_meeting_is_one_consultation() -> None:
    world = council_world()
    with scope(tenant=world.tenant):
        other = make_body(world.tenant, "Steuerungsgruppe")
        make_step(world.paper, other, role="decide")
        make_item(announced(make_body(world.tenant), START), "Ohne Schritt", paper=world.paper)
    publish()
    paper = next(row for row in listed(world, "paper") if row["name"] == "Bericht zur Lage")
    route = [(row.get("authoritative"), "agendaItem" in row) for row in paper["consultation"]]
    assert route == [(False, True), (True, False), (None, True)]


def test_papers_name_what_they_answer_and_their_files() -> None:
    world = council_world()
    publish()
    asked, answer = listed(world, "paper")
    assert (asked["subordinatedPaper"], answer["superordinatedPaper"]) == ([answer["id"]], [asked["id"]])
    assert [row["name"] for row in asked["auxiliaryFile"]] == ["Anlage 1"]
    assert asked["mainFile"]["accessUrl"].endswith(
        f"/{world.tenant.slug}/praeventionsrat/vorlagen/{world.paper.slug}.pdf?anzeigen=1"
    )
    assert get(asked["auxiliaryFile"][0]["id"])["paper"] == [asked["id"]]
