from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.models import Organisation
from umsicht.enquiries.enums import DeclineReason, ReplyState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import TenantOwned

from .enquiry import Enquiry


class Reply(TenantOwned):  # type: ignore[django-manager-missing]
    """One provider's part of an enquiry: what it was asked for, and what it answers.

    `offers` are those asked for; `offer` is the one that the proposal is about. `answered_at` is the moment of the first
    answer of any kind (yes, no, question) and never moves: the reply time is counted from it. `in_hand` False: neither a
    mail address nor a person at the desk is known, the office has to help.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="replies")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="enquiry_replies")
    offers = models.ManyToManyField(Offer, related_name="enquiry_replies")
    offer = models.ForeignKey(Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=ReplyState.choices, default=ReplyState.WAITING)
    in_hand = models.BooleanField(default=True)
    by_office = models.BooleanField(_("added by the office"), default=False)
    asked_at = models.DateTimeField(_("provider asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    price = models.CharField(_("price"), max_length=120, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    decline_reason = models.CharField(_("reason"), max_length=12, choices=DeclineReason.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["tenant", "state"], name="enquiries_reply_state"),
            models.Index(fields=["provider", "asked_at"], name="enquiries_reply_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "provider"], name="enquiries_reply_once"),
            models.UniqueConstraint(
                fields=["enquiry"],
                condition=Q(state=ReplyState.ACCEPTED),
                name="enquiries_reply_one_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ReplyState.PROPOSED, ReplyState.ACCEPTED])
                | Q(starts_at__isnull=False, answered_at__isnull=False),
                name="enquiries_reply_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReplyState.DECLINED) | ~Q(decline_reason=""),
                name="enquiries_reply_declined",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="enquiries_reply_times",
            ),
        ]

    def __str__(self) -> str:
        """Without asking for the provider: the journal calls this for each of many replies."""
        return f"{_('Reply of a provider')} {self.pk}"
