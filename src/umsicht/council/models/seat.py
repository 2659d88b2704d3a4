from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import SeatRole, Vote
from umsicht.directory.models import Organisation
from umsicht.tenancy.models import TenantOwned

from .body import Body


class Seat(TenantOwned):  # type: ignore[django-manager-missing]
    """A place in a body. It belongs to an office or organisation, never to a person; no name stands here.

    `sector` is a code of the vocabulary (which parts of the network sit here?). Both ends of the period count.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    office = models.CharField(_("office or organisation"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entry in the directory"),
    )
    role = models.CharField(_("role"), max_length=20, choices=SeatRole.choices, default=SeatRole.MEMBER)
    vote = models.CharField(_("vote"), max_length=10, choices=Vote.choices, default=Vote.UNKNOWN)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("seat")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "office", "role"],
                condition=Q(valid_to__isnull=True),
                name="council_seat_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="council_seat_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.office
