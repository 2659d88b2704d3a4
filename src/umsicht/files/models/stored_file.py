from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.files.enums import FileKind, FileState, Visibility
from umsicht.tenancy.models import TenantOwned


class StoredFile(TenantOwned):
    """An uploaded file. `blob` is its random name in the private storage: quarantine first, then the cleaned copy.

    What is delivered is never what was uploaded: pictures are drawn anew, PDFs rewritten, Office files repacked.
    Other records point here by foreign key; deleting removes the contents and keeps the row as proof.
    """

    uid = models.UUIDField(unique=True, editable=False)
    state = models.CharField(max_length=12, choices=FileState.choices, default=FileState.QUARANTINED)
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    visibility = models.CharField(
        _("visible"), max_length=8, choices=Visibility.choices, default=Visibility.DESK
    )
    original_name = models.CharField(_("file name"), max_length=120)
    title = models.CharField(_("title"), max_length=200, blank=True)
    alt_text = models.CharField(
        _("description of the picture"),
        max_length=300,
        blank=True,
        help_text=_("For people who can't see it."),
    )
    language = models.CharField(_("language"), max_length=12, default="de")
    purpose = models.CharField(max_length=60, blank=True)
    blob = models.CharField(max_length=100, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    refusal = models.CharField(max_length=40, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    checked_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="clean") | ~Q(blob="") & Q(checked_at__isnull=False) & ~Q(mime=""),
                name="files_clean_is_checked",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "deleted"]) | Q(blob=""), name="files_gone_is_gone"
            ),
            models.CheckConstraint(
                condition=~Q(kind="image") | ~Q(alt_text=""), name="files_picture_described"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "-id"], name="files_tenant_newest")]

    def __str__(self) -> str:
        return self.title or self.original_name


class Rendition(TenantOwned):
    """A picture in one of the fixed sizes and formats."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=12)
    mime = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    blob = models.CharField(max_length=100)

    class Meta:
        ordering = ["file_id", "mime", "width"]
        constraints = [models.UniqueConstraint(fields=["file", "name", "mime"], name="files_rendition_once")]
