from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.fieldwork.enums import CaseState, Competence, Topic
from umsicht.tenancy.models import TenantOwned


class ConflictCase(TenantOwned):  # type: ignore[django-manager-missing]
    """A conflict about a public place that the office mediates, on nobody's side. Strictly closed.

    Parties are named as groups ("residents"), never as persons. `erased_on` is the day on which the texts were emptied;
    topic, district and days stay for counting.
    """

    number = models.CharField(_("number"), max_length=12)
    received_on = models.DateField(_("received on"))
    topic = models.CharField(_("topic"), max_length=16, choices=Topic.choices)
    district = models.CharField(_("city district"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    summary = models.TextField(_("what it is about"), max_length=3000, blank=True)
    parties = models.TextField(_("parties"), max_length=1000, blank=True)
    competence = models.CharField(
        _("who is in charge"), max_length=8, choices=Competence.choices, default=Competence.OPEN
    )
    passed_to = models.CharField(_("passed on to"), max_length=200, blank=True)
    agreement = models.TextField(_("agreement"), max_length=3000, blank=True)
    follow_up_on = models.DateField(_("look again on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=CaseState.choices, default=CaseState.INTAKE)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    erased_on = models.DateField(_("texts erased on"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("conflict case")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="fieldwork_case_number"),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "passed_on"]) | Q(closed_on__isnull=False),
                name="fieldwork_case_end_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True)
                | Q(place="", summary="", parties="", agreement="", passed_to=""),
                name="fieldwork_case_erased_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Talk(TenantOwned):
    """A talk with one side or all of them. Goes with the texts of its case."""

    case = models.ForeignKey(ConflictCase, on_delete=models.CASCADE, related_name="talks")
    day = models.DateField(_("day"))
    with_whom = models.CharField(_("with whom"), max_length=200)
    note = models.TextField(_("what was said"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("talk")
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"
