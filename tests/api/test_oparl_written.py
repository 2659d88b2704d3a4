"""OParl: decisions made in writing, addresses of files and pages, answers that a client has already."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from tests.api.oparl_schemas import complaints
from tests.factories.files import make_file
from tests.factories.oparl import (
    SECRET,
    World,
    body_of,
    council_world,
    crawl,
    entries,
    get,
    listed,
    lists,
    publish,
)
from tests.factories.papers import make_decision, make_paper
from umsicht.core import clock
from umsicht.council.models import Decision, PaperFile

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def world() -> World:
    found = council_world()
    with scope(tenant=found.tenant):
        make_decision(found.body, number="KPR 7/2026", text="Die Stadt tritt dem Netz bei.")
        make_decision(found.body, number="KPR 8/2026", text=f"{SECRET} Beschluss", visibility="closed")
    publish()
    return found


def test_a_decision_made_in_writing_is_a_paper_with_a_consultation_without_meeting(world: World) -> None:
    paper = next(row for row in listed(world, "paper") if row.get("reference") == "KPR 7/2026")
    consultation = get(paper["consultation"][0]["id"])
    assert list(complaints(paper)) == list(complaints(consultation)) == []
    assert (paper["name"], paper["date"]) == ("Beschluss KPR 7/2026", "2026-11-02")
    assert {"meeting", "agendaItem"} & set(consultation) == set()
    assert (
        consultation["paper"],
        consultation["umsicht:result"],
        consultation["umsicht:resolutionText"],
    ) == (
        paper["id"],
        "angenommen",
        "Die Stadt tritt dem Netz bei.",
    )
    of_body = next(row for row in listed(world, "organization") if row["shortName"] == "KPR")
    assert consultation["id"] in [row["id"] for row in entries(of_body["consultation"])]


def test_a_closed_decision_made_in_writing_appears_nowhere_and_a_narrowed_one_is_gone(world: World) -> None:
    paper = next(row for row in listed(world, "paper") if row.get("reference") == "KPR 7/2026")
    assert "KPR 8/2026" not in json.dumps([*crawl().values()])
    with scope(tenant=world.tenant):
        decision = Decision.objects.get(number="KPR 7/2026")
        decision.visibility = "closed"
        decision.save()
    assert (get(paper["id"]).get("deleted"), "KPR 7/2026" in json.dumps([*crawl().values()])) == (True, False)
    publish()
    assert get(paper["consultation"][0]["id"])["deleted"] is True


def _addresses(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value[name] for name in ("web", "accessUrl", "downloadUrl") if name in value}
        return own.union(*map(_addresses, value.values()))
    return set().union(*map(_addresses, value)) if isinstance(value, list) else set()


def _open(address: str) -> tuple[int, str]:
    response = Client().get(urlsplit(address)._replace(scheme="", netloc="").geturl())
    b"".join(response)  # type: ignore[call-overload]  # reads a file to its end
    return response.status_code, response.get("Content-Disposition", "").partition(";")[0]


def test_every_page_and_file_that_an_object_names_opens(world: World) -> None:
    found = _addresses([*crawl().values()])
    assert {address: _open(address)[0] for address in found if _open(address)[0] != 200} == {}
    kinds = {"vorlagen", "sitzungen", "gremien", "anlagen", "beschluesse"}
    assert {kind for kind in kinds for address in found if f"/{kind}" in address} == kinds


def test_a_pdf_is_shown_under_one_address_and_saved_under_the_other(world: World) -> None:
    with scope(tenant=world.tenant):
        pdf = make_file(world.tenant, mime="application/pdf", kind="pdf", original_name="plan.pdf")
        PaperFile.objects.create(tenant=world.tenant, paper=world.paper, file=pdf, title="Plan", position=9)
    publish()
    paper = listed(world, "paper")[0]
    note, plan = paper["auxiliaryFile"]
    for file in (paper["mainFile"], plan):
        assert [_open(file[name])[1] for name in ("accessUrl", "downloadUrl")] == ["inline", "attachment"]
    assert (note["accessUrl"], _open(f"{note['accessUrl']}?anzeigen=1")[1]) == (
        note["downloadUrl"],
        "attachment",
    )


def test_a_pdf_that_is_shown_may_load_and_run_nothing(world: World) -> None:
    address = urlsplit(listed(world, "paper")[0]["mainFile"]["accessUrl"])
    response = Client().get(address._replace(scheme="", netloc="").geturl())
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_a_client_that_has_the_page_of_a_list_is_told_so_until_something_changes(
    world: World, settings: Any
) -> None:
    settings.PAGE_CACHE = False
    path = urlsplit(lists(body_of(world))["paper"]).path
    first = Client().get(path)
    known = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}
    assert [Client().get(path, headers=headers).status_code for headers in known] == [304, 304]
    assert Client().get(f"{path}?limit=1", headers=known[0]).status_code == 200
    with scope(tenant=world.tenant), time_machine.travel(clock.now() + dt.timedelta(minutes=10)):
        make_paper(world.tenant, body=world.body)
        behind = Client().get(path, headers=known[0])
        assert (behind.status_code, "ETag" in behind) == (200, False)
        publish()
        assert [Client().get(path, headers=headers).status_code for headers in known] == [200, 200]


def test_totals_are_true_also_while_the_ledger_is_behind(world: World) -> None:
    with scope(tenant=world.tenant):
        world.item.visibility = "closed"
        world.item.save()
    assert get(lists(body_of(world))["agendaItem"])["pagination"]["totalElements"] == 1
