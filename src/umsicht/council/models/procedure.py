from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import Deputising, HolderKind, Majority, Quorum, Tie
from umsicht.council.voting import Order
from umsicht.tenancy.models import TenantOwned

from .body import Body
from .seat import Seat


class RulesOfProcedure(TenantOwned):
    """What a body's rules of procedure say, as data, in the period in which they hold (both ends count)."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="rules")
    title = models.CharField(_("title"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    quorum = models.CharField(_("quorum"), max_length=10, choices=Quorum.choices, default=Quorum.HALF)
    quorum_number = models.PositiveSmallIntegerField(_("number of seats"), default=0)
    majority = models.CharField(
        _("majority"), max_length=12, choices=Majority.choices, default=Majority.SIMPLE
    )
    tie = models.CharField(_("in case of a tie"), max_length=10, choices=Tie.choices, default=Tie.REJECTED)
    deputising = models.CharField(
        _("who may deputise"), max_length=10, choices=Deputising.choices, default=Deputising.ANY
    )
    invitation_days = models.PositiveSmallIntegerField(
        _("invitation, days before"), default=14, validators=[MaxValueValidator(120)]
    )
    meetings_per_year = models.PositiveSmallIntegerField(
        _("meetings a year"), null=True, blank=True, validators=[MaxValueValidator(60)]
    )
    circular_votes = models.BooleanField(_("may decide in writing"), default=False)
    term_months = models.PositiveSmallIntegerField(
        _("term of a seat in months"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    absences = models.PositiveSmallIntegerField(
        _("absences in a row that end a seat"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    note = models.TextField(_("what else they say"), max_length=3000, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("rules of procedure")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=Q(valid_to__isnull=True), name="council_rules_one_running"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="council_rules_end_after_their_start",
            ),
            models.CheckConstraint(
                condition=~Q(quorum=Quorum.NUMBER) | Q(quorum_number__gt=0),
                name="council_rules_quorum_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    def order(self) -> Order:
        return Order(self.quorum, self.quorum_number, self.majority, self.tie)


class SeatHolder(TenantOwned):  # type: ignore[django-manager-missing]
    """A person who holds a seat or deputises, in a period. People without an account have a name and perhaps a mail address."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="holders")
    kind = models.CharField(_("task"), max_length=10, choices=HolderKind.choices, default=HolderKind.HOLDER)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("person on a seat")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(name=""), name="council_holder_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="council_holder_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.user)

    @property
    def address(self) -> str:
        """Where invitations go: of a person with account that one's address."""
        return self.user.email if self.user is not None else self.email


class CalendarLink(TenantOwned):
    """The private address under which one person subscribes to the meetings of the own bodies.

    It belongs to an account, or to the entry of somebody without one. The address carries the signed `uid`; a new one
    ends the old address. What it shows is asked each time: without a running seat, nothing.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    holder = models.ForeignKey(
        SeatHolder, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_links"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("calendar address")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "user"],
                condition=Q(user__isnull=False),
                name="council_calendar_one_of_user",
            ),
            models.UniqueConstraint(
                fields=["holder"], condition=Q(holder__isnull=False), name="council_calendar_one_of_holder"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, holder__isnull=True)
                | Q(user__isnull=True, holder__isnull=False),
                name="council_calendar_of_one_person",
            ),
        ]

    def __str__(self) -> str:
        """Never the uid: the log keeps this text."""
        return str(self.pk)
