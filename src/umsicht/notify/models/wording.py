from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned


class MailWording(TenantOwned):
    """One version of a tenant's own words for a message in a language; the highest version holds.

    `message` is empty for the words at the end of every mail. A version without any words means: back to ours.
    """

    message = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField()
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    greeting = models.CharField(_("greeting"), max_length=120, blank=True)
    before = models.TextField(_("text before"), max_length=1200, blank=True)
    after = models.TextField(_("text after"), max_length=1200, blank=True)
    closing = models.CharField(_("closing"), max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["message", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "message", "language", "version"], name="notify_wording_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message or '*'} {self.language} {self.version}"
