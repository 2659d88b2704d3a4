from __future__ import annotations

import uuid

from django.db import models

from umsicht.tenancy.models import TenantOwned


class MailLink(TenantOwned):
    """A link in a mail through which somebody acts without an account: for one purpose, on one record, until a moment.

    `subject` is the primary key of the record in the package that owns the purpose. The address in the mail carries the
    signed `uid`; `used_at` makes the second use fail.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=60)
    subject = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["purpose", "subject"], name="notify_link_subject"),
            models.Index(fields=["expires_at"], name="notify_link_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.uid}"
