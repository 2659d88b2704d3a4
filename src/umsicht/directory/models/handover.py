from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.directory.enums import HandOverKind, HandOverState
from umsicht.tenancy.models import Tenant, TenantOwned

from .organisation import Organisation


class HandOver(TenantOwned):
    """An organisation is to be kept by somebody else. Nothing changes before the other side has accepted.

    `to_email` is set for a person, `to_tenant` for another municipality; the office of the own tenant needs neither.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="handovers")
    kind = models.CharField(_("to whom"), max_length=14, choices=HandOverKind.choices)
    state = models.CharField(
        _("state"), max_length=12, choices=HandOverState.choices, default=HandOverState.PROPOSED
    )
    to_email = models.EmailField(_("e-mail of the person"), blank=True)
    to_tenant = models.ForeignKey(
        Tenant,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    message = models.CharField(_("message"), max_length=500, blank=True)
    stays_helper = models.BooleanField(_("the main person stays as a helper"), default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("proposed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state="proposed"), name="directory_handover_one_open"
            ),
            models.CheckConstraint(
                condition=Q(kind="office", to_tenant__isnull=True)
                | Q(kind="person", to_tenant__isnull=True)
                | Q(kind="municipality", to_tenant__isnull=False),
                name="directory_handover_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_kind_display()}"
