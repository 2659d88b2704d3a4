from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import BodyLink
from umsicht.tenancy.models import TenantOwned

from .body import Body


class FormerPlace(TenantOwned):
    """Where a body stood until a day (which counts). Where it stands since then says the next row, or the body itself."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="former_places")
    parent = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("body above it"),
    )
    link = models.CharField(
        _("how it stood to it"), max_length=10, choices=BodyLink.choices, default=BodyLink.BELOW
    )
    is_public = models.BooleanField(_("was shown on the portal"), default=False)
    until = models.DateField(_("until"))
    reason = models.CharField(_("why that changed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("former place of a body")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(fields=["body", "until"], name="council_place_once_a_day"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("body")), name="council_place_not_below_itself"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
