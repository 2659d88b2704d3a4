"""Real simultaneity, on PostgreSQL: SQLite lets one writer in at a time (IMMEDIATE), and its test database is one connection."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core.errors import UmsichtError
from umsicht.tenancy.domain import invitations, memberships
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _several_connections() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one connection only")


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Run all steps at the same moment; answers how each ended, sorted."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], object]) -> str:
        try:
            barrier.wait(timeout=10)
            step()
        except UmsichtError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(steps)) as pool:
        return sorted(pool.map(run, steps))


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_simultaneous_clicks_on_an_invitation_one_wins(attempt: int) -> None:
    tenant, people = make_tenant(), [make_person() for _ in range(4)]
    with scope(tenant=tenant):
        _invitation, token = invitations.invite(
            actor=None, tenant=tenant, email="neu@example.org", role=Role.EDITOR
        )
    steps = [lambda person=person: invitations.accept(actor=person, token=token) for person in people]
    ended = at_once(*steps)
    assert ended.count("done") == 1
    assert set(ended) <= {"done", "conflict", "invitation"}
    assert Membership._base_manager.filter(tenant=tenant).count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_coordinators_leaving_at_once_leave_one_behind(attempt: int) -> None:
    tenant = make_tenant()
    pair = [make_member(tenant), make_member(tenant)]
    rows = [Membership._base_manager.select_related("tenant").get(user=person) for person in pair]
    steps = [
        lambda person=person, row=row: memberships.leave(actor=person, membership=row)
        for person, row in zip(pair, rows, strict=True)
    ]
    assert at_once(*steps) == ["done", "last_coordinator"]
    assert Membership._base_manager.filter(tenant=tenant, ended_at__isnull=True).count() == 1


def test_the_same_role_granted_twice_at_once_is_held_once() -> None:
    tenant, person = make_tenant(), make_person()

    def grant() -> None:
        with scope(tenant=tenant):
            memberships.grant_membership(actor=None, tenant=tenant, user=person, role=Role.EDITOR)

    assert at_once(grant, grant, grant) == ["conflict", "conflict", "done"]
    assert Membership._base_manager.filter(user=person).count() == 1
