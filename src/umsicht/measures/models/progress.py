from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.measures.enums import NoteKind
from umsicht.tenancy.models import TenantOwned

from .measure import Measure


class Milestone(TenantOwned):
    """Something that is to be done by a day; done once `done_on` is set."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=200)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["tenant", "due_on"], condition=Q(done_on__isnull=True), name="measures_milestone_open"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Note(TenantOwned):
    """What happened on a day. A deviation says why, so that later plans can learn from it."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind.choices, default=NoteKind.PROGRESS)
    text = models.TextField(_("what happened"), max_length=2000)
    reason = models.CharField(_("reason for the deviation"), max_length=500, blank=True)
    on = models.DateField(_("day"))
    is_public = models.BooleanField(_("shown on the portal"), default=False)

    class Meta:
        verbose_name = _("note on a measure")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=NoteKind.DEVIATION) | ~Q(reason=""),
                name="measures_note_deviation_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
