from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import (
    Interest,
    ItemKind,
    ItemState,
    ItemVisibility,
    MeetingState,
    Mode,
    Presence,
    Reply,
)
from umsicht.tenancy.models import TenantOwned

from .body import Body
from .seat import Seat


class Series(TenantOwned):  # type: ignore[django-manager-missing]
    """Meetings of a body that come again: how often, where, and what always stands on their agenda.

    `standing` is a list of {"title", "kind", "visibility"}. `ahead` meetings are always planned in advance
    (domain/series.py), unless it is paused.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(_("title"), max_length=120)
    every_months = models.PositiveSmallIntegerField(
        _("every so many months"), default=3, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    standing = models.JSONField(_("standing items"), default=list, blank=True)
    is_situation = models.BooleanField(_("situation meetings"), default=False)
    is_public = models.BooleanField(_("shown on the portal"), default=False)
    ahead = models.PositiveSmallIntegerField(
        _("meetings planned ahead"), default=2, validators=[MaxValueValidator(12)]
    )
    is_paused = models.BooleanField(_("paused"), default=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("series of meetings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Meeting(TenantOwned):  # type: ignore[django-manager-missing]
    """One meeting of a body. Times are stored in UTC and meant as Berlin's.

    `is_public` puts it into the calendar of the portal; what of its agenda shows there stands on each item.
    `sequence` counts changes that the invited people are told (RFC 5545). `online_url` never leaves the desk and the
    invitation. `planned_for` is the day of its series for which the worker planned it; it stays when the meeting is moved.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(
        Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    planned_for = models.DateField(null=True, blank=True, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    mode = models.CharField(_("how it is held"), max_length=10, choices=Mode.choices, default=Mode.ON_SITE)
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("address of the video meeting"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    is_public = models.BooleanField(_("shown on the portal"), default=False)
    note = models.TextField(_("note to those invited"), max_length=2000, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sequence = models.PositiveSmallIntegerField(default=0)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("meeting")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="council_meeting_ends_after_its_start",
            ),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="council_meeting_state"),
            models.UniqueConstraint(
                fields=["series", "planned_for"],
                condition=Q(planned_for__isnull=False),
                name="council_meeting_planned_once",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "starts_at"], name="council_meeting_by_day"),
            models.Index(fields=["body", "starts_at"], name="council_meeting_of_body"),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(TenantOwned):  # type: ignore[django-manager-missing]
    """One item of a meeting. Whether the public may know of it stands here, not on the meeting and not on the paper."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind.choices, default=ItemKind.TALK)
    visibility = models.CharField(
        _("public or closed"), max_length=10, choices=ItemVisibility.choices, default=ItemVisibility.CLOSED
    )
    paper = models.ForeignKey(
        "council.Paper",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("paper"),
    )
    proposed_by = models.CharField(_("proposed by"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    minutes = models.TextField(_("minutes"), max_length=20000, blank=True)
    topic = models.CharField(_("topic"), max_length=60, blank=True)
    again_on = models.DateField(_("to be put on the agenda again"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("agenda item")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=ItemVisibility.values), name="council_item_visibility"
            ),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="council_item_state"),
        ]
        indexes = [
            models.Index(fields=["tenant", "topic"], name="council_item_topic"),
            # With the tenant: else SQLite takes a list of meetings or papers for dearer than all items of a tenant.
            models.Index(fields=["tenant", "meeting"], name="council_item_of_meeting"),
            models.Index(fields=["tenant", "paper"], name="council_item_of_paper"),
        ]

    def __str__(self) -> str:
        """Never the title: the log keeps this text, and an item may be closed."""
        return str(self.pk)


class Attendance(TenantOwned):
    """A seat, or a guest, at one meeting: what was answered to the invitation and who was there.

    A guest has no seat but a `label`; `item` limits the guest to one item. Times are Berlin's wall clock of that day.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="guests"
    )
    label = models.CharField(_("guest"), max_length=200, blank=True)
    reply = models.CharField(
        _("answer"), max_length=10, choices=Reply.choices, default=Reply.NONE, blank=True
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    presence = models.CharField(
        _("attendance"), max_length=10, choices=Presence.choices, default=Presence.UNKNOWN, blank=True
    )
    deputy = models.CharField(_("who deputises"), max_length=200, blank=True)
    is_remote = models.BooleanField(_("by video"), default=False)
    arrived_at = models.TimeField(_("since"), null=True, blank=True)
    left_at = models.TimeField(_("left at"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="council_attendance_once"),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | ~Q(label=""), name="council_attendance_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.seat)


class Recusal(TenantOwned):
    """A seat takes no part in an item because of an interest; then it does not vote and leaves a closed meeting."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    interest = models.CharField(
        _("interest"), max_length=12, choices=Interest.choices, default=Interest.ORGANISATION
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    left_room = models.BooleanField(_("left the room"), default=True)

    class Meta:
        verbose_name = _("recusal")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="council_recusal_once")]

    def __str__(self) -> str:
        return str(self.seat)


class Correction(TenantOwned):
    """What was wrong in minutes that are approved: an addition; the text itself stays."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="corrections")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    text = models.TextField(_("correction"), max_length=3000)
    decided_on = models.DateField(_("decided on"))

    class Meta:
        verbose_name = _("correction of minutes")
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return str(self.pk)
