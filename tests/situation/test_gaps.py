"""Needs beside offers: what a cell counts, whom and where it reaches, and that files hold the same."""

from __future__ import annotations

import datetime as dt
import json

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from tests.factories.situation_needs import DAY, make_need
from umsicht.core import csvsafe
from umsicht.situation.interfaces import gap_export
from umsicht.situation.queries import gaps
from umsicht.situation.queries.needs import (
    every,
)
from umsicht.tenancy.models import Tenant

TODAY = dt.date(2026, 11, 18)


def cell(town: Tenant, field: str = "sucht", audience: str = "eltern", area: str = "") -> gaps.Cell:
    return gaps.cell(town, every(), gaps.offered(), field=field, audience=audience, area=area)


def test_a_cell_names_its_needs_and_offers_apart(town: Tenant) -> None:
    need, noted = make_need(town), make_need(town, state="noted")
    make_need(town, state="dropped")
    provider = make_organisation(town)
    fresh = make_offer(provider, confirmed_on=TODAY, reviewed_on=DAY)
    old = make_offer(provider, confirmed_on=TODAY - dt.timedelta(days=400))
    doubtful = make_offer(provider, confirmed_on=TODAY, stale_on=TODAY)
    make_offer(provider, state="draft")
    make_offer(provider, audiences=["kinder"])
    found = cell(town)
    assert sorted(one.pk for one in found.needs) == [need.pk, noted.pk]
    assert sorted(one.pk for one in found.offers) == [fresh.pk, old.pk, doubtful.pk]
    assert (found.confirmed, found.noted, found.fresh, found.checked, found.is_gap) == (1, 1, 1, 1, False)


def test_a_theme_counts_the_offers_below_it_but_a_field_not_those_beside_it(town: Tenant) -> None:
    make_offer(make_organisation(town), problem_fields=["suchtpraevention"])
    assert len(cell(town).offers) == 1
    assert len(cell(town, "suchtpraevention").offers) == 1
    assert len(cell(town, "suchtverhalten-folgen-minimieren").offers) == 0


def test_in_a_district_count_offers_that_reach_it(town: Tenant, centre: str) -> None:
    provider, other = make_organisation(town), f"{town.key}-02"
    here = make_offer(provider, area_key=centre)
    make_offer(provider, area_key=other)
    mobile = make_offer(provider, area_key=other, place_modes=["comes-to-you"])
    online = make_offer(provider, area_key=other, place_modes=["at-provider", "online"])
    placeless = make_offer(provider)
    assert [one.pk for one in cell(town, area=centre).offers] == [here.pk, mobile.pk, online.pk, placeless.pk]
    assert len(cell(town).offers) == 5


def test_a_need_for_everybody_or_the_whole_town_stands_in_its_own_column_and_every_district(
    town: Tenant, centre: str
) -> None:
    make_need(town, audiences=[])
    found = gaps.matrix(town, every(), gaps.offered(), area=centre)
    assert (found.fields, found.audiences) == (("sucht",), ("",))
    assert [one.is_gap for _field, cells in found.rows() for one in cells] == [True]
    assert cell(town).needs == ()


def test_the_matrix_shows_fields_with_needs_and_on_demand_all_with_offers(town: Tenant) -> None:
    make_need(town)
    make_offer(make_organisation(town), problem_fields=["alltagskriminalitaet"], audiences=["kinder"])
    short = gaps.matrix(town, every(), gaps.offered())
    whole = gaps.matrix(town, every(), gaps.offered(), everything=True)
    narrow = gaps.matrix(town, every(), gaps.offered(), everything=True, field="alltagskriminalitaet")
    assert (short.fields, short.audiences) == (("sucht",), ("", "eltern"))
    assert (whole.fields, whole.audiences) == (("sucht", "alltagskriminalitaet"), ("", "kinder", "eltern"))
    assert narrow.fields == ("alltagskriminalitaet",)


def test_the_export_holds_exactly_the_cells_and_no_sum_of_unlike_things(town: Tenant) -> None:
    make_need(town, "Abends Beratung")
    make_offer(make_organisation(town), confirmed_on=TODAY)
    found = gaps.matrix(town, every(), gaps.offered())
    rows = list(gap_export.rows(found, town))
    assert [row[1:10] for row in rows] == [
        ["Sucht", "sucht", "alle", "", 0, 0, 1, 1, 0],
        ["Sucht", "sucht", "Eltern und Sorgeberechtigte", "eltern", 1, 0, 1, 1, 0],
    ]
    records = json.loads(json.dumps(gap_export.records(found, town)))
    assert [one["needs"] for one in records] == [[], ["Abends Beratung"]]
    body = csvsafe.write([column.title for column in gap_export.columns()], rows)
    assert len(csvsafe.read(body, required=["Gebiet"], optional=["Angebote"]).rows) == 2
    assert gap_export.workbook(found, town, TODAY, "x")[:2] == b"PK"


def test_offers_on_a_factor_are_those_that_name_it(town: Tenant) -> None:
    provider = make_organisation(town)
    acts = make_offer(provider, factors=["s-peer-kompetenz"])
    make_offer(provider, factors=["r-peer-reizsuche"])
    assert [one.pk for one in gaps.on_factor(gaps.offered(), "s-peer-kompetenz")] == [acts.pk]
