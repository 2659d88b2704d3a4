from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.models import Organisation
from umsicht.fieldwork.enums import ObservationKind, ShiftState
from umsicht.tenancy.models import TenantOwned


class PatrolShift(TenantOwned):  # type: ignore[django-manager-missing]
    """A joint patrol of several authorities. Times are local; a shift that ends at or before its start ends next day.

    `districts` holds keys of places.Area. Where and when a patrol is planned never leaves the desk.
    """

    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins at"))
    ends_at = models.TimeField(_("ends at"))
    districts = models.JSONField(_("city districts"), default=list, blank=True)
    places = models.CharField(_("places and routes"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ShiftState.choices, default=ShiftState.PLANNED
    )
    officer_hours = models.DecimalField(
        _("officer hours"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(2000)],
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("joint patrol")
        ordering = ["-day", "-starts_at", "pk"]
        indexes = [models.Index(fields=["tenant", "day", "state"], name="fieldwork_shift_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(officer_hours__isnull=True) | Q(officer_hours__gte=0),
                name="fieldwork_shift_hours_not_negative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.starts_at:%H:%M}"


class PatrolUnit(TenantOwned):
    """Which unit took part with how many officers. Units and offices, never persons."""

    shift = models.ForeignKey(PatrolShift, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(_("unit"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    officers = models.PositiveSmallIntegerField(_("number of officers"), default=1)

    class Meta:
        verbose_name = _("unit of a patrol")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "name"], name="fieldwork_unit_once"),
            models.CheckConstraint(condition=Q(officers__gte=1), name="fieldwork_unit_has_officers"),
        ]

    def __str__(self) -> str:
        return self.name


class Observation(TenantOwned):
    """How often something came up on a patrol, and where. `count` is what is counted, never a list of persons."""

    shift = models.ForeignKey(PatrolShift, on_delete=models.CASCADE, related_name="observations")
    kind = models.CharField(_("kind"), max_length=20, choices=ObservationKind.choices)
    count = models.PositiveSmallIntegerField(_("number"), default=1, validators=[MaxValueValidator(1000)])
    district = models.CharField(_("city district"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("observation")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="fieldwork_observation_counts")]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"


class FollowUp(TenantOwned):
    """What is to be done after a patrol, by which office and until when. Done is a day, no state of its own."""

    shift = models.ForeignKey(PatrolShift, on_delete=models.CASCADE, related_name="followups")
    text = models.CharField(_("what is to be done"), max_length=300)
    owner = models.CharField(_("who sees to it"), max_length=200)
    due_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("follow-up of a patrol")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.text


class PatrolMonth(TenantOwned):
    """Figures of a month of which no single shifts are known: from sheets of earlier years."""

    month = models.DateField(_("month"), help_text=_("The first day of the month."))
    districts = models.JSONField(_("city districts"), default=list, blank=True)
    patrols = models.PositiveSmallIntegerField(_("patrols"))
    officer_hours = models.DecimalField(_("officer hours"), max_digits=7, decimal_places=1)
    conversation = models.PositiveIntegerField(_("conversations"), default=0)
    conflict = models.PositiveIntegerField(_("conflicts settled"), default=0)
    noise = models.PositiveIntegerField(_("noise"), default=0)
    litter_or_damage = models.PositiveIntegerField(_("litter or damage"), default=0)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("month of patrols")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "month"], name="fieldwork_month_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="fieldwork_month_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
