from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_programme
from tests.factories.places import make_area
from tests.factories.tenancy import make_district, make_state, make_tenant
from tests.factories.vocabulary import make_term
from umsicht.core import clock
from umsicht.offers.interfaces import search_index as names
from umsicht.offers.interfaces.search_documents import offer_documents
from umsicht.offers.interfaces.search_kinds import OFFER, PROVIDER
from umsicht.offers.interfaces.search_providers import provider_documents, shown_by
from umsicht.offers.interfaces.search_words import concepts, filters
from umsicht.offers.models import Offer
from umsicht.places.enums import AreaKind
from umsicht.search.registry import Document, kinds
from umsicht.search.registry import concepts as all_concepts
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("terms")


def document(offer: Offer) -> Document:
    return next(iter(offer_documents([offer.pk])))


@pytest.mark.store
def test_document_says_what_the_offer_is(town: Tenant) -> None:
    theme = make_term(scheme="problem_field", code="theme", label_de="Thema")
    make_term(
        scheme="problem_field", code="feld", label_de="Feld", label_plain="Einfach gesagt", parent=theme
    )
    offer = make_offer(
        make_organisation(town, name="Verein"),
        problem_fields=["feld"],
        what_happens=["Reden"],
        good_to_know=["Kaffee"],
        eligibility="Alle",
        curriculum=[{"subject": "ethik", "learning_area": "Mut"}],
        grade_from=8,
        grade_to=9,
        lat=50.8,
        lon=12.9,
    )
    found = document(offer)
    assert (found.id, found.title, found.summary) == (offer.pk, offer.title, offer.summary)
    assert found.terms == ["Feld", "Einfach gesagt", "Thema", "Eltern", "Beratung", "Ethik", "Verein"]
    assert found.body == f"{offer.description}\nReden\nKaffee\nAlle\nMut"
    assert found.concepts == ["feld", "theme", "eltern", "beratung"]
    assert found.facets["problem_field"] == ["feld", "theme"]
    assert found.facets["grade"] == ["8", "9"]
    assert (found.point, found.reach_km, found.published) == ((50.8, 12.9), None, True)


def test_what_is_not_public_has_no_document(town: Tenant) -> None:
    provider = make_organisation(town)
    unseen = [
        make_offer(provider, state="draft"),
        make_offer(provider, state="paused"),
        make_offer(make_organisation(town, is_public=False)),
        make_offer(make_organisation(make_tenant(is_active=False))),
    ]
    assert list(offer_documents([offer.pk for offer in unseen])) == []
    hidden = [make_organisation(town, is_public=False), make_organisation(town, is_provider=False)]
    assert list(provider_documents([item.pk for item in hidden])) == []


@pytest.mark.parametrize(
    ("fields", "facet", "codes"),
    [
        ({}, names.COST, ["kostenfrei", "bis-50", "bis-100", "bis-200"]),
        ({"availability": "offen", "availability_as_of": 60}, names.AVAILABILITY, ["offen"]),
        ({"availability": "offen", "availability_as_of": 61}, names.AVAILABILITY, ["unbekannt"]),
        ({"reviewed_on": 1095}, names.CHECKED, ["geprueft"]),
        ({"reviewed_on": 1096}, names.CHECKED, []),
        ({}, names.DISTRICT, []),
        ({"area_key": "14511000-01"}, names.DISTRICT, ["14511000-01"]),
        ({"grade_from": 11}, names.GRADE, ["11", "12", "13"]),
        ({"level": ""}, names.LEVEL, []),
    ],
)
def test_facets_follow_the_offer(town: Tenant, fields: dict[str, Any], facet: str, codes: list[str]) -> None:
    days = {
        name: clock.today() - dt.timedelta(days=value) if name.endswith(("_on", "_of")) else value
        for name, value in fields.items()
    }
    assert list(document(make_offer(make_organisation(town), **days)).facets[facet]) == codes


def test_effect_counts_only_for_the_programme_as_it_was_studied(town: Tenant) -> None:
    strong, weak = make_programme(evidence_tier="gl-3"), make_programme()
    provider = make_organisation(town)
    found = [
        list(document(make_offer(provider, programme=programme, fidelity=fidelity)).facets[names.CHECKED])
        for programme, fidelity in (
            (strong, "wie-vorgesehen"),
            (strong, "gekuerzt"),
            (weak, "wie-vorgesehen"),
        )
    ]
    assert found == [["wirksam"], [], []]


@pytest.mark.parametrize(
    ("low", "high", "bands"),
    [
        (None, None, []),
        (3, 6, ["kita"]),
        (6, 6, ["grundschule"]),
        (5, 8, ["kita", "grundschule"]),
        (12, None, ["jugend", "alt"]),
        (None, 2, []),
        (200, None, ["alt"]),
    ],
)
def test_age_bands_that_touch_do_not_overlap(
    town: Tenant, low: int | None, high: int | None, bands: list[str]
) -> None:
    for code, start, end in (("kita", 3, 6), ("grundschule", 6, 10), ("jugend", 11, 17), ("alt", 18, None)):
        make_term(scheme="age_group", code=code, extra={"from": start, "to": end})
    if (low or 0) > 120:
        low = 120
    offer = make_offer(make_organisation(town), age_from=low, age_to=high)
    assert list(document(offer).facets[names.AGE]) == bands


@pytest.mark.parametrize(
    ("modes", "radius", "reach"),
    [
        (["at-provider"], None, None),
        (["comes-to-you"], 40, 40.0),
        (["comes-to-you", "at-provider"], None, 30.0),
        (["online", "comes-to-you"], 5, math.inf),
    ],
)
def test_reach_says_how_far_an_offer_comes(
    town: Tenant, modes: list[str], radius: int | None, reach: float | None
) -> None:
    offer = make_offer(make_organisation(town), place_modes=modes, radius_km=radius)
    assert document(offer).reach_km == reach


def test_old_entries_rank_a_little_lower(town: Tenant) -> None:
    provider, today = make_organisation(town), clock.today()
    fresh = make_offer(provider, confirmed_on=today, reviewed_on=today)
    old = make_offer(provider, confirmed_on=today - dt.timedelta(days=455), reviewed_on=today)
    assert (document(fresh).quality, document(old).quality) == (1.0, 0.85)


@pytest.mark.store
def test_records_appear_on_the_portals_above_and_in_groups(db: None) -> None:
    state = make_state()
    district = make_district()
    town = make_tenant(parent=district)
    group = make_tenant(kind="group", key="", parent=state)
    group.members.add(town)
    sandbox = make_tenant(is_sandbox=True)
    assert shown_by([town.pk, sandbox.pk]) == {
        town.pk: (town.pk, district.pk, state.pk, group.pk),
        sandbox.pk: (sandbox.pk,),
    }


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.store
def test_documents_are_read_in_bulk(town: Tenant, count: int, django_assert_max_num_queries: Any) -> None:
    made = [make_offer(make_organisation(town)) for _turn in range(count)]
    for offer in made:
        make_contact_point(offer.provider)
    with django_assert_max_num_queries(6):
        assert len(list(offer_documents([offer.pk for offer in made]))) == count
    with django_assert_max_num_queries(6):
        assert len(list(provider_documents([offer.provider_id for offer in made]))) == count


def test_provider_stands_where_its_first_contact_point_is(town: Tenant) -> None:
    provider = make_organisation(town, about="Wir helfen.", languages=["de"])
    make_contact_point(provider, lat=50.8, lon=12.9, area_key="x-1", area_name="Zentrum")
    make_contact_point(provider, lat=51.8, lon=12.9)
    found = next(iter(provider_documents([provider.pk])))
    assert (found.title, found.summary, found.terms, found.point) == (
        provider.name,
        "Wir helfen.",
        ["Vereine", "Zentrum"],
        (50.8, 12.9),
    )
    assert found.facets == {"sector": ["vereine"], "language": ["de"], "district": ["x-1"]}


def test_search_knows_both_kinds_and_only_declared_facets_are_filled(town: Tenant) -> None:
    assert {OFFER.name, PROVIDER.name} <= {kind.name for kind in kinds()}
    offer = make_offer(make_organisation(town))
    assert set(document(offer).facets) == {facet.name for facet in OFFER.facets}
    assert set(document(offer).numbers) <= set(OFFER.numbers)
    assert list(names.offer_ids()) == [offer.pk]
    assert list(names.provider_ids()) == [offer.provider_id]


def test_words_of_the_vocabulary_mean_terms_and_filters(town: Tenant) -> None:
    make_term(scheme="audience", code="kinder", label_de="Kinder", words=["Kita"])
    make_area(AreaKind.CITY_DISTRICT, "14511000-01", name="Sonnenberg", lat=50.8, lon=12.9)
    assert "sucht" in {concept.code for concept in concepts()}
    assert {concept.code for concept in all_concepts()} >= {concept.code for concept in concepts()}
    found = {(phrase.facet, phrase.code): phrase for phrase in filters()}
    assert found["audience", "kinder"].marker == "für"
    assert found["district", "14511000-01"].point == (50.8, 12.9)
    assert {facet for facet, _code in found} <= {facet.name for facet in OFFER.facets}
