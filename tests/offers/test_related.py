from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from umsicht.offers.models import Offer
from umsicht.offers.queries.related import related
from umsicht.search import writer
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("terms")


@pytest.fixture(autouse=True)
def _own_index(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path


def titles(offer: Offer, **options: Any) -> list[str]:
    return [row["title"] for row in related(offer, **options)]


def test_closest_offers_come_first_and_own_ones_break_no_tie(
    town: Tenant, django_assert_num_queries: Any
) -> None:
    provider, other = make_organisation(town), make_organisation(town)
    offer = make_offer(provider, problem_fields=["sucht"], audiences=["eltern"])
    make_offer(provider, title="Gleich, eigener Anbieter")
    make_offer(other, title="Gleich, anderer Anbieter")
    make_offer(other, title="Nur das Thema", audiences=["jugendliche"])
    make_offer(other, title="Anderes Thema", problem_fields=[], topics=["medien-online"])
    make_offer(title="Andere Stadt")
    make_offer(other, title="Entwurf", state="draft")
    writer.rebuild()
    with django_assert_num_queries(1):
        assert titles(offer, limit=5) == [
            "Gleich, anderer Anbieter",
            "Gleich, eigener Anbieter",
            "Nur das Thema",
        ]
    assert titles(offer, limit=1) == ["Gleich, anderer Anbieter"]


def test_what_was_hidden_since_the_index_was_made_is_left_out(town: Tenant) -> None:
    offer, gone = make_offer(make_organisation(town)), make_offer(make_organisation(town))
    writer.rebuild()
    Offer.objects.filter(pk=gone.pk).update(published_at=None, state="draft")
    assert titles(offer) == []


def test_factors_relate_where_there_is_no_topic(town: Tenant) -> None:
    provider = make_organisation(town)
    offer = make_offer(provider, problem_fields=[], factors=["s-mut"])
    make_offer(provider, title="Gleicher Faktor", problem_fields=[], factors=["s-mut"])
    bare = make_offer(provider, title="Ohne alles", problem_fields=[])
    writer.rebuild()
    assert (titles(offer), titles(bare)) == (["Gleicher Faktor"], [])


def test_without_an_index_nothing_is_related(town: Tenant) -> None:
    assert titles(make_offer(make_organisation(town))) == []
