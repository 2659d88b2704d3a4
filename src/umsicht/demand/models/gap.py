from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.demand.enums import Channel, Outcome
from umsicht.tenancy.models import TenantOwned


class GapCount(TenantOwned):
    """How often on one day somebody looked in vain for the same thing. Codes of the vocabulary, "" = not recognised.

    Holds no words of a query and nothing of a person. `is_demo` marks figures that a demonstration invented.
    """

    day = models.DateField(_("day"))
    channel = models.CharField(_("where"), max_length=8, choices=Channel.choices)
    outcome = models.CharField(_("what came of it"), max_length=8, choices=Outcome.choices)
    topic = models.CharField(_("topic"), max_length=80, blank=True)
    audience = models.CharField(_("audience"), max_length=80, blank=True)
    age = models.CharField(_("age"), max_length=80, blank=True)
    district = models.CharField(_("city district"), max_length=40, blank=True)
    count = models.PositiveIntegerField(_("how many"))
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("unmet demand")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "day", "channel", "outcome", "topic", "audience", "age", "district"],
                name="demand_gap_once",
            ),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="demand_gap_counts"),
        ]
        indexes = [models.Index(fields=["day"], name="demand_gap_day")]


class SpoolBatch(models.Model):
    """A file of counts that was taken in: a worker that dies before deleting the file counts it once all the same."""

    uid = models.CharField(max_length=64, unique=True)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
