"""Tampering with the log, past Python, straight in the database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.tenancy import make_state, make_tenant
from umsicht.audit import guards
from umsicht.audit.models import REDACTED, AuditEvent, RetentionRun
from umsicht.core import clock, journal

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def make_event(**fields: Any) -> AuditEvent:
    tenant = make_tenant()
    actor = make_person(display_name="Geschäftsstelle")
    journal.record(
        "tests.thing.change",
        tenant,
        actor=actor,
        before={"name": "alt"},
        after={"name": "neu"},
        reason="Grund",
    )
    with scope(tenant=tenant):
        return AuditEvent.objects.get()


def run(sql: str, *params: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def database_clock() -> dt.datetime:
    """The triggers read the clock of the database, which the tests' own noon does not reach."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        now = cursor.fetchone()[0]
    return now if isinstance(now, dt.datetime) else dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)


def backdate(event: AuditEvent, days: int) -> None:
    """Make an event old; only possible without the triggers, which is the point."""
    guards.remove(connection)
    AuditEvent._base_manager.filter(pk=event.pk).update(at=clock.now() - dt.timedelta(days=days))
    guards.install(connection)


def test_triggers_stand_after_migrate() -> None:
    assert guards.missing(connection) == []


def test_missing_names_what_was_dropped() -> None:
    guards.remove(connection)
    assert len(guards.missing(connection)) > 2
    guards.install(connection)
    assert guards.missing(connection) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_label", "Jemand anders"),
        ("action", "tests.thing.other"),
        ("object_label", "Anderes"),
        ("object_id", "999"),
        ("reason", ""),
        ("reason", "Anderer Grund"),
        ("after", '{"name": "anders"}'),
        ("before", "{}"),
        ("actor_label", REDACTED),
        ("request_id", "x"),
    ],
)
def test_update_of_a_column_is_refused(column: str, value: str) -> None:
    event = make_event()
    with pytest.raises(DatabaseError, match="append-only"):
        run(f'UPDATE audit_auditevent SET "{column}" = %s WHERE id = %s', value, event.pk)
    assert AuditEvent._base_manager.get(pk=event.pk).reason == "Grund"


def test_redaction_with_other_content_is_refused() -> None:
    event = make_event()
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEvent._base_manager.filter(pk=event.pk).update(reason="Neu erzählt", redacted_at=clock.now())


def test_redaction_can_not_be_undone() -> None:
    event = make_event()
    AuditEvent._base_manager.filter(pk=event.pk).update(reason=REDACTED, redacted_at=clock.now())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent._base_manager.filter(pk=event.pk).update(redacted_at=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent._base_manager.filter(pk=event.pk).update(reason="Grund", redacted_at=clock.now())


def test_redaction_can_not_move_an_event_to_somebody_else() -> None:
    event = make_event()
    other = make_person()
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEvent._base_manager.filter(pk=event.pk).update(actor_id=other.pk, redacted_at=clock.now())


def test_delete_is_refused() -> None:
    event = make_event()
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM audit_auditevent WHERE id = %s", event.pk)


def test_delete_of_an_old_event_needs_a_retention_run() -> None:
    event = make_event()
    backdate(event, 4000)
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM audit_auditevent WHERE id = %s", event.pk)
    RetentionRun.objects.create(
        at=clock.now(), cutoff=clock.now() - dt.timedelta(days=3900), actor_label="System"
    )
    run("DELETE FROM audit_auditevent WHERE id = %s", event.pk)
    assert AuditEvent._base_manager.count() == 0


def test_retention_run_can_not_reach_into_the_last_year() -> None:
    now = database_clock()
    with pytest.raises(DatabaseError, match="append-only"):
        RetentionRun.objects.create(at=now, cutoff=now - dt.timedelta(days=300), actor_label="System")


def test_retention_run_with_a_forged_day_is_refused() -> None:
    now = database_clock()
    with pytest.raises(DatabaseError, match="append-only"):
        RetentionRun.objects.create(at=now + dt.timedelta(days=5000), cutoff=now, actor_label="System")


def test_retention_run_stays() -> None:
    done = RetentionRun.objects.create(
        at=clock.now(), cutoff=clock.now() - dt.timedelta(days=3900), actor_label="System"
    )
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        done.delete()
    done.pk = done.pk or RetentionRun.objects.get().pk
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        RetentionRun.objects.update(actor_label="Niemand")


def test_row_can_not_be_replaced_by_a_new_one_with_its_number() -> None:
    event = make_event()
    columns = (
        "id, tenant_id, at, actor_label, action, object_type, object_id, object_label, reason, request_id"
    )
    values = "%s, tenant_id, at, 'X', action, object_type, object_id, object_label, reason, request_id"
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError):
        run(
            f'{verb} INTO audit_auditevent ({columns}, "before", "after") '
            f'SELECT {values}, "before", "after" FROM audit_auditevent',
            event.pk,
        )
    assert AuditEvent._base_manager.get().actor_label == "Geschäftsstelle"


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
@pytest.mark.django_db(transaction=True)
def test_truncate_is_refused() -> None:
    make_state()
    make_event()
    with pytest.raises(DatabaseError, match="append-only"):
        run("TRUNCATE audit_auditevent")


def test_deleting_an_account_only_cuts_the_link() -> None:
    event = make_event()
    assert event.actor is not None
    event.actor.delete()
    kept = AuditEvent._base_manager.get(pk=event.pk)
    assert (kept.actor_id, kept.actor_label) == (None, "Geschäftsstelle")


@pytest.mark.django_db(transaction=True)
def test_flush_between_tests_leaves_the_triggers_standing() -> None:
    make_state()
    make_event()
    call_command("flush", interactive=False, verbosity=0)
    assert (guards.missing(connection), AuditEvent._base_manager.count()) == ([], 0)
