from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned


class Rules(TenantOwned):
    """A tenant's own rules of freshness; without a row the defaults of upkeep.policy hold. Limits: policy.LIMITS."""

    availability_months = models.PositiveSmallIntegerField(_("Free places: due after (months)"))
    dates_months = models.PositiveSmallIntegerField(_("Dates: due after (months)"))
    price_contact_months = models.PositiveSmallIntegerField(_("Price and contact: due after (months)"))
    concept_months = models.PositiveSmallIntegerField(_("Content: due after (months)"))
    gather_days = models.PositiveSmallIntegerField(_("One mail also asks for what falls due within (days)"))
    again_days = models.PositiveSmallIntegerField(_("Second mail after (days)"))
    lower_days = models.PositiveSmallIntegerField(_("Ranks lower after another (days)"))
    hide_days = models.PositiveSmallIntegerField(_("Hidden after another (days)"))
    hides = models.BooleanField(_("Hide what stays unconfirmed"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="upkeep_rules_once")]

    def __str__(self) -> str:
        return str(self.tenant)
