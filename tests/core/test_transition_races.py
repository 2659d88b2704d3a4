"""Real simultaneity: several threads, several connections, committed rows. No test transaction around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from tests.core import procedure_checks as checks
from tests.factories.core import ALL_PERMISSIONS, Case, Person, make_case
from umsicht.config import env
from umsicht.core.journal import Entry

pytestmark = [pytest.mark.store, pytest.mark.usefixtures("procedure")]

OFFICE = Person(ALL_PERMISSIONS, "Geschäftsstelle")


@pytest.fixture
def racing(case_table_made: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[str]:
    """A database that several connections can really share: PostgreSQL as it is, or SQLite in a file."""
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            yield "default"
            Case.objects.all().delete()
            return
        url = f"sqlite:///{tmp_path / 'race.sqlite3'}"
        connections.databases["race"] = connections.configure_settings(
            {"default": {}, "race": env.database(url)}
        )["race"]
        with connections["race"].schema_editor() as editor:
            editor.create_model(Case)
        yield "race"
        connections["race"].close()
        del connections["race"]
        del connections.databases["race"]


@pytest.mark.parametrize("attempt", range(3))
def test_simultaneous_clicks_give_exactly_one_transition(
    racing: str, attempt: int, journal_rows: list[Entry]
) -> None:
    case = make_case(using=racing)
    assert checks.race(case, "send", OFFICE, clicks=5) == ["done", *["wrong_state"] * 4]
    assert Case.objects.using(racing).get(pk=case.pk).state == "sent"
    assert [row.action for row in journal_rows] == ["tests.case.send"]


def test_simultaneous_steps_that_may_repeat_are_all_counted(racing: str, journal_rows: list[Entry]) -> None:
    case = make_case(using=racing, state="sent")
    assert checks.race(case, "remind", OFFICE, clicks=5) == ["done"] * 5
    assert Case.objects.using(racing).get(pk=case.pk).reminders == 5
    assert len(journal_rows) == 5
