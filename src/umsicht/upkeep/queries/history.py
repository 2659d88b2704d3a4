"""One offer's freshness and what was said about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from umsicht.core.errors import NotFound
from umsicht.directory.models import Organisation
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.models import Confirmation, GroupState, Reminder, Round

SHOWN = 50


def offer_with_states(pk: int) -> Offer:
    """One offer of the tenant in scope with provider and running round. Raises NotFound."""
    found = Offer.objects.select_related("provider", "tenant", "asking_round").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def states_of(offer: Offer) -> list[GroupState]:
    """In the order of the groups."""
    rows = {row.group: row for row in GroupState.objects.with_scope(tenant=offer.tenant).filter(offer=offer)}
    return [rows[group] for group in FieldGroup.values if group in rows]


def history_of(offer: Offer) -> list[Confirmation]:
    """The newest first."""
    rows = Confirmation.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
    return list(rows.select_related("person", "reminder")[:SHOWN])


def reminders_of(provider: Organisation) -> list[Reminder]:
    """The newest first."""
    rows = Reminder.objects.with_scope(tenant=provider.tenant).filter(provider=provider)
    return list(rows.select_related("sent_by")[:SHOWN])


def last_mail(provider: Organisation) -> dt.date | None:
    """The day of the last reminder to the provider, whether it could be sent or not."""
    rows = Reminder.objects.with_scope(tenant=provider.tenant).filter(provider=provider)
    return rows.order_by("-sent_on").values_list("sent_on", flat=True).first()


def reminder_of(tenant: Tenant, pk: int) -> Reminder:
    """Raises NotFound."""
    rows = Reminder.objects.with_scope(tenant=tenant).select_related("provider__tenant__parent__parent")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def without_address(tenant: Tenant) -> Collection[int]:
    """Providers whose running rounds reached nobody, so that somebody has to telephone."""
    providers = (
        Round.objects.with_scope(tenant=tenant)
        .order_by()
        .values_list("offer__provider_id", flat=True)
        .distinct()
    )
    rows = (
        Reminder.objects.with_scope(tenant=tenant)
        .filter(provider_id__in=providers)
        .order_by("provider_id", "sent_on", "pk")
        .values_list("provider_id", "to_email")
    )
    return {provider for provider, email in dict(rows).items() if not email}
