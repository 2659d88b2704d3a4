"""The public page on how current a town's offers are."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer, make_terms
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_tenant
from tests.factories.upkeep import make_round
from umsicht.core import clock
from umsicht.offers.models import Offer
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.queries.share import share

pytestmark = pytest.mark.django_db
URL = "/musterstadt/aktualitaet"


@pytest.fixture
def town() -> Tenant:
    make_terms()
    return make_tenant(slug="musterstadt", name="Musterstadt")


def offers(town: Tenant, *ages: int | None) -> list[Offer]:
    """One offer per age in days of its confirmation, each of a provider of its own."""
    today = clock.today()
    return [
        make_offer(
            make_organisation(town), confirmed_on=None if age is None else today - dt.timedelta(days=age)
        )
        for age in ages
    ]


def counted(town: Tenant) -> Tenant:
    bump_content_version(town)
    return Tenant.objects.get(pk=town.pk)


def test_figures_count_confirmations_only(town: Tenant) -> None:
    offers(town, 0, 30, 31, 90, 91, 400, None)
    make_offer(make_organisation(town), state="draft", confirmed_on=clock.today())
    make_offer(make_organisation(town, is_public=False), confirmed_on=clock.today())
    found = share(town)
    assert (found.total, found.confirmed, found.median_days, found.share) == (7, 4, 60, 4 / 7)
    assert found.steps == {"30": 2, "60": 1, "90": 1, "180": 1, "365": 0, "aelter": 1, "nie": 1}
    assert found.providers == (4, 0, 3)


def test_edit_by_the_office_changes_no_figure(town: Tenant) -> None:
    (offer,) = offers(town, 200)
    offer.edited_on = clock.today()
    offer.save()
    assert share(town).confirmed == 0


def test_small_topics_are_not_told_apart(town: Tenant) -> None:
    offers(town, 1, 1, 1, 200)
    assert [(row.code, row.total, row.confirmed) for row in share(town).topics] == [("sucht", 4, None)]
    offers(town, 1)
    assert [(row.total, row.confirmed) for row in share(counted(town)).topics] == [(5, 4)]


def test_lower_and_hidden_offers_stand_beside_the_share(town: Tenant) -> None:
    lower, hidden = offers(town, 200, 200)
    with scopes_disabled():  # unscoped: test data
        Offer.objects.filter(pk=lower.pk).update(stale_on=clock.today())
        Offer.objects.filter(pk=hidden.pk).update(state="paused")
    make_round(hidden, asked=100, again=80, lowered=60, hidden=1)
    found = share(town)
    assert (found.total, found.lowered, found.hidden) == (1, 1, 1)


def test_page_says_share_definition_and_day_and_names_nobody(town: Tenant, client: Client) -> None:
    names = [offer.provider.name for offer in offers(town, 1, 90, 200, None)]
    page = client.get(URL).text
    assert "In den letzten 90 Tagen haben Anbieter 2 von 4 Angeboten bestätigt." in page
    assert "Stand: 18.11.2026" in page
    assert "Gezählt werden Angebote, die heute öffentlich sind." in page
    assert [name for name in names if name in page] == []


def test_town_without_offers_says_so(town: Tenant, client: Client) -> None:
    assert "nichts zu zählen" in client.get(URL).text


def test_change_counts_at_once_and_until_then_the_count_is_kept(town: Tenant, client: Client) -> None:
    offers(town, 1)
    first = queries_of(lambda: client.get(URL))
    kept = queries_of(lambda: client.get(URL))
    assert kept < first
    offers(town, 1)
    bump_content_version(town)
    assert "2 von 2 Angeboten" in client.get(URL).text


def test_csv_holds_the_figures_with_their_definition(town: Tenant, client: Client) -> None:
    offers(town, 1, 1, 1, 1, 200, None)
    response = client.get(f"{URL}.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:5] == ["insgesamt", "Musterstadt", "6", "4", "2026-11-18"]
    assert [row[2] for row in rows if row[0] == "letzte Bestätigung"] == ["4", "0", "0", "0", "1", "0", "1"]
    assert [row[1:4] for row in rows if row[0] == "Thema"] == [["Sucht", "6", "4"]]
    assert {row[5][:8] for row in rows[1:]} == {"Gezählt "}


@pytest.mark.parametrize("url", ["/aktualitaet", "/fern/aktualitaet", "/fern/aktualitaet.csv"])
def test_only_towns_that_take_part_have_figures(town: Tenant, client: Client, url: str) -> None:
    make_tenant(slug="fern", is_active=False)
    assert client.get(url).status_code == 404


def test_home_and_footer_lead_here(town: Tenant, client: Client) -> None:
    offers(town, 1)
    assert client.get("/musterstadt").text.count('href="/musterstadt/aktualitaet"') == 2


def test_hit_and_page_say_why_an_offer_stands_further_down(town: Tenant, client: Client) -> None:
    (offer,) = offers(town, 200)
    with scopes_disabled():  # unscoped: test data
        Offer.objects.update(stale_on=clock.today())
    page = client.get(f"/musterstadt/angebote/{offer.slug}").text
    assert "trotz Erinnerungen seit dem 02.05.2026 nicht bestätigt" in page
