from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.core import german
from umsicht.council.enums import Precision
from umsicht.reporting.enums import EntryKind, Topic
from umsicht.tenancy.models import TenantOwned


class Entry(TenantOwned):
    """A line of the chronicle: what a source says and no other record holds. Without a source there is no entry.

    `on` is a calendar day, known as exactly as `precision` says; a missing one is not known. A figure keeps its value with
    unit; a judgement says whose it is. The state office's public entries are also every municipality's.
    """

    code = models.SlugField(_("address"), max_length=60)
    topic = models.CharField(_("about what"), max_length=16, choices=Topic.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices, default=EntryKind.EVENT)
    on = models.DateField(_("day"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    precision = models.CharField(
        _("how exactly that is known"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    text = models.TextField(_("what happened or holds"), max_length=1000)
    said_by = models.CharField(_("whose judgement"), max_length=200, blank=True)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    note = models.CharField(_("what is uncertain"), max_length=500, blank=True)
    is_public = models.BooleanField(_("shown on the portal"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("entry of the chronicle")
        ordering = [F("on").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="reporting_entry_code"),
            models.CheckConstraint(condition=~Q(source=""), name="reporting_entry_source"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(on__isnull=False, until__gte=F("on")),
                name="reporting_entry_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.JUDGEMENT) | ~Q(said_by=""), name="reporting_entry_judgement_by"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.FIGURE) | Q(value__isnull=False),
                name="reporting_entry_figure_value",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "topic", "on"], name="reporting_entry_by_topic")]

    def __str__(self) -> str:
        return self.code

    @property
    def day_words(self) -> str:
        """ "25.04.2019", "August 2019", "2019" or "16.11.2020–17.11.2020"; "" without a day."""
        if self.on is None:
            return ""
        style = {Precision.DAY: "", Precision.MONTH: "month", Precision.YEAR: "year"}[
            Precision(self.precision)
        ]
        text = german.date_text(self.on, style)
        return f"{text}–{german.date_text(self.until, style)}" if self.until else text
