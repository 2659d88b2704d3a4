from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import (
    ItemVisibility,
    PaperKind,
    PaperState,
    Precision,
    ReferralRole,
)
from umsicht.files.models import StoredFile
from umsicht.tenancy.models import TenantOwned

from .body import Body


class Paper(TenantOwned):  # type: ignore[django-manager-missing]
    """A paper that goes through bodies. Whether the public may read it follows from its route, never from itself.

    `text` is Markdown. `questions` is a list of {"code", "text"}: what a motion asks. `answers` is the paper that
    this one answers. `number` is given once and stays.
    """

    number = models.CharField(_("number"), max_length=40)
    slug = models.SlugField(_("address"), max_length=60)
    kind = models.CharField(
        _("kind"), max_length=12, choices=PaperKind.choices, default=PaperKind.INFORMATION
    )
    subject = models.CharField(_("subject"), max_length=300)
    submitter = models.CharField(_("submitted by"), max_length=200, blank=True)
    department = models.CharField(_("department in charge"), max_length=120, blank=True)
    dated = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(
        _("how exactly that is known"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    text = models.TextField(_("text"), max_length=60000, blank=True)
    motion = models.TextField(_("proposed decision"), max_length=5000, blank=True)
    questions = models.JSONField(_("questions"), default=list, blank=True)
    answers = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name=_("answers the paper"),
    )
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    external_url = models.URLField(_("address of the original"), max_length=500, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("paper")
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="council_paper_number"),
            models.UniqueConstraint(fields=["tenant", "slug"], name="council_paper_slug"),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="council_paper_state"),
        ]
        indexes = [
            models.Index(fields=["tenant", "-dated", "-id"], name="council_paper_by_day"),
            models.Index(fields=["tenant", "kind", "-dated"], name="council_paper_by_kind"),
            models.Index(
                fields=["tenant", "answers"], condition=Q(answers__isnull=False), name="council_paper_answers"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Referral(TenantOwned):
    """A step of a paper's way through the bodies (Beratungsfolge), with its own visibility."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="route")
    position = models.PositiveSmallIntegerField(_("position"))
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField(_("date"), null=True, blank=True)
    role = models.CharField(_("task"), max_length=8, choices=ReferralRole.choices, default=ReferralRole.NOTE)
    visibility = models.CharField(
        _("public or closed"), max_length=10, choices=ItemVisibility.choices, default=ItemVisibility.CLOSED
    )
    result = models.CharField(_("result"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a paper's route")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=ItemVisibility.values), name="council_referral_visibility"
            ),
        ]
        indexes = [
            models.Index(fields=["body", "planned_on"], name="council_referral_of_body"),
            models.Index(fields=["tenant", "paper"], name="council_referral_of_paper"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PaperFile(TenantOwned):
    """An attachment. The stored file is never public by itself: the paper decides each time.

    The title stands here, since the log names files by theirs.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("attachment of a paper")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["tenant", "paper"], name="council_file_of_paper")]

    def __str__(self) -> str:
        return str(self.pk)
