from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.offers.models import Offer
from umsicht.tenancy.models import TenantOwned
from umsicht.upkeep.policy import Standing


class Round(TenantOwned):
    """The running round of asking about one offer: it begins with a mail and ends with a confirmation, then the row goes."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="asking_round")
    asked_on = models.DateField(_("asked on"))
    again_on = models.DateField(_("asked again on"), null=True, blank=True)
    lowered_on = models.DateField(_("ranks lower since"), null=True, blank=True)
    hidden_on = models.DateField(_("hidden since"), null=True, blank=True)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_on__isnull=True) | Q(lowered_on__isnull=False), name="upkeep_round_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.offer}"

    @property
    def standing(self) -> Standing:
        return Standing(self.asked_on, self.again_on, self.lowered_on, self.hidden_on)
