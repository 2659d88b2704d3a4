from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned

from .offer import Offer


class OfferSession(TenantOwned):
    """A date of an offer, or a series. `starts_at` is an instant; `tzid` names the zone in which the RRULE recurs.

    `exdates`: ISO local times that fall out (public holidays).
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("starts"))
    tzid = models.CharField(max_length=40, default="Europe/Berlin")
    duration_minutes = models.PositiveIntegerField(_("duration in minutes"), null=True, blank=True)
    rrule = models.CharField(max_length=300, blank=True)
    exdates = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["offer", "starts_at"], name="offers_session_offer")]
