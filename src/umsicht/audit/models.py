from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F
from django_scopes import ScopedManager

from umsicht.tenancy.models import Tenant

REDACTED = "[gelöscht]"


class AppendOnly(models.QuerySet[Any]):
    """Refuses what would rewrite history; audit.domain.redaction and .retention go round it, the database checks them."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit log is append-only.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is append-only.")


class AuditEvent(models.Model):
    """Who did what, when and why. Append-only: Python refuses changes, and so do triggers in the database (guards.py).

    `actor_label` keeps the role-neutral wording at the time ("System", or the display name). Erasing a person empties
    the personal columns and sets `redacted_at`; that, and running out after the retention period, are the only changes.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_label = models.CharField(max_length=150)
    action = models.CharField(max_length=80, db_index=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40, blank=True)
    object_label = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(tenant="tenant", _manager_class=models.Manager.from_queryset(AppendOnly))  # type: ignore[django-manager-missing]

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["tenant", "-id"], name="audit_tenant_newest"),
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The audit log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is append-only.")


class RetentionRun(models.Model):
    """A decision to let events from before a moment go. The database deletes no event that no run covers.

    A run can't reach into the last year, and is itself never changed or deleted.
    """

    at = models.DateTimeField()
    cutoff = models.DateTimeField()
    actor_label = models.CharField(max_length=150)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cutoff__lt=F("at")),
                name="audit_retention_past",
            )
        ]
