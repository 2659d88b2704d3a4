from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.offers.enums import ReportField, ReportState
from umsicht.tenancy.models import TenantOwned

from .offer import Offer


class FieldReport(TenantOwned):
    """Somebody says that something on an offer's page is wrong. The address is kept only for the answer.

    `text` and `answer` are free texts; both go with the row six months after it was closed (domain.reports).
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="reports")
    field = models.CharField(_("what is wrong"), max_length=20, choices=ReportField.choices)
    text = models.TextField(_("what should stand there"), max_length=1000, blank=True)
    email = models.EmailField(_("e-mail for the answer"), blank=True)
    state = models.CharField(max_length=4, choices=ReportState.choices, default=ReportState.OPEN)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("received"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["state", "-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["open", "done"]), name="offers_report_state"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(state="done", closed_at__isnull=False),
                name="offers_report_closed_at",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "state", "-created_at"], name="offers_report_list")]

    def __str__(self) -> str:
        """Without the person's words: this text is kept in the audit log."""
        return f"{self.get_field_display()}: {self.offer}"
