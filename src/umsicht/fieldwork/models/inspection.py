from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.models import Organisation
from umsicht.fieldwork.enums import (
    FindingKind,
    FindingState,
    InspectionState,
    PartyKind,
    PhotoState,
    Rating,
    Strategy,
)
from umsicht.files.models import StoredFile
from umsicht.measures.models import Measure
from umsicht.tenancy.models import TenantOwned


class Inspection(TenantOwned):  # type: ignore[django-manager-missing]
    """A walk through a place with those who answer for it and those who use it. Day and time are local.

    `code` is its stable address on the portal. `route` is a GeoJSON LineString in WGS 84, {} while none is drawn;
    `stops` are the names of its points in the same order.
    """

    code = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("title"), max_length=160)
    day = models.DateField(_("day"))
    time = models.TimeField(_("time"), null=True, blank=True)
    is_night = models.BooleanField(_("in the dark"), default=False)
    district = models.CharField(_("city district"), max_length=60, blank=True)
    goal = models.TextField(_("goal"), max_length=1500, blank=True)
    weather = models.CharField(_("weather and light"), max_length=200, blank=True)
    route = models.JSONField(_("route"), default=dict, blank=True)
    stops = models.JSONField(_("stops"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=InspectionState.choices, default=InspectionState.PLANNED
    )
    is_public = models.BooleanField(_("shown on the portal"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("site inspection")
        ordering = ["-day", "pk"]
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="fieldwork_inspection_code")]

    def __str__(self) -> str:
        return self.title


class Participant(TenantOwned):
    """A group that walked along: an office, an organisation, residents. Never a person by name."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="participants")
    kind = models.CharField(_("kind"), max_length=12, choices=PartyKind.choices)
    name = models.CharField(_("who"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("number of people"), default=1)

    class Meta:
        verbose_name = _("participants of an inspection")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "name"], name="fieldwork_participant_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="fieldwork_participant_counts"),
        ]

    def __str__(self) -> str:
        return self.name


class Finding(TenantOwned):  # type: ignore[django-manager-missing]
    """What was found, and what is to be done about it by whom and when.

    `client_key` is made by the device that entered it, so that sending again never makes a second one.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    client_key = models.UUIDField(default=uuid.uuid4, editable=False)
    no = models.PositiveSmallIntegerField(_("number"))
    strategy = models.CharField(_("strategy"), max_length=30, choices=Strategy.choices, blank=True)
    text = models.TextField(_("what was found"), max_length=1500)
    place = models.CharField(_("where exactly"), max_length=200, blank=True)
    kind = models.CharField(
        _("seen or felt"), max_length=10, choices=FindingKind.choices, default=FindingKind.OBJECTIVE
    )
    rating = models.CharField(_("rating"), max_length=10, choices=Rating.choices, default=Rating.MEDIUM)
    action = models.CharField(_("what is to be done"), max_length=300, blank=True)
    owner = models.CharField(_("who sees to it"), max_length=200, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=FindingState.choices, default=FindingState.OPEN
    )
    measure = models.ForeignKey(
        Measure,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("measure"),
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("finding")
        ordering = ["no"]
        indexes = [models.Index(fields=["tenant", "state", "due_on"], name="fieldwork_finding_due")]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "client_key"], name="fieldwork_finding_sent_once"),
            models.UniqueConstraint(fields=["inspection", "no"], name="fieldwork_finding_no"),
        ]

    def __str__(self) -> str:
        return f"{self.no}"


class Photo(TenantOwned):
    """A picture of the place. `file` is drawn anew without metadata; faces and plates are blurred by hand before
    anybody but the office sees it. Blurring replaces the file, the one before is deleted.

    `client_key` is made by the device that took it, so that sending again never makes a second one; none at the desk.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="photos")
    client_key = models.UUIDField(null=True, editable=False)
    finding = models.ForeignKey(
        Finding,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("finding"),
    )
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=PhotoState.choices, default=PhotoState.RAW)
    blurred = models.PositiveSmallIntegerField(_("blurred places"), default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("photo of an inspection")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "client_key"], name="fieldwork_photo_sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
