"""What the log keeps about a person: export, and redaction when the account is deleted."""

from __future__ import annotations

from typing import Any

from umsicht.accounts.models import User
from umsicht.audit.domain.redaction import redact_person
from umsicht.audit.queries.events import everything_about
from umsicht.tenancy.queries.memberships import records_about


def export_events(user: User) -> list[Any]:
    """What the person did, oldest first."""
    return list(
        everything_about(user).values("at", "tenant__name", "action", "object_type", "object_label", "reason")
    )


def erase_events(user: User) -> None:
    redact_person(user=user, actor=user, objects=records_about(user))
