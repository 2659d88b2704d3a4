from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.enums import InvitationState, Role

from .owned import TenantOwned


class Membership(TenantOwned):
    """A person's role in a tenant for a period (both days included; no end = open).

    `ended_at` is set when someone ended the role: from that moment it counts no more, whatever the days say.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    organisation_id = models.PositiveBigIntegerField(
        _("organisation"),
        null=True,
        blank=True,
        help_text=_("For providers: the organisation they speak for."),
    )
    is_delegate = models.BooleanField(
        _("helps the main person"),
        default=False,
        help_text=_(
            "Keeps the organisation's entries, but invites and removes nobody and hands nothing over."
        ),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("role of a person")
        ordering = ["tenant_id", "role", "pk"]
        constraints = [
            # Two constraints, because SQLite counts NULLs as different.
            models.UniqueConstraint(
                fields=["tenant", "user", "role"],
                condition=Q(ended_at__isnull=True, organisation_id__isnull=True),
                name="tenancy_membership_open_once",
            ),
            models.UniqueConstraint(
                fields=["tenant", "user", "role", "organisation_id"],
                condition=Q(ended_at__isnull=True, organisation_id__isnull=False),
                name="tenancy_membership_open_org",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="tenancy_membership_period",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(valid_to__isnull=False),
                name="tenancy_membership_ended",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="tenancy_membership_role"),
        ]
        indexes = [models.Index(fields=["user", "ended_at"], name="tenancy_membership_user")]

    def __str__(self) -> str:
        """Person and role. The audit log keeps this text, and empties it when the person is erased."""
        return f"{self.user}, {self.get_role_display()}"

    def is_over_on(self, day: dt.date) -> bool:
        return self.ended_at is not None or (self.valid_to is not None and self.valid_to < day)


class Invitation(TenantOwned):
    """An offer by mail to take a role. The link holds a token; only its SHA-256 is stored. Single use, 14 days."""

    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    organisation_id = models.PositiveBigIntegerField(null=True, blank=True)
    is_delegate = models.BooleanField(_("helps the main person"), default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="tenancy_invitation_one_end",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="tenancy_invitation_role"),
            models.UniqueConstraint(
                "tenant",
                Lower("email"),
                "role",
                Coalesce("organisation_id", Value(0)),
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="tenancy_invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_role_display()}"

    def state_at(self, moment: dt.datetime) -> InvitationState:
        """Where the offer stands; expiry counts from the stored moment on."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if moment < self.expires_at else InvitationState.EXPIRED
