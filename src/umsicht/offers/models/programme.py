from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned


class Programme(TenantOwned):  # type: ignore[django-manager-missing]
    """A concept with its evidence, owned by the state office; offers deliver it locally.

    Term lists hold vocabulary codes. `outcomes`: values.Outcome as JSON, one per outcome with direction (effect) and
    design (quality of evidence) kept apart, each with source and as-of date.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=80)
    slug = models.SlugField(_("address"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    organisation_name = models.CharField(_("developed by"), max_length=200, blank=True)
    organisation_note = models.CharField(max_length=300, blank=True)
    aim = models.TextField(_("aim"))
    concept = models.TextField(_("concept"), blank=True)
    theory = models.TextField(_("theory"), blank=True)
    problem_fields = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)
    factors = models.JSONField(default=list, blank=True)
    audiences = models.JSONField(default=list, blank=True)
    settings = models.JSONField(default=list, blank=True)
    level = models.CharField(max_length=20, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    grade_from = models.PositiveSmallIntegerField(null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence_tier = models.CharField(max_length=30)
    evidence_stated_by = models.CharField(max_length=40, blank=True)
    evidence_basis = models.CharField(max_length=300, blank=True)
    evidence_source_url = models.URLField(max_length=400, blank=True)
    evidence_as_of = models.DateField(null=True, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    registry_url = models.URLField(max_length=400, blank=True)
    source_url = models.URLField(max_length=400, blank=True)
    local_fact = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="offers_programme_code"),
            models.UniqueConstraint(fields=["tenant", "slug"], name="offers_programme_slug"),
            models.CheckConstraint(
                condition=Q(age_to__isnull=True)
                | Q(age_from__isnull=True)
                | Q(age_to__gte=models.F("age_from")),
                name="offers_programme_age",
            ),
        ]

    def __str__(self) -> str:
        return self.name
