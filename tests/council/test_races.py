"""Two people at the same moment: on PostgreSQL with real connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django_scopes import scope

from tests.factories.council import make_body
from tests.factories.tenancy import make_tenant
from umsicht.council.domain.bodies import change_body
from umsicht.council.domain.papers import create_paper
from umsicht.council.errors import Circle
from umsicht.council.models import Body
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


def test_two_moves_at_once_make_no_circle() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one connection only")
    town = make_tenant()
    with scope(tenant=town):
        first, second = make_body(town), make_body(town)
    barrier = Barrier(2)

    def move(pair: tuple[int, int]) -> str:
        try:
            with scope(tenant=town):
                low, high = (Body.objects.select_related("tenant").get(pk=pk) for pk in pair)
                barrier.wait(timeout=10)
                change_body(body=low, actor=None, parent=high)
        except Circle:
            return "refused"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(move, [(first.pk, second.pk), (second.pk, first.pk)]))
    assert outcomes == ["done", "refused"]


def test_two_papers_at_once_get_two_numbers() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one connection only")
    town = make_tenant()
    barrier = Barrier(4)

    def enter(subject: str) -> str:
        try:
            with scope(tenant=town):
                own = Tenant.objects.get(pk=town.pk)
                barrier.wait(timeout=10)
                return create_paper(tenant=own, actor=None, subject=subject).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(enter, ["Eins", "Zwei", "Drei", "Vier"]))
    assert numbers == [f"I-{number:03d}/2026" for number in (1, 2, 3, 4)]
