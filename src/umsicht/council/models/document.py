from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import DocumentKind, DocumentState, Precision
from umsicht.files.models import StoredFile
from umsicht.tenancy.models import TenantOwned

from .body import Body
from .decision import Decision
from .paper import Paper


class BodyDocument(TenantOwned):  # type: ignore[django-manager-missing]
    """A document on which a body rests or by which it works. What it says stands in its versions, which all stay."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(
        _("kind"), max_length=12, choices=DocumentKind.choices, default=DocumentKind.AGREEMENT
    )
    title = models.CharField(_("title"), max_length=200)
    is_public = models.BooleanField(_("shown on the portal"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=DocumentState.choices, default=DocumentState.KEPT
    )
    is_demo = models.BooleanField(_("demo"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("document of a body")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DocumentState.values), name="council_document_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(TenantOwned):
    """One version of a document. Mistakes in it are corrected; what is agreed anew becomes the next version.

    `signatures` is a list of {"office", "on"}: which office or organisation signed, on which day ("" where that is not
    known); never a person. `valid_until` is the last day. The stored file is never public by itself, the document
    decides each time. A paper or decision it names is shown to those only who may read that.
    """

    document = models.ForeignKey(BodyDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    dated = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(
        _("how exactly that is known"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    valid_from = models.DateField(_("holds from"), null=True, blank=True)
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    signatures = models.JSONField(_("signed by"), default=list, blank=True)
    note = models.TextField(_("what there is to say of it"), max_length=3000, blank=True)
    paper = models.ForeignKey(
        Paper, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("paper")
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
    )
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version of a document")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="council_document_version"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="council_document_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
