"""Unmet demand as figures: small numbers stay hidden, trends, the desk's pages and the CSV."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests.factories.demand import make_gap
from tests.factories.offers import make_offer
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core import clock
from umsicht.demand.queries import gaps
from umsicht.demand.queries.gaps import TOPIC, TOWN, Filters, Span
from umsicht.directory.models import Organisation
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def found(tenant: Tenant, days: int = 90, by: tuple[str, ...] = (TOPIC,), **filters: str) -> gaps.Overview:
    return gaps.overview(tenant, Span.back(days), Filters(**filters), by)


@pytest.fixture
def office(town: Tenant) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="de")
    client.force_login(make_member(town), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.store
def test_small_numbers_are_hidden_and_told_only_together(town: Tenant) -> None:
    make_gap(town, 9, topic="a")
    make_gap(town, 4, topic="b")
    make_gap(town, 3, topic="c")
    seen = found(town)
    assert [(cell.keys, cell.now) for cell in seen.cells] == [({TOPIC: "a"}, 9)]
    assert (seen.rest, seen.rest_count, seen.total) == (2, 7, 16)


def test_one_small_number_can_not_be_found_by_subtraction(town: Tenant) -> None:
    make_gap(town, 9, topic="a")
    make_gap(town, 4, topic="b")
    seen = found(town)
    assert (seen.rest, seen.rest_count, seen.total) == (1, None, 9)


def test_a_gap_that_was_large_before_shows_that_it_is_small_now(town: Tenant) -> None:
    make_gap(town, 8, topic="a", day=clock.today() - 100 * DAY)
    make_gap(town, 2, topic="a")
    [cell] = found(town).cells
    assert (cell.now, cell.before, cell.trend) == (None, 8, None)
    assert found(town).total == 0


@pytest.mark.parametrize(
    ("now", "before", "trend"), [(15, 10, 50), (5, 10, -50), (10, 4, None), (10, 0, None)]
)
def test_trend_compares_with_the_span_before(town: Tenant, now: int, before: int, trend: int | None) -> None:
    make_gap(town, now)
    if before:
        make_gap(town, before, day=clock.today() - 93 * DAY)
    [cell] = found(town).cells
    assert cell.trend == trend


def test_spans_are_whole_days_up_to_yesterday(town: Tenant) -> None:
    make_gap(town, 5, topic="heute", day=clock.today())
    make_gap(town, 6, topic="gestern", day=clock.today() - DAY)
    make_gap(town, 7, topic="erster", day=clock.today() - 30 * DAY)
    make_gap(town, 8, topic="davor", day=clock.today() - 31 * DAY)
    seen = found(town, 30)
    assert {cell.keys[TOPIC]: (cell.now, cell.before) for cell in seen.cells} == {
        "gestern": (6, 0),
        "erster": (7, 0),
        "davor": (0, 8),
    }


def test_another_town_s_counts_are_not_seen(town: Tenant) -> None:
    make_gap(make_tenant(), 50)
    assert found(town).cells == []


@pytest.mark.store
def test_state_office_sees_all_municipalities_together(town: Tenant, state: Tenant) -> None:
    other = make_tenant()
    for tenant in (town, other):
        make_gap(tenant, 3)
    make_gap(state, 5)
    make_gap(make_tenant(is_sandbox=True), 100)
    make_gap(make_tenant(is_active=False), 100)
    assert [cell.now for cell in found(state).cells] == [11]
    apart = found(state, by=(TOWN,))
    assert [(cell.keys[TOWN], cell.now) for cell in apart.cells] == [(state.pk, 5)]
    assert (apart.rest, apart.rest_count) == (2, 6)


def test_months_hide_small_numbers_and_name_empty_ones(town: Tenant) -> None:
    make_gap(town, 4, day=dt.date(2026, 9, 3))
    make_gap(town, 6, day=dt.date(2026, 11, 2))
    make_gap(town, 7, day=dt.date(2025, 11, 30))
    make_gap(town, 8, day=dt.date(2025, 12, 1))
    months = gaps.by_month(town, dt.date(2026, 11, 17), Filters())
    assert [(f"{month.first:%y-%m}", month.count) for month in months][:2] == [("25-12", 8), ("26-01", 0)]
    assert [(f"{month.first:%m}", month.count) for month in months][-3:] == [
        ("09", None),
        ("10", 0),
        ("11", 6),
    ]


def test_the_sum_over_everything_is_one_number(town: Tenant) -> None:
    for topic in ("a", "b"):
        for day in (2, 3):
            make_gap(town, 5, topic=topic, day=clock.today() - day * DAY)
    [cell] = found(town, by=()).cells
    assert (cell.now, cell.before) == (20, 0)


def test_parts_of_a_known_total_hide_a_second_number_with_the_small_one(town: Tenant) -> None:
    make_gap(town, 20)
    make_gap(town, 6, outcome="weak")
    make_gap(town, 2, outcome="relaxed")
    parts = gaps.split(town, Span.back(90), Filters(), "outcome")
    assert [(cell.keys["outcome"], cell.now) for cell in parts] == [
        ("none", 20),
        ("weak", None),
        ("relaxed", None),
    ]


# ---- the desk ----------------------------------------------------------------------------------------------------


def test_page_shows_gaps_with_trend_and_offers(
    town: Tenant, provider: Organisation, office: Client, indexed: Any
) -> None:
    make_offer(provider)
    indexed()
    make_gap(town, 12)
    make_gap(town, 6, day=clock.today() - 95 * DAY)
    make_gap(town, 3, topic="medien-online", audience="")
    html = office.get("/desk/musterstadt/bedarf").content.decode()
    assert "mehr (+100\xa0%)" in html
    assert ("Medien Online</a>" in html, "Nicht gezeigt: 1 Lücke" in html) == (False, True)
    assert 'href="/desk/musterstadt/bedarf/luecke?zeit=90&amp;thema=sucht&amp;zielgruppe=eltern"' in html
    assert "Was bedeutet „ungedeckter Bedarf“?" in html
    assert "19.08.2026 bis 17.11.2026" in html or "bis 17.11.2026" in html


def test_page_without_figures_says_what_comes(town: Tenant, office: Client) -> None:
    html = office.get("/desk/musterstadt/bedarf").content.decode()
    assert "Keine solche Lücke gezählt" in html
    assert "ab jetzt ohne Personenbezug gezählt" in html


@pytest.mark.parametrize(
    "query",
    [
        "zeit=x",
        "thema=%00",
        "zielgruppe=gibtsnicht",
        "nach=a&nach=thema",
        "weg=x&ergebnis=%F0%9F%98%80",
        "stadtteil=1",
    ],
)
def test_nonsense_in_the_address_falls_away(town: Tenant, office: Client, query: str) -> None:
    make_gap(town, 7)
    for page in ("", "/luecke", "/liste.csv"):
        assert office.get(f"/desk/musterstadt/bedarf{page}?{query}").status_code == 200


def test_one_gap_shows_what_is_near(
    town: Tenant, provider: Organisation, office: Client, indexed: Any
) -> None:
    make_offer(provider, title="Genau das")
    make_offer(provider, title="Für Jugendliche", audiences=["jugendliche"])
    make_offer(provider, title="Anderes Thema", problem_fields=[])
    indexed()
    make_gap(town, 12)
    html = office.get("/desk/musterstadt/bedarf/luecke?thema=sucht&zielgruppe=eltern").content.decode()
    exact, near = html.split("Zum selben Thema, für andere")
    assert ("Genau das" in exact, "Für Jugendliche" in near, "Anderes Thema" in html) == (True, True, False)
    assert "Vergeblich gesucht: 12" in html


def test_a_small_gap_stays_hidden_on_its_own_page(town: Tenant, office: Client) -> None:
    make_gap(town, 3)
    html = office.get("/desk/musterstadt/bedarf/luecke?thema=sucht").content.decode()
    assert "Vergeblich gesucht: weniger als 5" in html


def test_csv_hides_the_same_numbers(town: Tenant, office: Client) -> None:
    make_gap(town, 12)
    make_gap(town, 3, topic="medien-online")
    answer = office.get("/desk/musterstadt/bedarf/liste.csv?nach=thema")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[0].startswith("Thema;Von;Bis;Definition;Quelle;Vergeblich gesucht;Im Zeitraum davor")
    assert len(lines) == 2
    assert ";12;0;" in lines[1]


def test_home_names_the_greatest_gaps(town: Tenant, office: Client) -> None:
    assert "Vergeblich gesucht" not in office.get("/desk/musterstadt").content.decode()
    make_gap(town, 12)
    html = office.get("/desk/musterstadt").content.decode()
    assert ("Vergeblich gesucht" in html, "12-mal in 90 Tagen" in html) == (True, True)


def test_page_costs_the_same_with_one_and_three_gaps(town: Tenant, office: Client, indexed: Any) -> None:
    indexed()
    counts = []
    for topics in (["sucht"], ["medien-online", ""]):
        for topic in topics:
            make_gap(town, 9, topic=topic)
        office.get("/desk/musterstadt/bedarf")
        counts.append(queries_of(lambda: office.get("/desk/musterstadt/bedarf")))
    assert counts[0] == counts[1]


def test_state_office_breaks_down_by_municipality(town: Tenant, state: Tenant) -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="de")
    client.force_login(make_member(state), backend="allauth.account.auth_backends.AuthenticationBackend")
    make_gap(town, 12)
    html = client.get("/desk/land/bedarf?nach=kommune").content.decode()
    assert "Musterstadt" in html
