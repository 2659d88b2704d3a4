"""What the portal says of patrols and inspections, and what it must never say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.fieldwork import make_case, make_finding, make_inspection, make_photo, make_shift
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.fieldwork.domain.patrols import add_observation
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/praeventionsrat"
SECRET = "Geheimer Platz"


@pytest.fixture
def portal(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


def test_planned_patrols_and_places_are_nowhere(client: Client, portal: Tenant) -> None:
    make_shift(portal, day=clock.today() + dt.timedelta(days=2), places=SECRET, note=SECRET)
    for _number in range(6):
        held = make_shift(portal, day=dt.date(2026, 9, 4), places=SECRET, held=True)
        add_observation(shift=held, actor=None, kind="noise", count=5, place=SECRET, note=SECRET)
    pages = (
        f"{BASE}/streifen",
        BASE,
        "/musterstadt",
        "/musterstadt/sitemap.xml",
        f"{BASE}/streifen?jahr=2026",
    )
    found = [client.get(page) for page in pages]
    assert [response.status_code for response in found] == [200] * len(pages)
    assert [
        page for page, response in zip(pages, found, strict=True) if SECRET in response.content.decode()
    ] == []
    assert "Sep" in found[0].content.decode()


def test_small_numbers_are_not_in_the_page(client: Client, portal: Tenant) -> None:
    add_observation(
        shift=make_shift(portal, day=dt.date(2026, 9, 4), held=True), actor=None, kind="noise", count=3
    )
    page = client.get(f"{BASE}/streifen").content.decode()
    assert page.count("nicht gezeigt") > 3
    assert ">3</td>" not in page


def test_a_month_that_is_not_over_has_no_figures(client: Client, portal: Tenant) -> None:
    make_shift(portal, held=True)
    assert "Noch keine Zahlen" in client.get(f"{BASE}/streifen").content.decode()


def test_only_reported_inspections_with_released_photos(client: Client, portal: Tenant) -> None:
    walk = make_inspection(
        portal, code="park", title="Abends im Park", is_public=True, steps=("hold", "report")
    )
    make_inspection(portal, code="geheim", title=SECRET, is_public=True, steps=("hold",))
    make_finding(walk, text="Zu dunkel", owner="Tiefbauamt", action="Licht prüfen")
    photo = make_photo(walk)
    listed = client.get(f"{BASE}/begehungen").content.decode()
    assert ("Abends im Park" in listed, SECRET in listed) == (True, False)
    page = client.get(f"{BASE}/begehungen/park").content.decode()
    assert ("Zu dunkel" in page, "Dunkler Weg" in page) == (True, False)
    for step in ("check", "release"):
        apply(photo, step, actor=None)
    assert "Dunkler Weg" in client.get(f"{BASE}/begehungen/park").content.decode()
    assert client.get(f"{BASE}/begehungen/geheim").status_code == 404
    assert client.get(f"{BASE}/begehungen/geheim.geojson").status_code == 404


def test_an_empty_portal_says_what_will_stand_here(client: Client, portal: Tenant) -> None:
    assert "Noch kein Bericht einer Begehung" in client.get(f"{BASE}/begehungen").content.decode()


def test_conflicts_have_no_public_page(client: Client, portal: Tenant) -> None:
    make_case(portal, summary=SECRET, place=SECRET)
    assert client.get(f"{BASE}/konflikte").status_code == 404
    found = client.get(f"/musterstadt/suche?q={SECRET}")
    assert "Musik am Ufer" not in found.content.decode()
