from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.situation.enums import PeopleBasis, RegionKind


class Region(models.Model):
    """An area that statistics count for; public reference data, owned by nobody, not scoped.

    `code` is official: 2 digits for a state, 5 for a district or a city without one. `last_year` is set for areas that
    a reform ended; `successor` holds them since. Statistics name years, not days.
    """

    code = models.CharField(_("official key"), max_length=5, unique=True)
    kind = models.CharField(max_length=8, choices=RegionKind.choices)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RegionKind.values), name="situation_region_kind"),
            models.CheckConstraint(
                condition=Q(kind="state", parent__isnull=True) | (~Q(kind="state") & Q(parent__isnull=False)),
                name="situation_region_parent",
            ),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="situation_region_years",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class People(models.Model):
    """How many people live in a region in a year, and on how much land."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="people")
    year = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=8, choices=PeopleBasis.choices)
    persons = models.PositiveIntegerField(_("population"))
    area_km2 = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["region_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "basis"], name="situation_people_once"),
            models.CheckConstraint(condition=Q(persons__gt=0), name="situation_people_some"),
            models.CheckConstraint(condition=Q(basis__in=PeopleBasis.values), name="situation_people_basis"),
        ]
