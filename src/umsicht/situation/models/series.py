from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.situation.enums import Level, Measure

from .region import Region

_YEARS = Q(year__gte=1950, year__lte=2100)


class Dataset(models.Model):
    """A statistic: who publishes it under which licence. `attribution` holds "{year}" where the year belongs."""

    slug = models.SlugField(max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=150)
    publisher = models.CharField(_("publisher"), max_length=150)
    licence = models.CharField(_("licence"), max_length=120)
    licence_url = models.URLField(max_length=200)
    attribution = models.CharField(_("attribution"), max_length=250)
    homepage = models.URLField(max_length=200, blank=True)
    about = models.TextField(_("what it counts"))

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One year of a dataset as taken over from one file. A later file makes a new one; nothing is written over.

    `as_of` is the day the publisher closed the table; where a file does not say it, the end of the year it counts.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    version = models.CharField(_("version"), max_length=20, blank=True)
    as_of = models.DateField(_("as of"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    imported_at = models.DateTimeField(_("taken over"), auto_now_add=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "year", "number"], name="situation_edition_number"),
            models.CheckConstraint(condition=_YEARS & Q(number__gte=1), name="situation_edition_year"),
        ]


class Indicator(models.Model):
    """What is counted, once per dataset: `code` is "<dataset>/<official key>", as pks/892000.

    `parts`, `contains` and `nearly` list keys of the same dataset: parts add up to it exactly, the others lie in it and
    overlap nowhere among themselves; those of `nearly` leave hardly any remainder: [{"key": key, "except": [years in which it
    lies elsewhere]}]. `fields` maps to problem fields: [{"field": code, "reason": German}].
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="indicators")
    key = models.CharField(_("official key"), max_length=12)
    code = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    official = models.CharField(_("official title"), max_length=250)
    definition = models.TextField(_("definition"))
    caution = models.TextField(_("what to mind"), blank=True)
    unit = models.CharField(_("unit"), max_length=40)
    level = models.CharField(_("area level"), max_length=8, choices=Level.choices)
    parts = models.JSONField(default=list, blank=True)
    contains = models.JSONField(default=list, blank=True)
    nearly = models.JSONField(default=list, blank=True)
    fields = models.JSONField(_("problem fields"), default=list, blank=True)
    unmapped = models.CharField(_("why it belongs to no problem field"), max_length=300, blank=True)
    in_focus = models.BooleanField(_("shown on the overview"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "key"], name="situation_indicator_key"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="situation_indicator_level"),
        ]

    def __str__(self) -> str:
        return self.title


class Break(models.Model):
    """From `year` on an indicator counts differently. Empty indicator, region or measure: it concerns all of them.

    Not comparable: no line, change or usual range crosses it. Comparable: shown as a note only.
    """

    code = models.SlugField(max_length=60, unique=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="breaks")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    measure = models.CharField(max_length=12, choices=Measure.choices, blank=True)
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(_("reason"), max_length=400)
    comparable = models.BooleanField(default=False)

    class Meta:
        ordering = ["year", "code"]
        constraints = [
            models.CheckConstraint(condition=_YEARS, name="situation_break_year"),
            models.CheckConstraint(
                condition=Q(measure__in=["", *Measure.values]), name="situation_break_measure"
            ),
        ]


class Observation(models.Model):
    """An indicator's figures for a region and a year, as one edition says them.

    Cleared may exceed cases: they may have been recorded in an earlier year. `is_total` marks sums over the districts of
    a state that we made. The two flags say which figures must not be shown (domain.protection sets them at import);
    public code reads through queries, which obeys them.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="observations")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="observations")
    year = models.PositiveSmallIntegerField()
    cases = models.PositiveIntegerField()
    rate = models.DecimalField(_("rate as published"), max_digits=9, decimal_places=1, null=True, blank=True)
    attempts = models.PositiveIntegerField(null=True, blank=True)
    cleared = models.PositiveIntegerField(null=True, blank=True)
    suspects = models.PositiveIntegerField(null=True, blank=True)
    is_total = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    hides_cases = models.BooleanField(default=False)
    hides_cleared = models.BooleanField(default=False)

    class Meta:
        ordering = ["indicator_id", "region_id", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "year"],
                condition=Q(is_current=True),
                name="situation_observation_current",
            ),
            models.UniqueConstraint(
                fields=["edition", "indicator", "region"], name="situation_observation_edition"
            ),
            models.CheckConstraint(condition=_YEARS, name="situation_observation_year"),
            models.CheckConstraint(
                condition=Q(attempts__isnull=True) | Q(attempts__lte=F("cases")),
                name="situation_observation_attempts",
            ),
            models.CheckConstraint(
                condition=Q(hides_cases=False) | Q(hides_cleared=True), name="situation_observation_hides"
            ),
        ]
        indexes = [models.Index(fields=["region", "year"], name="situation_observation_region")]
