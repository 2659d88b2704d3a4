"""One mail a day or week instead of many: what came into the inbox and is still unread."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.db import transaction
from django.urls import reverse

from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.notify.enums import Delivery
from umsicht.notify.models import InboxMessage
from umsicht.notify.queries.inbox import of_person
from umsicht.tenancy.queries.tenants import state_office

MOST = 30
OLDEST = dt.timedelta(days=30)


def send_digests(frequency: Delivery) -> int:
    """Queue a digest for everybody with something unread since the last one; returns how many mails. Safe to repeat."""
    # unscoped: a digest gathers a person's messages from all tenants
    waiting = InboxMessage.objects.with_scopes_disabled().filter(digest=frequency, digested_at__isnull=True)
    people = User.objects.filter(is_active=True, pk__in=waiting.values("user_id").distinct()).order_by("pk")
    return sum(_digest(person, frequency) for person in people)


@transaction.atomic
def _digest(person: User, frequency: Delivery) -> bool:
    now = clock.now()
    waiting = of_person(person).filter(digest=frequency, digested_at__isnull=True)
    told = list(
        waiting.filter(read_at__isnull=True, created_at__gte=now - OLDEST)
        .select_related("tenant")
        .order_by("tenant__name", "tenant_id", "-pk")
    )
    waiting.update(digested_at=now)
    if not told:
        return False
    notify(
        message="notify.digest",
        to=Recipient.person(person),
        tenant=state_office(),
        context={
            "frequency": frequency.value,
            "count": len(told),
            "groups": _groups(told[:MOST]),
            "more": len(told) - MOST,
        },
    )
    return True


def _groups(messages: list[InboxMessage]) -> list[dict[str, Any]]:
    """Messages by tenant, as the template wants them."""
    return [
        {
            "tenant": tenant.title,
            "url": reverse("desk_inbox", kwargs={"tenant": tenant.slug}),
            "titles": [message.title for message in group],
        }
        for tenant, group in groupby(messages, key=lambda message: message.tenant)
    ]
