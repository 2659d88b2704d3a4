from __future__ import annotations

from typing import Any

import pytest
from django_scopes.exceptions import ScopeError

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_programme
from tests.factories.tenancy import make_tenant
from umsicht.core.errors import NotFound
from umsicht.offers.models import Offer
from umsicht.offers.queries import offers
from umsicht.tenancy.models import Tenant


def test_reading_without_a_scope_is_refused(db: None) -> None:
    with pytest.raises(ScopeError):
        offers.newest(3)


@pytest.mark.store
def test_offer_page_costs_one_query(town: Tenant, django_assert_num_queries: Any) -> None:
    provider = make_organisation(town)
    offer = make_offer(provider, contact_point=make_contact_point(provider), programme=make_programme())
    with django_assert_num_queries(1):
        found = offers.offer_page(offer.slug)
        assert (found.provider.name, found.contact_point.name, found.programme.name) == (
            provider.name,
            offer.contact_point.name,
            offer.programme.name,
        )


def test_hidden_contact_point_is_left_out(town: Tenant) -> None:
    provider = make_organisation(town)
    offer = make_offer(provider, contact_point=make_contact_point(provider, is_public=False))
    assert offers.offer_page(offer.slug).contact_point is None


@pytest.fixture
def unseen(town: Tenant) -> list[Offer]:
    """Offers that nobody may see on the portal of the town."""
    provider = make_organisation(town)
    return [
        *(make_offer(provider, state=state) for state in ("draft", "submitted", "paused", "archived")),
        make_offer(make_organisation(town, is_public=False)),
        make_offer(),
    ]


@pytest.mark.store
def test_what_is_not_public_here_shows_nowhere(town: Tenant, unseen: list[Offer]) -> None:
    ids = [offer.pk for offer in unseen]
    for offer in unseen:
        with pytest.raises(NotFound):
            offers.offer_page(offer.slug)
    assert offers.hits(ids) == []
    assert offers.by_ids(ids) == []
    assert offers.by_slugs([offer.slug for offer in unseen]) == []
    assert offers.newest(10) == []
    assert list(offers.addresses()) == []
    assert [offers.of_provider(offer.provider) for offer in unseen] == [[]] * len(unseen)


def test_named_tenants_must_take_part(town: Tenant) -> None:
    elsewhere = make_offer()
    asleep = make_offer(make_organisation(make_tenant(is_active=False)))
    ids = [elsewhere.pk, asleep.pk]
    assert [row["id"] for row in offers.hits(ids, [elsewhere.tenant_id, asleep.tenant_id])] == [elsewhere.pk]
    assert offers.hits(ids, [town.pk]) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.store
def test_hits_cost_one_query_and_keep_their_order(
    town: Tenant, count: int, django_assert_num_queries: Any
) -> None:
    made = [make_offer(make_organisation(town), programme=make_programme()) for _turn in range(count)]
    ids = [offer.pk for offer in reversed(made)]
    with django_assert_num_queries(1):
        assert [row["id"] for row in offers.hits([*ids, 10**9], export=True)] == ids
    with django_assert_num_queries(1):
        found = offers.by_ids(ids)
        assert [(o.pk, o.provider.name, o.programme.name, o.tenant.name)[0] for o in found] == ids  # type: ignore[union-attr]
    with django_assert_num_queries(0):
        assert offers.hits([]) == []
    with django_assert_num_queries(1):
        assert [offer.provider.name for offer in offers.at_desk()] == [o.provider.name for o in made]


def test_hit_rows_hold_what_cards_show(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    row = offers.hits([offer.pk])[0]
    assert set(row) == set(offers.HIT_FIELDS)
    assert (row["title"], row["provider__name"], row["costs"], row["tenant__slug"]) == (
        offer.title,
        offer.provider.name,
        offer.costs,
        town.slug,
    )


def test_paused_offers_keep_their_address_known(town: Tenant, unseen: list[Offer]) -> None:
    found = [offers.withdrawn(offer.slug) for offer in unseen]
    assert [(item.title, item.paused) if item else None for item in found] == [
        None,
        None,
        (unseen[2].title, True),
        (unseen[3].title, False),
        None,
        None,
    ]


def test_desk_finds_by_words_state_and_provider(town: Tenant) -> None:
    provider = make_organisation(town)
    draft = make_offer(provider, state="draft", title="Mut zum Nein")
    make_offer(make_organisation(town), title="Mut")
    assert list(offers.at_desk(text="nein MUT")) == [draft]
    assert list(offers.at_desk(state="draft", provider=provider.pk)) == [draft]
    assert offers.at_desk(state="quatsch").count() == 2
    assert offers.offer_at_desk(draft.pk) == draft
    with pytest.raises(NotFound):
        offers.offer_at_desk(make_offer().pk)


def test_programmes_are_read_in_every_scope(town: Tenant) -> None:
    programme = make_programme()
    assert list(offers.programmes()) == [programme]
