from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.enquiries.enums import RemarkKind
from umsicht.tenancy.models import TenantOwned

from .enquiry import Enquiry
from .reply import Reply


class Remark(TenantOwned):
    """A question of a provider, the enquirer's answer to it, or a note of the office. Deleted with the personal data."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="remarks")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks")
    kind = models.CharField(max_length=8, choices=RemarkKind.choices)
    text = models.TextField(_("text"), max_length=1000)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RemarkKind.NOTE, reply__isnull=True)
                | Q(kind__in=[RemarkKind.QUESTION, RemarkKind.ANSWER], reply__isnull=False),
                name="enquiries_remark_belongs",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
