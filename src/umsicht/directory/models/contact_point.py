from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.enums import ContactPointKind
from umsicht.tenancy.models import TenantOwned

from .organisation import Organisation


class ContactPoint(TenantOwned):  # type: ignore[django-manager-missing]
    """Where an organisation is found. Position is WGS 84 degrees; `area_key` the city district's key.

    `opening_hours`: [{"days": ["MO","TU"], "opens": "09:00", "closes": "12:00"}], local time Europe/Berlin.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=80, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(
        _("kind"), max_length=20, choices=ContactPointKind.choices, default=ContactPointKind.OFFICE
    )
    name = models.CharField(_("name"), max_length=200)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    role = models.CharField(_("who answers (role)"), max_length=120, blank=True)
    street = models.CharField(_("street"), max_length=150, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    area_key = models.CharField(_("city district"), max_length=40, blank=True)
    area_name = models.CharField(_("name of the district"), max_length=100, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    opening_hours = models.JSONField(_("opening hours"), default=list, blank=True)
    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=True)
    hours_note = models.CharField(_("note on the hours"), max_length=200, blank=True)
    accessibility = models.JSONField(_("accessibility"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("contact point")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["tenant", "kind", "name"], name="directory_point_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"], condition=~Q(code=""), name="directory_point_code"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="directory_point_position",
            ),
        ]

    def __str__(self) -> str:
        return self.name
