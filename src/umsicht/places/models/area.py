from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.places.enums import AreaKind


class Area(models.Model):
    """A piece of public geography; not scoped, because it belongs to nobody.

    `key` is official where there is one: 5 digits for a district, 8 for a municipality; a district of a city has
    "<municipality>-<code or slug>". Geometry is GeoJSON in WGS 84; the box columns answer most questions without it.
    """

    kind = models.CharField(max_length=14, choices=AreaKind.choices)
    key = models.CharField(_("official key"), max_length=60)
    name = models.CharField(_("name"), max_length=150)
    official_name = models.CharField(_("official name"), max_length=200, blank=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    municipality_key = models.CharField(max_length=8, blank=True, db_index=True)
    geometry = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    area_km2 = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_as_of = models.DateField(null=True, blank=True)
    is_village = models.BooleanField(
        _("former municipality"), default=False, help_text=_("A district with its own council (Ortschaft).")
    )
    code_certain = models.BooleanField(_("official code confirmed"), default=True)
    source = models.CharField(_("source"), max_length=300)
    licence = models.CharField(_("licence"), max_length=120)
    as_of = models.CharField(_("state of the geometry"), max_length=60, blank=True)
    neighbours = models.ManyToManyField("self", blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "name", "key"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="places_area_key"),
            models.CheckConstraint(
                condition=Q(west__lte=models.F("east")) & Q(south__lte=models.F("north")),
                name="places_area_box",
            ),
        ]
        indexes = [models.Index(fields=["kind", "west", "east"], name="places_area_span")]

    def __str__(self) -> str:
        return self.name
