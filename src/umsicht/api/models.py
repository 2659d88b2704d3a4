"""What was published by OParl: a client that harvests must learn what is new, what has changed and what is gone."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned


class OparlObject(TenantOwned):
    """One object that is or was public, with its address and its times. Never what it says: that is read anew.

    `object_id` is the key of the record it is made from; objects without a record of their own (a place, an office) have
    a `key`. `digest` tells whether anything visible has changed. A row is never removed, so that its address stays.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField(default=0)
    key = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=40)
    created_at = models.DateTimeField(_("public since"))
    modified_at = models.DateTimeField(_("changed"))
    is_gone = models.BooleanField(_("no longer public"), default=False)

    class Meta:
        verbose_name = _("object of the OParl interface")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "object_id", "key"], name="api_oparl_object_once"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "kind", "is_gone", "id"], name="api_oparl_of_tenant"),
            models.Index(fields=["tenant", "kind", "modified_at"], name="api_oparl_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class OparlState(TenantOwned):
    """Up to which content version the objects of a tenant were compared."""

    content_version = models.PositiveBigIntegerField(default=0)
    compared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("state of the OParl interface")
        constraints = [models.UniqueConstraint(fields=["tenant"], name="api_oparl_state_once")]

    def __str__(self) -> str:
        return str(self.tenant)
