"""Real simultaneity, on PostgreSQL: SQLite lets one writer in at a time (IMMEDIATE), and its test database is one connection."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from tests.factories.demand import make_search
from tests.factories.offers import make_offer
from umsicht.core import clock
from umsicht.demand.counter import Gap, GapCounter
from umsicht.demand.domain import collecting, digest, upkeep
from umsicht.demand.models import GapCount, SavedSearch, ToldHit
from umsicht.directory.models import Organisation
from umsicht.notify.queries.outbox import all_mails
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _several_connections(db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one connection only")


def at_once(number: int, step: Callable[[], Any]) -> list[Any]:
    """Run the step this often at the same moment; what each answered."""
    barrier = Barrier(number)

    def run(_number: int) -> Any:
        try:
            barrier.wait(timeout=10)
            return step()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return sorted(pool.map(run, range(number)))


@pytest.mark.parametrize("attempt", range(3))
def test_two_digests_at_once_send_one_mail(
    town: Tenant, provider: Organisation, indexed: Any, attempt: int
) -> None:
    make_offer(provider)
    search = make_search(town)
    indexed()
    sent = at_once(4, lambda: digest.send_digest(search.subscriber_id, town.pk, clock.today()))
    assert sent == [False, False, False, True]
    assert all_mails().count() == 1
    assert ToldHit.objects.with_scope(tenant=town).count() == 1
    assert SavedSearch.objects.with_scope(tenant=town).get().checked_on == clock.today()


def test_two_reminders_at_once_send_one_mail(town: Tenant) -> None:
    make_search(town, keep_until=clock.today())
    assert at_once(4, upkeep.remind).count(1) == 1
    assert all_mails().count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_workers_take_in_a_file_once(town: Tenant, tmp_path: Path, attempt: int) -> None:
    counter = GapCounter(tmp_path / "spool", 0)
    for number in range(3):
        counter.note(Gap(town.pk, "search", "none", topic="sucht"), same_as=number)
    counter.flush()
    assert sorted(at_once(4, lambda: collecting.take_in(tmp_path / "spool"))) == [0, 0, 0, 3]
    assert [gap.count for gap in GapCount.objects.with_scope(tenant=town).all()] == [3]
