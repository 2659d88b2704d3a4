from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.offers.models import Offer
from umsicht.tenancy.models import TenantOwned
from umsicht.upkeep.enums import ConfirmedBy

from .reminder import Reminder


class Confirmation(TenantOwned):
    """One answer about one offer, kept as history: which groups, whose word, how it came, and what was corrected with it.

    `person` is who acted at the desk (the provider's keeper, or whoever telephoned); with a link nobody is known.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="confirmations")
    groups = models.JSONField(default=list)
    corrected = models.JSONField(default=list)
    by = models.CharField(max_length=8, choices=ConfirmedBy.choices)
    how = models.CharField(_("how the confirmation came"), max_length=300, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reminder = models.ForeignKey(Reminder, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    on = models.DateField(_("on"))
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["offer", "-created_at"], name="upkeep_confirmation_offer")]

    def __str__(self) -> str:
        return f"{self.offer}, {self.on:%d.%m.%Y}"
