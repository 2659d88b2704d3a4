from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.demand.enums import Frequency
from umsicht.offers.models import Offer
from umsicht.tenancy.models import TenantOwned


class Subscriber(models.Model):  # type: ignore[django-manager-missing]
    """An address that wants to hear of new offers; goes with its last search. Belongs to a person, not to a tenant."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(max_length=5, default="de")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.uid.hex[:8]}"


class SavedSearch(TenantOwned):  # type: ignore[django-manager-missing]
    """A search whose new hits are mailed. Its stages are time stamps: not confirmed, confirmed, and then it is gone.

    `query` is the address of the search without "?", in the canonical order of the search page. `checked_on` is the
    day up to which hits were looked for; taking it to a new day is the claim of one digest run.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="searches")
    query = models.CharField(max_length=1000, blank=True)
    title = models.CharField(_("search"), max_length=200)
    frequency = models.CharField(
        _("how often"), max_length=8, choices=Frequency.choices, default=Frequency.DAILY
    )
    with_changed = models.BooleanField(_("also changed offers"), default=False)
    created_at = models.DateTimeField(_("saved"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    keep_until = models.DateField(_("ends on"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("saved search")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "tenant", "query"], name="demand_search_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, keep_until__isnull=True)
                | Q(confirmed_at__isnull=False, keep_until__isnull=False),
                name="demand_search_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["frequency", "checked_on"], name="demand_search_due"),
            models.Index(fields=["keep_until"], name="demand_search_end"),
        ]

    def __str__(self) -> str:
        """Names no words of the search: this stands in the log."""
        return f"{self.uid.hex[:8]}"


class ToldHit(TenantOwned):
    """An offer that a saved search was told of, so that it is told once. `edited_on` is what the mail was about."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="told")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    edited_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["search", "offer"], name="demand_told_once")]
