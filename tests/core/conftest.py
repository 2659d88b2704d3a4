from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection

from tests.core import sample_jobs
from tests.factories.core import Case, make_procedure
from umsicht.core import journal, procedures
from umsicht.core.procedures import Procedure

pytest.register_assert_rewrite("tests.core.document_checks", "tests.core.procedure_checks")


@pytest.fixture
def journal_rows(monkeypatch: pytest.MonkeyPatch) -> list[journal.Entry]:
    """What was recorded, in order; stands in for the audit log, which lives floors above core."""
    rows: list[journal.Entry] = []
    monkeypatch.setattr(journal, "_sink", rows.append)
    return rows


@pytest.fixture
def procedure(monkeypatch: pytest.MonkeyPatch) -> Procedure:
    """The test table, registered beside the real ones for one test."""
    real = {known.name: known for known in procedures.all_procedures()}
    table = make_procedure()
    monkeypatch.setattr(procedures, "_procedures", real | {table.name: table})
    return table


@pytest.fixture(scope="session")
def case_table_made(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Case)


@pytest.fixture
def case_table(case_table_made: None, db: None) -> Iterator[None]:
    """The table of the test model, empty again afterwards even when the test really committed."""
    yield
    Case.objects.all().delete()


@pytest.fixture
def queue(settings: Any, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """The database backend, as a running instance has it, at noon of a fixed day; sample jobs start anew."""
    monkeypatch.setattr(sample_jobs, "calls", [])
    monkeypatch.setattr(sample_jobs, "fail_times", 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    caches["shared"].clear()
    with time_machine.travel(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller
