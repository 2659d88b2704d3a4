"""Writes the journal. Registered as the sink of core.journal when the apps are ready."""

from __future__ import annotations

from typing import Any

from django.db import models

from umsicht.audit.models import AuditEvent
from umsicht.core import context, journal
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office


def _tenant_of(entry: journal.Entry) -> Tenant:
    if entry.tenant is not None:
        return entry.tenant
    if isinstance(entry.obj, Tenant):
        return entry.obj
    tenant = getattr(entry.obj, "tenant", None)
    return tenant if isinstance(tenant, Tenant) else state_office()


def write(entry: journal.Entry) -> None:
    """Store one entry in the caller's transaction."""
    obj: Any = entry.obj
    is_model = isinstance(obj, models.Model)
    AuditEvent(
        tenant=_tenant_of(entry),
        actor=entry.actor,
        actor_label=str(entry.actor) if entry.actor is not None else "System",
        action=entry.action,
        object_type=obj._meta.label if is_model else type(obj).__name__,  # noqa: SLF001 - Django's public _meta
        object_id=str(obj.pk) if is_model else "",
        object_label=str(obj)[:200],
        before=dict(entry.before),
        after=dict(entry.after),
        reason=entry.reason,
        request_id=context.request_id.get(),
    ).save(force_insert=True)
