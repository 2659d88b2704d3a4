from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.measures.enums import GoalLevel
from umsicht.tenancy.models import TenantOwned

from .measure import Measure


class Goal(TenantOwned):  # type: ignore[django-manager-missing]
    """One stone of the goal pyramid. What can be counted has an indicator; its value says as of when and whence.

    Whether more or less is better follows from baseline and target. A missing number is not known, never nought.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="goals")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("serves which goal"),
    )
    level = models.CharField(_("level"), max_length=12, choices=GoalLevel.choices, default=GoalLevel.GUIDING)
    text = models.CharField(_("goal"), max_length=300)
    indicator = models.CharField(_("by what we see it"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("value before"), max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(_("to be reached by"), null=True, blank=True)
    actual = models.DecimalField(_("value now"), max_digits=12, decimal_places=2, null=True, blank=True)
    actual_on = models.DateField(_("as of"), null=True, blank=True)
    value_source = models.CharField(_("where the value comes from"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("goal")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="measures_goal_not_below_itself"),
            models.CheckConstraint(
                condition=~Q(level=GoalLevel.GUIDING) | Q(parent__isnull=True),
                name="measures_goal_guiding_is_on_top",
            ),
            models.CheckConstraint(
                condition=Q(actual__isnull=True) | Q(actual_on__isnull=False),
                name="measures_goal_value_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(indicator="")
                | Q(baseline__isnull=True, target__isnull=True, actual__isnull=True),
                name="measures_goal_figures_need_an_indicator",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_reached(self) -> bool | None:
        """None while target or value is missing. A target below the baseline is reached from above."""
        if self.target is None or self.actual is None:
            return None
        falls = self.baseline is not None and self.target < self.baseline
        return self.actual <= self.target if falls else self.actual >= self.target
