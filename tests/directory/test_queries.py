from __future__ import annotations

from typing import Any

import pytest
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from tests.factories.directory import make_contact_point, make_organisation
from umsicht.core.errors import NotFound
from umsicht.directory.models import Organisation
from umsicht.directory.queries import contact_points, organisations
from umsicht.tenancy.models import Tenant


def test_reading_without_a_scope_is_refused(db: None) -> None:
    with pytest.raises(ScopeError):
        list(organisations.public_organisations())


@pytest.mark.parametrize("count", [1, 3])
def test_provider_page_costs_two_queries(town: Tenant, count: int, django_assert_num_queries: Any) -> None:
    organisation = make_organisation(town)
    for number in range(count):
        make_contact_point(organisation, name=f"Stelle {number}")
    make_contact_point(organisation, is_public=False)
    with django_assert_num_queries(2):
        found = organisations.public_organisation(organisation.slug)
        assert [point.name for point in found.shown] == [f"Stelle {number}" for number in range(count)]


def test_hidden_and_foreign_organisations_do_not_exist(town: Tenant) -> None:
    hidden, foreign = make_organisation(town, is_public=False), make_organisation()
    for slug in (hidden.slug, foreign.slug, "", "x" * 500):
        with pytest.raises(NotFound):
            organisations.public_organisation(slug)
    assert list(organisations.public_organisations()) == []
    with pytest.raises(NotFound):
        organisations.organisation_at_desk(foreign.pk)
    assert organisations.organisation_at_desk(hidden.pk) == hidden


def test_search_hits_keep_their_order_and_their_tenant(town: Tenant) -> None:
    first, second = make_organisation(town), make_organisation(town)
    hidden, foreign = make_organisation(town, is_public=False), make_organisation()
    ids = [second.pk, foreign.pk, hidden.pk, first.pk, 10**9]
    assert organisations.by_ids(ids) == [second, first]
    assert organisations.by_ids(ids, [town.pk, foreign.tenant_id]) == [second, foreign, first]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_one_query(town: Tenant, count: int, django_assert_num_queries: Any) -> None:
    for _turn in range(count):
        make_contact_point(make_organisation(town))
    with django_assert_num_queries(1):
        assert len([point.organisation.name for point in contact_points.public_points()]) == count
    with django_assert_num_queries(1):
        assert len(organisations.organisations_at_desk(text="anbieter", providers_only=True)) == count


@pytest.mark.store
def test_nearest_points_come_first_within_the_radius(town: Tenant, django_assert_num_queries: Any) -> None:
    provider = make_organisation(town)
    far = make_contact_point(provider, lat=50.90, lon=12.92)
    near = make_contact_point(provider, lat=50.84, lon=12.92, kind="school")
    make_contact_point(provider, lat=52.0, lon=12.92)
    make_contact_point(provider)
    make_contact_point(provider, lat=50.83, lon=12.92, is_public=False)
    make_contact_point(make_organisation(town, is_public=False), lat=50.83, lon=12.92)
    make_contact_point(make_organisation(town, is_provider=False), lat=50.831, lon=12.92)
    make_contact_point(lat=50.83, lon=12.92)
    with django_assert_num_queries(1):
        found = contact_points.nearest(50.83, 12.92, radius_km=10, providers_only=True)
    assert [item.point for item in found] == [near, far]
    assert [round(item.distance_km, 1) for item in found] == [1.1, 7.8]
    assert [item.point for item in contact_points.nearest(50.83, 12.92, kind="school")] == [near]


def test_scope_of_one_town_never_shows_another(town: Tenant) -> None:
    foreign = make_contact_point(lat=50.83, lon=12.92)
    assert contact_points.nearest(50.83, 12.92) == []
    with pytest.raises(NotFound):
        contact_points.point_at_desk(foreign.pk)
    with scope(tenant=foreign.tenant):
        assert contact_points.point_at_desk(foreign.pk) == foreign
        assert Organisation.objects.count() == 1
