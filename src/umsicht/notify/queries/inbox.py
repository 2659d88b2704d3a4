"""Reads of a person's inbox in the tenant in scope."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from umsicht.core.errors import NotFound
from umsicht.notify.models import InboxMessage


def inbox_of(user: Any, *, unread_only: bool = False) -> QuerySet[InboxMessage]:
    """Newest first. Needs the scope of the tenant."""
    found = InboxMessage.objects.filter(user=user).order_by("-pk")
    return found.filter(read_at__isnull=True) if unread_only else found


def unread_count(user: Any) -> int:
    """One query on a partial index; stands in the bar of every desk page."""
    return InboxMessage.objects.filter(user=user, read_at__isnull=True).count()


def of_person(user: Any) -> QuerySet[InboxMessage]:
    """A person's messages of all tenants, for export and digest."""
    # unscoped: a person's own messages span tenants
    found: QuerySet[InboxMessage] = InboxMessage.objects.with_scopes_disabled().filter(user=user)
    return found


def message_of(user: Any, message_id: int) -> InboxMessage:
    """One message of a person in the tenant in scope. Raises NotFound for somebody else's."""
    found = InboxMessage.objects.filter(user=user, pk=message_id).first()
    if found is None:
        raise NotFound
    return found
