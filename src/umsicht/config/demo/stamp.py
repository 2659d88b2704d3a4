"""What was last loaded completely, kept in the journal: the same files for the same week need no second look."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from umsicht.audit.models import AuditEvent
from umsicht.core import journal
from umsicht.tenancy.queries.tenants import state_office

ACTION = "config.demo.load"


def of(folder: Path, *files: Path, weeks: int, quick: bool) -> dict[str, Any]:
    """A fingerprint of every file of the demo, the loader itself included, and of the week its dates were moved to."""
    digest = hashlib.sha256()
    code = Path(__file__).resolve().parent
    for path in sorted({*folder.rglob("*.*"), *code.glob("*.py"), *files}):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return {"content": digest.hexdigest(), "weeks": weeks, "quick": quick}


def last() -> dict[str, Any] | None:
    state = state_office()
    event = AuditEvent.objects.with_scope(tenant=state).filter(action=ACTION).order_by("-pk").first()
    return event.after if event is not None else None


def keep(stamp: dict[str, Any]) -> None:
    if last() != stamp:
        journal.record(ACTION, state_office(), actor=None, after=stamp)
