from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import (
    Ballot,
    CircularState,
    ItemVisibility,
    Outcome,
    TaskState,
    VoteMethod,
)
from umsicht.tenancy.models import TenantOwned

from .body import Body
from .meeting import AgendaItem
from .seat import Seat


class Decision(TenantOwned):  # type: ignore[django-manager-missing]
    """What a body decided, numbered within body and year ("KPR 3/2019"). It is never changed; corrections are additions.

    `visibility` is that of its agenda item when it was decided; it can be narrowed, never widened. Counts are null
    where nobody voted. `basis` says in words why the body could decide and why the motion passed or not.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    number = models.CharField(_("number"), max_length=40)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    decided_on = models.DateField(_("decided on"))
    text = models.TextField(_("decision"), max_length=5000)
    visibility = models.CharField(
        _("public or closed"), max_length=10, choices=ItemVisibility.choices, default=ItemVisibility.CLOSED
    )
    method = models.CharField(
        _("how it was voted on"), max_length=10, choices=VoteMethod.choices, default=VoteMethod.OPEN
    )
    yes = models.PositiveSmallIntegerField(_("yes"), null=True, blank=True)
    no = models.PositiveSmallIntegerField(_("no"), null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    recused = models.PositiveSmallIntegerField(_("without a vote because of an interest"), default=0)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, default=Outcome.ADOPTED)
    basis = models.CharField(max_length=500, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("decision")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "serial"], name="council_decision_serial"),
            models.UniqueConstraint(fields=["tenant", "number"], name="council_decision_number"),
            models.CheckConstraint(
                condition=Q(visibility__in=ItemVisibility.values), name="council_decision_visibility"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "decided_on"], name="council_decision_by_day"),
            models.Index(fields=["tenant", "item"], name="council_decision_of_item"),
        ]

    def __str__(self) -> str:
        return self.number


class CastVote(TenantOwned):
    """How a seat voted, where the votes are open or by name; of a secret ballot only the sums are kept."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=Ballot.choices)

    class Meta:
        verbose_name = _("vote")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "seat"], name="council_vote_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Task(TenantOwned):
    """What somebody is to do after a meeting. It belongs to an office; `seat` is set when that office has a seat."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="tasks")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="tasks"
    )
    text = models.CharField(_("task"), max_length=500)
    owner = models.CharField(_("who"), max_length=200)
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("task")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["tenant", "state", "due_on"], name="council_task_due")]

    def __str__(self) -> str:
        """Never the text: it may come from a closed item."""
        return str(self.pk)


class CircularVote(TenantOwned):  # type: ignore[django-manager-missing]
    """A motion decided in writing without a meeting, by a link that each seat gets."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="circular_votes")
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("motion"), max_length=5000)
    visibility = models.CharField(
        _("public or closed"), max_length=10, choices=ItemVisibility.choices, default=ItemVisibility.CLOSED
    )
    deadline = models.DateTimeField(_("votes until"))
    state = models.CharField(
        _("state"), max_length=10, choices=CircularState.choices, default=CircularState.OPEN
    )
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="circular"
    )
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("circular vote")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.pk)


class CircularBallot(TenantOwned):
    """One seat's voice in a circular vote; an answer is given once and stays."""

    vote = models.ForeignKey(CircularVote, on_delete=models.CASCADE, related_name="ballots")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=8, choices=Ballot.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ballot of a circular vote")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "seat"], name="council_ballot_once"),
            models.CheckConstraint(
                condition=Q(value="", answered_at__isnull=True)
                | (~Q(value="") & Q(answered_at__isnull=False)),
                name="council_ballot_answered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
