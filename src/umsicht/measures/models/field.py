from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import Precision
from umsicht.measures.enums import FieldStep
from umsicht.tenancy.models import TenantOwned

LOWEST = 99


class Priority(TenantOwned):
    """How important a problem field is to the council in a period, and why. Both days count; no end is open."""

    field = models.SlugField(_("problem field"), max_length=60)
    rank = models.PositiveSmallIntegerField(
        _("rank"), validators=[MinValueValidator(1), MaxValueValidator(LOWEST)]
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000)
    decision_ref = models.CharField(_("decision"), max_length=80, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("priority of a problem field")
        ordering = ["-starts_on", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "field"],
                condition=Q(ends_on__isnull=True),
                name="measures_priority_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="measures_priority_ends_after_its_start",
            ),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=LOWEST), name="measures_priority_rank"),
            models.CheckConstraint(condition=~Q(reason=""), name="measures_priority_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.rank}"


class FieldDecision(TenantOwned):
    """A decision that set, added, changed or ended a problem field of this council. A missing day is not known."""

    field = models.SlugField(_("problem field"), max_length=60)
    step = models.CharField(_("what it did"), max_length=8, choices=FieldStep.choices, default=FieldStep.SET)
    decision_ref = models.CharField(_("decision"), max_length=120)
    on = models.DateField(_("decided on"), null=True, blank=True)
    precision = models.CharField(
        _("how exactly that is known"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("decision on a problem field")
        ordering = [F("on").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "field", "decision_ref", "step"], name="measures_fielddecision_once"
            ),
        ]

    def __str__(self) -> str:
        return self.decision_ref
