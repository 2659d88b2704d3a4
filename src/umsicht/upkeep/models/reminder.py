from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.directory.models import Organisation
from umsicht.tenancy.models import TenantOwned
from umsicht.upkeep.enums import ConfirmedBy, Stage


class Reminder(TenantOwned):
    """One mail to one provider with everything that was due. `asked`: {offer id: [groups]} at that time.

    `to_email` is emptied after a year; without an address (nobody could be written to) the office is told instead.
    """

    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    to_email = models.EmailField(_("to"), blank=True)
    asked = models.JSONField(default=dict)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_on = models.DateField(_("sent on"))
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.CharField(max_length=8, choices=ConfirmedBy.choices, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            # Two workers at the same time: one of them writes the mail of the day.
            models.UniqueConstraint(fields=["provider", "sent_on"], name="upkeep_reminder_once_a_day"),
        ]
        indexes = [models.Index(fields=["tenant", "provider", "-created_at"], name="upkeep_reminder_last")]

    def __str__(self) -> str:
        """Without the address: this text is kept in the audit log."""
        return f"{self.provider}, {self.sent_on:%d.%m.%Y}"
