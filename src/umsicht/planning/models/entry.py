from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.offers.models import Offer
from umsicht.planning.enums import Span
from umsicht.tenancy.models import TenantOwned

from .plan import SchoolPlan

MAX_MEETINGS = 40


class PlanEntry(TenantOwned):
    """One offer in a plan. `day` is the day, or the Monday of the week; none while no date is set.

    `meetings` more than one recur weekly and skip weeks without lessons. `minutes` is the length of one meeting.
    `price` names the chosen price of the offer (costs.key_of); "" takes the one that costs least. `title` stays when
    the offer is gone. The offer may be another town's that takes part.
    """

    plan = models.ForeignKey(SchoolPlan, on_delete=models.CASCADE, related_name="entries")
    offer = models.ForeignKey(Offer, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=160)
    span = models.CharField(_("when"), max_length=4, choices=Span.choices, default=Span.OPEN)
    day = models.DateField(_("day"), null=True, blank=True)
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length of a meeting in minutes"), null=True, blank=True)
    meetings = models.PositiveSmallIntegerField(_("number of meetings"), default=1)
    price = models.CharField(_("price"), max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "starts_at", "pk"]
        indexes = [models.Index(fields=["plan", "day"], name="planning_entry_plan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(span=Span.OPEN, day__isnull=True)
                | (Q(span__in=[Span.WEEK, Span.DAY]) & Q(day__isnull=False)),
                name="planning_entry_day",
            ),
            models.CheckConstraint(
                condition=Q(meetings__gte=1, meetings__lte=MAX_MEETINGS), name="planning_entry_meetings"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(span=Span.DAY), name="planning_entry_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title
