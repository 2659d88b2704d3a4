"""Triggers that keep the audit log append-only inside the database itself, whatever program writes to it.

Installed after every migrate (signal, idempotent), not by a migration alone: SQLite rebuilds a table to alter it and
drops its triggers without a word. Two ways stay open, and both leave a trace: redaction (personal columns emptied,
redacted_at set) and retention (rows older than the cutoff of a stored RetentionRun). A database owner can drop
triggers; against that only backups and rights in the database help (THREAT_MODEL.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from umsicht.audit.models import REDACTED

MIN_RETENTION_DAYS = 365

_FIXED = ("id", "tenant_id", "at", "action", "object_type", "object_id", "request_id")
_BLANKED = {
    "actor_label": f"'{REDACTED}'",
    "object_label": f"'{REDACTED}'",
    "reason": f"'{REDACTED}'",
    "before": "'{}'",
    "after": "'{}'",
}
_REFUSAL = "The audit log is append-only."


def _permitted(same: str) -> str:
    """SQL that is true for an update that only redacts, or only forgets the link to a deleted account."""
    fixed = [f'NEW."{name}" {same} OLD."{name}"' for name in _FIXED]
    unchanged = [f'NEW."{name}" {same} OLD."{name}"' for name in _BLANKED]
    blanked = [f'(NEW."{n}" {same} OLD."{n}" OR NEW."{n}" = {blank})' for n, blank in _BLANKED.items()]
    return " AND ".join(
        [
            *fixed,
            *blanked,
            f"(NEW.actor_id {same} OLD.actor_id OR NEW.actor_id IS NULL)",
            f"(NEW.redacted_at {same} OLD.redacted_at OR NEW.redacted_at IS NOT NULL)",
            f"(({' AND '.join(unchanged)}) OR NEW.redacted_at IS NOT NULL)",
        ]
    )


_COVERED = "EXISTS (SELECT 1 FROM audit_retentionrun r WHERE r.cutoff > OLD.at)"

_SQLITE = {
    "audit_event_update": f"BEFORE UPDATE ON audit_auditevent FOR EACH ROW WHEN NOT ({_permitted('IS')})",
    "audit_event_delete": f"BEFORE DELETE ON audit_auditevent FOR EACH ROW WHEN NOT {_COVERED}",
    # REPLACE would delete the old row without firing the delete trigger.
    "audit_event_replace": "BEFORE INSERT ON audit_auditevent FOR EACH ROW "
    "WHEN EXISTS (SELECT 1 FROM audit_auditevent WHERE id = NEW.id)",
    "audit_run_update": "BEFORE UPDATE ON audit_retentionrun FOR EACH ROW WHEN 1",
    "audit_run_delete": "BEFORE DELETE ON audit_retentionrun FOR EACH ROW WHEN 1",
    "audit_run_insert": "BEFORE INSERT ON audit_retentionrun FOR EACH ROW "  # noqa: S608 - a constant of ours
    f"WHEN julianday('now') - julianday(NEW.cutoff) < {MIN_RETENTION_DAYS} "
    "OR EXISTS (SELECT 1 FROM audit_retentionrun WHERE id = NEW.id)",
}

_POSTGRES_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION audit_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF {_permitted("IS NOT DISTINCT FROM")} THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF {_COVERED} THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION audit_run_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.cutoff <= now() - interval '{MIN_RETENTION_DAYS} days' THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
_POSTGRES = {
    "audit_event_row": (
        "audit_auditevent",
        "BEFORE UPDATE OR DELETE ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_event_guard()",
    ),
    "audit_event_truncate": (
        "audit_auditevent",
        "BEFORE TRUNCATE ON audit_auditevent FOR EACH STATEMENT EXECUTE FUNCTION audit_event_guard()",
    ),
    "audit_run_row": (
        "audit_retentionrun",
        "BEFORE INSERT OR UPDATE OR DELETE ON audit_retentionrun FOR EACH ROW EXECUTE FUNCTION audit_run_guard()",
    ),
    "audit_run_truncate": (
        "audit_retentionrun",
        "BEFORE TRUNCATE ON audit_retentionrun FOR EACH STATEMENT EXECUTE FUNCTION audit_run_guard()",
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create or renew the triggers. Does nothing while the tables do not exist."""
    tables = connection.introspection.table_names()
    if not {"audit_auditevent", "audit_retentionrun"} <= set(tables):
        return
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, rest in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {rest} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END")
        elif connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTIONS)
            for name, (_table, rest) in _POSTGRES.items():
                cursor.execute(f"CREATE TRIGGER {name} {rest}")


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif connection.vendor == "postgresql":
            for name, (table, _rest) in _POSTGRES.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers that should stand in the database but don't; shown by the health check."""
    query, wanted = {
        "sqlite": ("SELECT name FROM sqlite_master WHERE type = 'trigger'", list(_SQLITE)),
        "postgresql": ("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal", list(_POSTGRES)),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in present]


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the triggers away and put them back: for emptying a test database, never for a running instance."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def install_after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    install(connections[using])
