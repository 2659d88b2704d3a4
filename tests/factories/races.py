"""Several people at the same moment, each with a connection of its own. For tests marked `store` with transaction=True."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django_scopes import scope

from umsicht.core.errors import UmsichtError
from umsicht.tenancy.models import Tenant


def needs_connections() -> None:
    """SQLite lets one writer in at a time, and its test database is one connection."""
    if connection.vendor == "sqlite":
        pytest.skip("one connection only")


def at_once(tenant: Tenant, *steps: Callable[[], object]) -> list[str]:
    """Run all steps at the same moment in the scope of a tenant; answers how each ended, sorted."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], object]) -> str:
        try:
            with scope(tenant=tenant):
                barrier.wait(timeout=10)
                step()
        except UmsichtError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(steps)) as pool:
        return sorted(pool.map(run, steps))
