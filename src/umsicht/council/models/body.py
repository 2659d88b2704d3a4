from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umsicht.council.enums import BodyKind, BodyLink, Precision, Visibility
from umsicht.tenancy.models import TenantOwned


class Body(TenantOwned):  # type: ignore[django-manager-missing]
    """A prevention council, its groups, or a body it works with. Its names stand in BodyName, since names change.

    `code` is its stable address on the portal. `basis_…` says on what it rests: a decision, an agreement with a term, its
    rules of procedure. Days are calendar days; a missing one is not known. An ended body stays, so that older
    structures can be drawn.
    """

    code = models.SlugField(_("address"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("body above it"),
    )
    link = models.CharField(
        _("how it stands to it"), max_length=10, choices=BodyLink.choices, default=BodyLink.BELOW
    )
    department = models.CharField(_("department in charge"), max_length=120, blank=True)
    visibility = models.CharField(
        _("public or closed"), max_length=10, choices=Visibility.choices, default=Visibility.CLOSED
    )
    about = models.TextField(_("what this body does"), max_length=3000, blank=True)
    basis = models.CharField(_("on what it rests"), max_length=300, blank=True)
    basis_on = models.DateField(_("decided or signed on"), null=True, blank=True)
    basis_until = models.DateField(_("holds until"), null=True, blank=True)
    founded_on = models.DateField(_("exists since"), null=True, blank=True)
    founded_precision = models.CharField(
        _("how exactly that is known"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    is_public = models.BooleanField(_("shown on the portal"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("body")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="council_body_code"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="council_body_not_below_itself"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(ended_on__gte=F("founded_on")),
                name="council_body_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(basis_until__isnull=True)
                | Q(basis_on__isnull=True)
                | Q(basis_until__gte=F("basis_on")),
                name="council_body_basis_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class BodyName(TenantOwned):
    """What a body is called in a period; both ends count, a missing one is open. The running name has no end."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    short = models.CharField(_("short form"), max_length=30, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    precision = models.CharField(
        _("how exactly the start is known"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    reason = models.CharField(_("why it was renamed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("name of a body")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=Q(valid_to__isnull=True), name="council_body_one_running_name"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="council_body_name_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name
