"""A person's own inbox: reading and marking. Only the person herself may."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.notify.models import InboxMessage
from umsicht.notify.queries.inbox import inbox_of


@transaction.atomic
def mark(*, message_id: int, read: bool, actor: Any) -> InboxMessage:
    """Mark one message of the tenant in scope. Raises NotFound for somebody else's. Not journaled: nobody's business."""
    found = inbox_of(actor).select_for_update().filter(pk=message_id).first()
    if found is None:
        raise NotFound
    if (found.read_at is not None) != read:
        found.read_at = clock.now() if read else None
        found.save(update_fields=["read_at"])
    return found


@transaction.atomic
def mark_all_read(*, actor: Any) -> int:
    """Mark everything unread in the tenant in scope; returns how many."""
    return inbox_of(actor, unread_only=True).update(read_at=clock.now())
