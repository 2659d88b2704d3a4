from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.exchange.enums import ImportState, Outcome, Plan, SourceKind
from umsicht.files.models import StoredFile
from umsicht.tenancy.models import TenantOwned

from .source import Source


class Import(TenantOwned):  # type: ignore[django-manager-missing]
    """One reading of a source: dry run, taking over, perhaps undoing.

    `blob` names the file read (private storage). `position`: how many records of it the dry run has read; taking over
    and undoing keep no position, since each row says what became of it. Counts are what the dry run found; `written`,
    `failed` and `undone` what came of it.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.RECEIVED)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=500)
    blob = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    delimiter = models.CharField(_("delimiter"), max_length=4, blank=True)
    columns = models.JSONField(default=list, blank=True)
    samples = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    asked = models.PositiveIntegerField(_("to decide"), default=0)
    written = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0)
    by_itself = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["tenant", "state", "-id"], name="exchange_import_list")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged + self.refused + self.asked


class ImportRow(TenantOwned):
    """One record of the file: what it says (`values`), what would change (`diff`), what became of it.

    `number` counts records from 1, `place` is where a person finds it. `seen`: fingerprints of the records here when
    the dry run looked, by kind; `left`: fingerprints after writing; `before`: what undoing restores. Ids by kind in
    `targets`. `problems`: [[column, reason, value]]. `ended`: the source itself says that it is over.
    """

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    plan = models.CharField(max_length=10, choices=Plan.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    values = models.JSONField(default=dict)
    diff = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    targets = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="exchange_row_number"),
            models.CheckConstraint(condition=~Q(key=""), name="exchange_row_key"),
        ]
        indexes = [
            models.Index(fields=["run", "plan", "number"], name="exchange_row_plan"),
            models.Index(fields=["run", "outcome", "number"], name="exchange_row_outcome"),
            models.Index(fields=["run", "key"], name="exchange_row_by_key"),
        ]

    def __str__(self) -> str:
        return self.title or self.key
