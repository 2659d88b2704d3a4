from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import Tenant, TenantOwned
from umsicht.vocabulary.enums import Precision, Scheme, TermKind

from .decision import TermDecision

_NAMESPACE = uuid.UUID("6f1c5a52-2f0e-5a8e-9d0b-4a4e0c7b61d4")


class Wording(models.Model):
    """The texts of a term at one time; shared by the term (in force) and its versions (history)."""

    label_de = models.CharField(_("term"), max_length=300)
    label_context = models.CharField(
        _("term out of context"),
        max_length=300,
        blank=True,
        help_text=_("Where the short term says too little."),
    )
    label_plain = models.CharField(_("plain words"), max_length=300, blank=True)
    label_en = models.CharField(_("English"), max_length=300, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)

    class Meta:
        abstract = True


class Term(TenantOwned, Wording):
    """One entry of the shared vocabulary. `code` is its identity for ever; the texts are those in force today.

    Terms of the state office hold everywhere, those of a municipality only there. Pages read them through
    queries.terms.catalogue(), which needs no SQL per term; never join this table for a label.
    """

    scheme = models.CharField(_("list"), max_length=20, choices=Scheme.choices)
    code = models.SlugField(_("code"), max_length=60)
    uid = models.UUIDField(unique=True, editable=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=TermKind.choices, blank=True)
    numeral = models.CharField(_("number"), max_length=8, blank=True)
    words = models.JSONField(_("words people type"), default=list, blank=True)
    note = models.TextField(_("editor's note"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_from_precision = models.CharField(
        max_length=8, choices=Precision.choices, default=Precision.UNKNOWN
    )
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    valid_to_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_fact = models.BooleanField(_("as in the source"), default=False)
    decision = models.ForeignKey(
        TermDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_decision = models.ForeignKey(
        TermDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    extra = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["scheme", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "scheme", "code"], name="vocabulary_term_code"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="vocabulary_term_period",
            ),
            models.CheckConstraint(condition=~Q(label_de=""), name="vocabulary_term_label"),
        ]

    def __str__(self) -> str:
        return self.label_context or self.label_de


class TermVersion(TenantOwned, Wording):
    """The wording of a term for a period (both days included; no start = from the beginning, no end = open).

    A version may start in the future; the daily task copies it to the term on its day.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_from_precision = models.CharField(
        max_length=8, choices=Precision.choices, default=Precision.UNKNOWN
    )
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    decision = models.ForeignKey(
        TermDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["term_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="vocabulary_version_number"),
            models.UniqueConstraint(
                fields=["term"], condition=Q(valid_to__isnull=True), name="vocabulary_version_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="vocabulary_version_period",
            ),
        ]


def term_uid(tenant: Tenant, scheme: str, code: str) -> uuid.UUID:
    """The same on every instance, so that open data of two instances can be compared."""
    return uuid.uuid5(_NAMESPACE, f"{tenant.kind}:{tenant.key or tenant.slug}:{scheme}:{code}")
