"""What every test needs: memories of the process emptied, and a test database that may be emptied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _fresh_memories() -> None:
    """Content versions and primary keys start again with each test; what a process remembers by them must go."""
    from umsicht.places.queries import atlas  # reason: app ready
    from umsicht.vocabulary.queries import catalogue  # reason: app ready

    atlas.forget()
    catalogue.forget()


@pytest.fixture(scope="session", autouse=True)
def _log_may_be_emptied() -> Iterator[None]:
    """Transactional tests flush all tables; the audit log's triggers would refuse, so they step aside for that."""
    from django.db.backends.base.operations import BaseDatabaseOperations  # reason: app ready

    from umsicht.audit import guards  # reason: app ready

    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_with_log(self: Any, sql_list: list[str]) -> None:
        with guards.lifted(self.connection):
            flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = flush_with_log  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
