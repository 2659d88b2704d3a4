from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned
from umsicht.vocabulary.enums import Precision


class TermDecision(TenantOwned):
    """What put a term into the vocabulary or changed it: a motion, rules of procedure, an editorial decision."""

    code = models.SlugField(_("code"), max_length=60)
    label_de = models.CharField(_("name"), max_length=200)
    date = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="vocabulary_decision_code"),
            models.CheckConstraint(
                condition=models.Q(date__isnull=True, date_precision="unknown")
                | models.Q(date__isnull=False) & ~models.Q(date_precision="unknown"),
                name="vocabulary_decision_precision",
            ),
        ]

    def __str__(self) -> str:
        return self.label_de
