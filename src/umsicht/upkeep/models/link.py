from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned
from umsicht.upkeep.enums import LinkFinding


class CheckedLink(TenantOwned):  # type: ignore[django-manager-missing]
    """A web address that stands somewhere in a tenant's records, and what its server last answered.

    `failures` counts days on which it failed, one after the other; three make it broken. `checked_at` is empty before the
    first look. Who ignores an address says why; it is then left alone.
    """

    url = models.CharField(_("web address"), max_length=500)
    finding = models.CharField(max_length=8, choices=LinkFinding.choices, default=LinkFinding.NEW)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    problem = models.CharField(max_length=20, blank=True)
    moved_to = models.CharField(_("leads to"), max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(_("days without an answer"), default=0)
    failing_since = models.DateField(null=True, blank=True)
    failed_on = models.DateField(null=True, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    check_on = models.DateField(_("next check"))
    ignored_at = models.DateTimeField(null=True, blank=True)
    ignored_reason = models.CharField(_("why it is left alone"), max_length=200, blank=True)

    class Meta:
        ordering = ["url", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "url"], name="upkeep_link_once"),
            models.CheckConstraint(
                condition=Q(ignored_at__isnull=True, ignored_reason="")
                | (Q(ignored_at__isnull=False) & ~Q(ignored_reason="")),
                name="upkeep_link_ignored_why",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "finding"], name="upkeep_link_finding"),
            models.Index(fields=["tenant", "check_on"], name="upkeep_link_due"),
        ]

    def __str__(self) -> str:
        return self.url


class LinkPlace(TenantOwned):
    """Where an address stands: the record, its field and its title at the time of the last look."""

    link = models.ForeignKey(CheckedLink, on_delete=models.CASCADE, related_name="places")
    record = models.CharField(max_length=60)
    record_id = models.PositiveBigIntegerField()
    field = models.CharField(max_length=60)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "record", "record_id", "field"], name="upkeep_link_place_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.field}"
