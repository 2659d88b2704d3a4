from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.exchange.enums import LinkState, QuestionKind, QuestionState, RecordKind
from umsicht.offers.models import Offer
from umsicht.tenancy.models import TenantOwned

from .run import Import
from .source import Source


class Link(TenantOwned):
    """A record here comes from this record of a source ("owned by").

    `upstream` is what the source said last, field by field: the base to tell edits here from changes there. `tags` are
    words of the source that no term of ours stands for. A rejected or archived one never comes back by itself.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    key = models.CharField(max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    upstream = models.JSONField(default=dict)
    tags = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.LINKED)
    last_seen = models.ForeignKey(Import, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key"], name="exchange_link_key"),
            models.CheckConstraint(condition=~Q(key=""), name="exchange_link_named"),
        ]
        indexes = [models.Index(fields=["source", "state"], name="exchange_link_state")]

    def __str__(self) -> str:
        return self.title or self.key


class Question(TenantOwned):
    """Something about a record of a source that a person decides. `values` is what the source says.

    For a duplicate `offer` is the one it may be the same as, with `score` (0 to 100) and the reasons found. For a
    conflict `diff` holds {field: [base, ours, theirs]}.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="questions")
    run = models.ForeignKey(Import, on_delete=models.SET_NULL, null=True, related_name="questions")
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    key = models.CharField(max_length=200)
    title = models.CharField(_("title"), max_length=200)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("score"), default=0)
    reasons = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    diff = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    created_at = models.DateTimeField(_("found"), auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "key"], condition=Q(state="open"), name="exchange_question_open"
            )
        ]
        indexes = [models.Index(fields=["tenant", "state", "-score"], name="exchange_question_list")]

    def __str__(self) -> str:
        return self.title
