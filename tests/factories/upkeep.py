"""Due groups, rounds of asking and links for tests. Rows are written straight, without journal and rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from umsicht.core import clock
from umsicht.directory.models import Organisation
from umsicht.notify.domain import links
from umsicht.offers.models import Offer
from umsicht.upkeep.domain.reminding import PURPOSE
from umsicht.upkeep.enums import FieldGroup, Stage
from umsicht.upkeep.models import GroupState, Reminder, Round


def make_due(offer: Offer, *, days: int = 0, groups: tuple[str, ...] = tuple(FieldGroup.values)) -> Offer:
    """The offer's four rows; `groups` have been due for `days`, the others fall due in a year."""
    today = clock.today()
    for group in FieldGroup.values:
        due_on = today - dt.timedelta(days=days) if group in groups else today + dt.timedelta(days=365)
        GroupState.objects.with_scope(tenant=offer.tenant).update_or_create(
            offer=offer,
            group=group,
            defaults={
                "tenant": offer.tenant,
                "counts_from": today - dt.timedelta(days=400),
                "due_on": due_on,
            },
        )
    return offer


def make_round(offer: Offer, **days_ago: int | None) -> Round:
    """`asked`, `again`, `lowered`, `hidden` as days ago."""
    today = clock.today()
    days = {
        f"{name}_on": today - dt.timedelta(days=number)
        for name, number in ({"asked": 0} | days_ago).items()
        if number is not None
    }
    made = Round(tenant=offer.tenant, offer=offer, **days)
    made.save()
    return made


def make_reminder(provider: Organisation, *, days_ago: int = 0, **fields: Any) -> Reminder:
    day = clock.today() - dt.timedelta(days=days_ago)
    defaults: dict[str, Any] = {
        "tenant": provider.tenant,
        "provider": provider,
        "stage": Stage.FIRST,
        "to_email": "anbieter@example.org",
        "sent_on": day,
        "created_at": clock.at(day, dt.time(8)),
    }
    made = Reminder(**(defaults | fields))
    made.save()
    return made


def make_link(provider: Organisation, *, days: int = 60, **fields: Any) -> str:
    """The token of a link to confirm what is due of the provider."""
    reminder = make_reminder(provider, **fields)
    return links.issue(
        purpose=PURPOSE, tenant=provider.tenant, subject=reminder.pk, lifetime=dt.timedelta(days=days)
    )
