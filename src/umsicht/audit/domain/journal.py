"""Writes the journal. Registered as the sink of core.journal when the apps are ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from umsicht.audit.domain.plain import plain_map
from umsicht.audit.models import AuditEvent
from umsicht.core import context, journal
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office


def write(entry: journal.Entry) -> None:
    """Store one entry in the caller's transaction. Values become plain JSON; overlong texts are cut, marked as such."""
    _event(entry).save(force_insert=True)


def write_many(entries: Sequence[journal.Entry]) -> None:
    """The same for many, in one statement per five hundred."""
    rows: models.QuerySet[AuditEvent] = models.QuerySet(AuditEvent)
    rows.bulk_create([_event(entry) for entry in entries], batch_size=500)


def _event(entry: journal.Entry) -> AuditEvent:
    obj: Any = entry.obj
    is_model = isinstance(obj, models.Model)
    return AuditEvent(
        tenant=_tenant_of(entry),
        actor=entry.actor,
        actor_label=str(entry.actor)[:150] if entry.actor is not None else "System",
        action=entry.action,
        object_type=_type_name(obj),
        object_id=str(obj.pk) if is_model else "",
        object_label="" if obj is None else str(obj)[:200],
        before=plain_map(entry.before),
        after=plain_map(entry.after),
        reason=entry.reason,
        request_id=context.request_id.get(),
    )


def _type_name(obj: Any) -> str:
    if obj is None:
        return ""
    return str(obj._meta.label) if isinstance(obj, models.Model) else type(obj).__name__  # noqa: SLF001 - public _meta


def _tenant_of(entry: journal.Entry) -> Tenant:
    if entry.tenant is not None:
        return entry.tenant
    if isinstance(entry.obj, Tenant):
        return entry.obj
    tenant = getattr(entry.obj, "tenant", None)
    return tenant if isinstance(tenant, Tenant) else state_office()
