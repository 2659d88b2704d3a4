"""The index of papers follows the rows that decide what the public may know; without it the newest are shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.council import make_body
from tests.factories.papers import announced, make_item, make_paper
from tests.ui.dom import Element, parse
from umsicht.council.models import AgendaItem, Body
from umsicht.search import writer
from umsicht.search.engine.reader import reader
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/praeventionsrat"
LATER = dt.datetime(2026, 12, 10, 13, 0, tzinfo=dt.UTC)


@pytest.fixture
def council(town: Tenant) -> Body:
    with scope(tenant=town):
        return make_body(town, "Präventionsrat", kind="council", code="kpr")


def main_of(response: Any) -> Element:
    return parse(response.content.decode()).one("main")


@pytest.mark.parametrize("change", ["step", "paper", "body", "item", "meeting"])
def test_the_index_follows_whatever_decides_about_the_public(
    client: Client, town: Tenant, council: Body, change: str
) -> None:
    """One paper is public by its step, one by an item."""
    with scope(tenant=town):
        by_step = make_paper(town, body=council, subject="Über den Schritt")
        by_item = make_paper(town, subject="Über den Punkt")
        meeting = announced(council, LATER)
        item = make_item(meeting, paper=by_item)
    writer.rebuild(progress=lambda *_: None)
    assert "2 Vorlagen" in client.get(f"{BASE}/vorlagen").content.decode()
    with scope(tenant=town):
        if change == "step":
            step = by_step.route.get()
            step.visibility = "closed"
            step.save()
        elif change == "paper":
            by_step.state = "withdrawn"
            by_step.save()
        elif change == "body":
            council.is_public = False
            council.save()
        elif change == "item":
            other = make_paper(town, subject="Anderes", release=False)
            held = AgendaItem.objects.get(pk=item.pk)
            held.paper = other
            held.save()
        else:
            meeting.is_public = False
            meeting.save()
    writer.catch_up()
    reader.refresh(force=True)
    left = {"body": "0 Vorlagen"}.get(change, "1 Vorlage")
    page = main_of(client.get(f"{BASE}/vorlagen"))
    assert page.one("p", role="status").text == left


def test_without_an_index_the_newest_papers_are_shown(client: Client, town: Tenant, council: Body) -> None:
    with scope(tenant=town):
        make_paper(town, body=council, subject="Neu")
    response = client.get(f"{BASE}/vorlagen?q=nichts")
    assert (
        [link.text for link in main_of(response).all("a") if "/vorlagen/" in link.attrs["href"]],
        "wird gerade eingerichtet" in response.content.decode(),
    ) == (
        ["Neu"],
        True,
    )


def test_the_sitemap_names_public_papers_and_meetings_and_no_closed_ones(
    client: Client, town: Tenant, council: Body
) -> None:
    with scope(tenant=town):
        inner = make_body(town, "Innerer Kreis", code="innen", is_public=False)
        public = make_paper(town, body=council, subject="Offen")
        closed = [
            make_paper(town, body=council, visibility="closed"),
            make_paper(town, body=council, release=False),
            make_paper(town, body=inner),
        ]
        meeting = announced(council, LATER)
        announced(council, LATER, is_public=False)
        announced(inner, LATER)
        announced(council, LATER, state="planned")
        announced(council, LATER, state="cancelled", invited_at=None)
    said = client.get("/musterstadt/sitemap.xml").content.decode()
    listed = [path.split("<", 1)[0] for path in said.split("/praeventionsrat/")[1:]]
    pages = ["sitzungen", "beschluesse", "vorlagen"]
    assert listed == [*pages, f"sitzungen/{meeting.pk}", f"vorlagen/{public.slug}"]
    assert not [one for one in closed if one.slug in said]
