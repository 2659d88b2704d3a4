"""The rows that say how fresh each group of an offer is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count

from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.enums import ConfirmedBy, FieldGroup
from umsicht.upkeep.models import GroupState
from umsicht.upkeep.policy import Policy

BATCH = 2000


@transaction.atomic
def ensure_groups(tenant: Tenant, policy: Policy) -> int:
    """Give every offer that was published once its four rows; returns for how many offers some were missing.

    What the entry brings along counts: its day of confirmation, and for free places the day of the statement. Where
    nobody confirmed yet, time runs from the last edit.
    """
    offers = (
        Offer.objects.with_scope(tenant=tenant)
        .filter(published_at__isnull=False)
        .annotate(held=Count("group_states"))
        .filter(held__lt=len(FieldGroup.values))
        .order_by("pk")
    )
    count, batch = 0, list(offers[:BATCH])
    while batch:
        rows = [_first_row(offer, group, policy) for offer in batch for group in FieldGroup.values]
        GroupState.objects.with_scope(tenant=tenant).bulk_create(rows, ignore_conflicts=True, batch_size=500)
        count += len(batch)
        batch = list(offers.filter(pk__gt=batch[-1].pk)[:BATCH])
    return count


def _first_row(offer: Offer, group: str, policy: Policy) -> GroupState:
    said = [offer.confirmed_on]
    if group == FieldGroup.AVAILABILITY:
        said.append(offer.availability_as_of)
    confirmed = max((day for day in said if day is not None), default=None)
    since = confirmed or offer.edited_on
    return GroupState(
        tenant_id=offer.tenant_id,
        offer=offer,
        group=group,
        confirmed_on=confirmed,
        confirmed_by=ConfirmedBy.IMPORT if confirmed else "",
        counts_from=since,
        due_on=policy.due_on(group, since),
    )


def confirm_groups(offer: Offer, groups: Iterable[str], *, by: str, on: dt.date, policy: Policy) -> list[str]:
    """Store that these groups were confirmed on that day; a later day that is known already stays. In the caller's
    transaction, whose rows are locked. Returns the groups that moved."""
    rows = GroupState.objects.with_scope(tenant=offer.tenant)
    held = {row.group: row for row in rows.select_for_update().filter(offer=offer)}
    moved = []
    for group in groups:
        row = held.get(group) or GroupState(tenant=offer.tenant, offer=offer, group=group)
        if row.confirmed_on is not None and row.confirmed_on > on:
            continue
        row.confirmed_on = row.counts_from = on
        row.confirmed_by, row.due_on = by, policy.due_on(group, on)
        row.save()
        moved.append(group)
    return moved


@transaction.atomic
def recount(tenant: Tenant, policy: Policy) -> int:
    """Other rules hold now: work out anew when everything is due. Returns how many rows changed."""
    changed = []
    for row in GroupState.objects.with_scope(tenant=tenant).order_by("pk").iterator(chunk_size=BATCH):
        due_on = policy.due_on(row.group, row.counts_from)
        if due_on != row.due_on:
            row.due_on = due_on
            changed.append(row)
    GroupState.objects.with_scope(tenant=tenant).bulk_update(changed, ["due_on"], batch_size=500)
    return len(changed)


def overdue(offer: Offer, today: dt.date) -> bool:
    rows = GroupState.objects.with_scope(tenant=offer.tenant)
    return rows.filter(offer=offer, due_on__lte=today).exists()
