"""Keeps what was published: new objects get an address, changed ones a new time, and those that left are marked as gone.

Every visible change raises the content version of its tenant (tenancy.domain.content); so a tenant whose version stands
still needs no comparison. What follows from the calendar alone (a seat that begins today) is found by the nightly run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django_scopes import scope

from umsicht.api.models import OparlObject, OparlState
from umsicht.api.oparl import build
from umsicht.api.oparl.kinds import SYSTEM
from umsicht.api.oparl.nodes import Node, Ref
from umsicht.core import clock
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.models import Tenant

_BATCH = 500


def refresh(*, always: bool = False) -> int:
    """Compare every tenant that has changed since the last time (`always`: each one). Returns how many objects differ."""
    return sum(refresh_tenant(tenant) for tenant in _due(always=always))


def _due(*, always: bool) -> list[Tenant]:
    # unscoped: one row per tenant with its version, no content
    seen = dict(OparlState.objects.with_scopes_disabled().values_list("tenant_id", "content_version"))
    tenants = Tenant.objects.select_related("parent__parent").order_by("pk")
    return [
        tenant
        for tenant in tenants
        if (tenant.pk in seen or (tenant.is_active and not tenant.is_sandbox))
        and (always or seen.get(tenant.pk) != tenant.content_version)
    ]


@transaction.atomic
def refresh_tenant(tenant: Tenant) -> int:
    """Compare one tenant's public objects with what was published. Returns how many are new, changed or gone."""
    now = clock.now()
    version = Tenant.objects.values_list("content_version", flat=True).get(pk=tenant.pk)
    with scope(tenant=tenant), translation.override("de"):
        held = {Ref(row.kind, row.object_id, row.key): row for row in OparlObject.objects.all()}
        fresh, changed = _compare(tenant, held, now)
        OparlObject.objects.bulk_create(fresh, batch_size=_BATCH)
        OparlObject.objects.bulk_create(  # an upsert; bulk_update() takes a hundred times as long
            changed,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["digest", "modified_at", "is_gone"],
        )
        if fresh or changed:  # the answers that are kept show the old state
            bump_content_version(tenant)
            version += 1
        OparlState.objects.update_or_create(
            tenant=tenant, defaults={"content_version": version, "compared_at": now}
        )
    return len(fresh) + len(changed)


def _compare(
    tenant: Tenant, held: dict[Ref, OparlObject], now: dt.datetime
) -> tuple[list[OparlObject], list[OparlObject]]:
    fresh: list[OparlObject] = []
    changed: list[OparlObject] = []
    for node in _nodes(tenant):
        digest, row = node.digest(), held.pop(node.ref, None)
        if row is None:
            fresh.append(_new(tenant, node.ref, digest, now))
        elif row.is_gone or row.digest != digest:
            row.digest, row.modified_at, row.is_gone = digest, now, False
            changed.append(row)
    for row in held.values():
        if not row.is_gone:
            row.modified_at, row.is_gone = now, True
            changed.append(row)
    return fresh, changed


def _nodes(tenant: Tenant) -> Iterable[Node]:
    """A sandbox and a town that takes no part publish nothing."""
    if tenant.is_state:
        yield Node(Ref(SYSTEM), {})
    if tenant.is_active and not tenant.is_sandbox:
        yield from build.everything(tenant)


def _new(tenant: Tenant, ref: Ref, digest: str, now: dt.datetime) -> OparlObject:
    return OparlObject(
        tenant=tenant,
        kind=ref.kind,
        object_id=ref.pk,
        key=ref.key,
        digest=digest,
        created_at=now,
        modified_at=now,
    )
