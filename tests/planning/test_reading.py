"""A plan as it is read: sums over entries, and what reading costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.offers import make_offer
from tests.factories.planning import FACTS, make_plan
from umsicht.directory.models import Organisation
from umsicht.planning.queries.reading import read
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def test_reading_costs_the_same_for_few_and_many_entries(town: Tenant, provider: Organisation) -> None:
    def queries(count: int) -> int:
        made = make_plan(town, [make_offer(provider) for _number in range(count)])
        with CaptureQueriesContext(connection) as captured:
            assert len(read(made.plan).items) == count
        return len(captured)

    assert queries(1) == queries(3) == 2


def test_sums_of_a_whole_plan(town: Tenant, provider: Organisation) -> None:
    def offer(cents: int | None, per: str, payer: str, minutes: int | None) -> Any:
        cost = {"format": "workshop", "amount_cents": cents, "per": per, "payer": payer, "note": ""}
        return make_offer(provider, costs=[cost], duration_minutes=minutes)

    made = make_plan(
        town,
        [
            offer(9_000, "klasse", "schule", 90),
            offer(400, "person", "teilnehmende", 60),
            offer(0, "", "kostenfrei", 45),
            offer(None, "", "schule", None),
        ],
    )
    reading = read(made.plan)
    total = reading.total
    assert (total.school, total.parents, total.free, total.unknown) == (9_000, 9_600, 1, 1)
    assert (reading.per_head, reading.minutes, reading.lessons, reading.without_length) == (400, 195, 5, 1)
    assert FACTS["people"] == 24
