from __future__ import annotations

from django.db import models
from django_scopes import ScopedManager

from .tenant import Tenant


class TenantOwned(models.Model):
    """Base of every record that belongs to a tenant. `objects` is closed without a scope (django-scopes).

    Forward foreign keys and `_base_manager` are not scoped: never follow an id from a request without `objects`.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(tenant="tenant")  # type: ignore[django-manager-missing]

    class Meta:
        abstract = True
