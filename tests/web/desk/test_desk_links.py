from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.enums import LinkFinding as F
from umsicht.upkeep.models import CheckedLink, LinkPlace

pytestmark = pytest.mark.django_db
URL = "/desk/musterstadt/arbeit/webadressen"


@pytest.fixture
def role() -> Role:
    return Role.EDITOR


def make_link(tenant: Tenant, number: int = 1, finding: str = F.BROKEN, **fields: Any) -> CheckedLink:
    day = clock.today() - dt.timedelta(days=number)
    with scope(tenant=tenant):
        link = CheckedLink.objects.create(
            tenant=tenant,
            url=f"https://alt{number}.example.org",
            finding=finding,
            check_on=clock.today(),
            checked_at=clock.now(),
            failing_since=day if finding == F.BROKEN else None,
            failures=3,
            **({"status": 404} | fields),
        )
        LinkPlace.objects.create(
            tenant=tenant,
            link=link,
            record="directory.Organisation",
            record_id=make_organisation(tenant=tenant).pk,
            field="Website",
            title=f"Verein {number}",
        )
    return link


def listed(client: Client, query: str = "") -> list[str]:
    return [link.url for link in client.get(URL + query).context["page"]]


def test_list_shows_what_is_to_be_mended_and_the_rest_when_asked(tenant: Tenant, desk: Client) -> None:
    make_link(tenant, 1)
    make_link(tenant, 2, F.FINE)
    make_link(tenant, 3, F.MOVED, moved_to="https://neu.example.org")
    make_link(make_tenant(), 4)
    assert listed(desk) == ["https://alt1.example.org", "https://alt3.example.org"]
    assert len(listed(desk, "?stand=alle")) == 3
    assert listed(desk, "?stand=fine") == ["https://alt2.example.org"]
    assert listed(desk, "?q=Verein+3") == ["https://alt3.example.org"]
    assert listed(desk, "?sortierung=-url")[0] == "https://alt3.example.org"
    assert listed(desk, "?stand=x&sortierung=y&seite=z") == listed(desk)
    assert "Keine Adresse passt" in desk.get(f"{URL}?q=gibt-es-nicht").text


def test_leaving_alone_and_watching_again(tenant: Tenant, desk: Client) -> None:
    link = make_link(tenant)
    assert desk.post(f"{URL}/{link.pk}/auslassen", {"grund": ""}).status_code == 400
    desk.post(f"{URL}/{link.pk}/auslassen", {"grund": "Nur aus dem Rathaus"})
    assert (listed(desk), listed(desk, "?stand=ignoriert")) == ([], [link.url])
    assert "Nur aus dem Rathaus" in desk.get(f"{URL}/{link.pk}").text
    desk.post(f"{URL}/{link.pk}/beobachten")
    assert listed(desk) == [link.url]


def test_broken_address_is_waiting_work(tenant: Tenant, desk: Client) -> None:
    link = make_link(tenant, 5)
    page = desk.get("/desk/musterstadt/arbeit?art=links")
    assert [row.item.subject for row in page.context["page"]] == [link.pk]
    assert "alt5.example.org" in page.text
    desk.post(
        "/desk/musterstadt/arbeit/handeln",
        {"wahl": f"links:{link.pk}", "schritt": "links.ignore", "grund": "Ist bekannt"},
    )
    link.refresh_from_db()
    assert link.ignored_reason == "Ist bekannt"


def test_step_without_its_reason_changes_nothing(tenant: Tenant, desk: Client) -> None:
    link = make_link(tenant)
    response = desk.post(
        "/desk/musterstadt/arbeit/handeln",
        {"wahl": f"links:{link.pk}", "schritt": "links.ignore"},
        follow=True,
    )
    link.refresh_from_db()
    assert (link.ignored_at, "Bitte nennen Sie für diesen Schritt einen Grund." in response.text) == (
        None,
        True,
    )


def test_list_costs_the_same_however_long_it_is(
    tenant: Tenant, desk: Client, django_assert_max_num_queries: Any
) -> None:
    make_link(tenant)
    desk.get(URL)
    with django_assert_max_num_queries(20) as one:
        desk.get(URL)
    make_link(tenant, 2)
    make_link(tenant, 3)
    with django_assert_max_num_queries(20) as three:
        desk.get(URL)
    assert len(one) == len(three)


def test_file_holds_what_the_filter_shows(tenant: Tenant, desk: Client) -> None:
    make_link(tenant)
    make_link(tenant, 2, F.FINE)
    lines = desk.get(f"{URL}/liste.csv").content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("https://alt1.example.org;führt ins Leere;antwortete mit 404;2026-11-17;;")


def test_address_of_another_town_does_not_exist(desk: Client) -> None:
    foreign = make_link(make_tenant())
    assert desk.get(f"{URL}/{foreign.pk}").status_code == 404
    assert desk.post(f"{URL}/{foreign.pk}/auslassen", {"grund": "x"}).status_code == 404
