"""How many offers a town shows and how fresh they are; counted anew only for a town that changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.directory.models import Organisation
from umsicht.offers.enums import OfferState
from umsicht.offers.queries.counts import Freshness, freshness
from umsicht.offers.queries.freshness import CONFIRM_AFTER_DAYS
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def versions(*tenants: Tenant) -> dict[int, int]:
    for tenant in tenants:
        tenant.refresh_from_db()
    return {tenant.pk: tenant.content_version for tenant in tenants}


def town() -> tuple[Tenant, Organisation]:
    tenant = make_tenant()
    return tenant, make_organisation(tenant)


def test_offers_are_sorted_by_their_providers_last_word() -> None:
    tenant, provider = town()
    today = clock.today()
    limit = today - dt.timedelta(days=CONFIRM_AFTER_DAYS)
    make_offer(provider, confirmed_on=today)
    make_offer(provider, confirmed_on=limit)
    make_offer(provider, confirmed_on=limit - dt.timedelta(days=1))
    make_offer(provider, confirmed_on=None)
    make_offer(provider, confirmed_on=today, state=OfferState.PAUSED)
    make_offer(provider, confirmed_on=today, state=OfferState.DRAFT, published_at=None)
    make_offer(make_organisation(tenant, is_public=False), confirmed_on=today)
    assert freshness(versions(tenant)) == Freshness(
        total=4, confirmed=2, overdue=1, never=1, paused=1, dated=0
    )


def test_dates_of_today_still_count() -> None:
    tenant, provider = town()
    start, end = clock.day_bounds(clock.today())
    for moment in (start - dt.timedelta(minutes=1), start, end):
        make_offer(provider, next_date=moment)
    assert freshness(versions(tenant)).dated == 2


def test_towns_are_added_up_and_a_town_without_offers_is_nothing() -> None:
    (one, provider), (other, second), (empty, _) = town(), town(), town()
    for owner in (provider, provider, second):
        make_offer(owner)
    assert [freshness(versions(*these)).total for these in ((one, other, empty), (one,), (empty,), ())] == [
        3,
        2,
        0,
        0,
    ]


def test_only_the_town_that_changed_is_counted_again(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    (one, provider), (other, second) = town(), town()
    make_offer(provider)
    make_offer(second)
    before = versions(one, other)
    with django_assert_num_queries(1):
        freshness(before)
    make_offer(provider)
    make_offer(second)
    with django_assert_num_queries(0):
        assert freshness(before).total == 2
    bump_content_version(one)
    with django_assert_num_queries(1) as asked:
        assert freshness({**before, one.pk: before[one.pk] + 1}).total == 3
    assert f"({one.pk})" in asked.captured_queries[0]["sql"]
