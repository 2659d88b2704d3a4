"""What every test needs: memories of the process emptied, a test database that may be emptied, no network, one time.

The settings give each test process a folder of its own and hide the machine's environment (config.settings.TESTING).
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.core.cache import caches
from django_scopes.state import get_scope, state

from tests import template
from tests.guards import no_network

NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))  # a Wednesday

time_machine.travel(NOON, tick=True).start()  # while tests are collected, too: parameters may hold dates

hypothesis.settings.register_profile(
    "house", deadline=None, max_examples=50, derandomize=True, database=None, print_blob=True
)
hypothesis.settings.load_profile("house")


_PICTURES = {
    name: f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><path d="M0 0h9"/></svg>'
    for name, (width, height) in {"wide": (760, 320), "narrow": (344, 260)}.items()
}

SLOW = (
    "config/test_demo.py",
    "search/test_kill.py",
    "core/test_charts.py",
    "vocabulary/test_load.py",
    "core/test_http.py",
)
"""Files that take seconds with few tests. They begin first, so that no core waits for the other in the end."""


@pytest.hookimpl(trylast=True)  # after the shuffling
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.path.as_posix().endswith(SLOW))


def pytest_collection_finish() -> None:
    """What was imported and collected lives as long as the run: looking through it for garbage cost a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with no_network():
        yield


@pytest.fixture(autouse=True)
def _one_time() -> Iterator[None]:
    """Each test starts at the same noon, and the clock goes on from there."""
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture(autouse=True)
def _scope_closed() -> Iterator[None]:
    """No test inherits a scope from another, and none leaves one open."""
    closed = get_scope()
    yield
    left = get_scope()
    state.set(closed)
    assert left == closed, "the test left a tenant's scope open"


def forget_everything() -> None:
    """Empty what this process remembers by content versions and primary keys, which start again with each world."""
    from umsicht.api.hsds import choose  # reason: app ready
    from umsicht.core import memory  # reason: app ready
    from umsicht.search.engine.reader import reader  # reason: app ready
    from umsicht.tenancy.queries import participating  # reason: app ready
    from umsicht.vocabulary.queries import catalogue  # reason: app ready
    from umsicht.web import pagecache  # reason: app ready
    from umsicht.web.public import frame  # reason: app ready

    caches["default"].clear()
    choose.forget()
    memory.forget()
    participating.forget()
    pagecache.store.clear()
    catalogue.forget()
    frame.forget()
    reader.close()


@pytest.fixture(autouse=True)
def _fresh_memories() -> None:
    forget_everything()


@pytest.fixture(autouse=True)
def _plain_pictures(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes a process of its own and two seconds: only the tests of charts and the browser journeys do it."""
    from umsicht.core.charts import rendering  # reason: app ready

    if not request.path.name.startswith("test_charts"):
        monkeypatch.setattr(rendering, "_render", lambda figures, **_how: [_PICTURES] * len(figures))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Asked by pytest-django just before it makes the test database."""
    with template.kept():
        yield


@pytest.fixture(scope="session", autouse=True)
def _database_as_migrated_after_a_flush() -> Iterator[None]:
    """Transactional tests flush all tables: the audit log's triggers step aside for that, and the rows that the
    migrations made come back, so that the order of tests does not matter."""
    from django.apps import apps  # reason: app ready
    from django.db.backends.base.operations import BaseDatabaseOperations  # reason: app ready

    from umsicht.audit import guards  # reason: app ready

    flush = BaseDatabaseOperations.execute_sql_flush
    make_state_office = import_module("umsicht.tenancy.migrations.0002_state_office").make_state_office

    def flush_and_fill(self: Any, sql_list: list[str]) -> None:
        with guards.lifted(self.connection):
            flush(self, sql_list)
        make_state_office(apps, None)

    BaseDatabaseOperations.execute_sql_flush = flush_and_fill  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
