from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.offers.models import Offer
from umsicht.tenancy.models import TenantOwned
from umsicht.upkeep.enums import ConfirmedBy, FieldGroup


class GroupState(TenantOwned):
    """How fresh one group of fields of one offer is. All days are calendar days.

    `counts_from` is the day from which the interval runs: the last confirmation, else the day of the last edit.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="group_states")
    group = models.CharField(_("group"), max_length=16, choices=FieldGroup.choices)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.CharField(_("by"), max_length=8, choices=ConfirmedBy.choices, blank=True)
    counts_from = models.DateField(_("counts from"))
    due_on = models.DateField(_("due on"))

    class Meta:
        ordering = ["offer_id", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "group"], name="upkeep_group_once"),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                name="upkeep_group_by",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "due_on"], name="upkeep_group_due")]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.due_on}"
