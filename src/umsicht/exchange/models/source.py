from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.exchange.enums import ConflictRule, Landing, Rhythm, SourceKind, SourceState
from umsicht.tenancy.models import TenantOwned


class Source(TenantOwned):  # type: ignore[django-manager-missing]
    """Where records come from again and again: a list that an office gets by mail, or a feed of another place.

    `mapping`: column heading (folded) → our field, remembered from the last import. `defaults`: values for fields the
    source says nothing about. `owner` is who keeps the data ("owned by" at each record).
    """

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind.choices)
    location = models.CharField(_("address of the feed"), max_length=500, blank=True)
    owner = models.CharField(_("who keeps the data"), max_length=160, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    rhythm = models.CharField(_("how often"), max_length=8, choices=Rhythm.choices, default=Rhythm.NEVER)
    conflict_rule = models.CharField(
        _("when both sides changed something"),
        max_length=8,
        choices=ConflictRule.choices,
        default=ConflictRule.SOURCE,
    )
    landing = models.CharField(
        _("new offers come in"), max_length=8, choices=Landing.choices, default=Landing.DRAFT
    )
    is_complete = models.BooleanField(
        _("the source always names all its offers"),
        default=False,
        help_text=_("Then an offer that is missing counts as gone, and you are asked whether to archive it."),
    )
    sector = models.CharField(_("sector of new organisations"), max_length=40, blank=True)
    language = models.CharField(_("language of the texts"), max_length=12, default="de")
    mapping = models.JSONField(default=dict, blank=True)
    defaults = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=SourceState.choices, default=SourceState.ACTIVE)
    next_run_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="exchange_source_name")]
        indexes = [models.Index(fields=["state", "next_run_at"], name="exchange_source_due")]

    def __str__(self) -> str:
        return self.name


class TermMapping(TenantOwned):
    """A word of the source and the term of our vocabulary an office chose for it; an empty code: none fits."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="terms")
    word = models.CharField(_("word of the source"), max_length=160)
    label = models.CharField(max_length=160)
    scheme = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=60, blank=True)
    decided = models.BooleanField(default=False)
    seen = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        ordering = ["decided", "-seen", "label", "pk"]
        constraints = [models.UniqueConstraint(fields=["source", "word"], name="exchange_term_word")]

    def __str__(self) -> str:
        return self.label
