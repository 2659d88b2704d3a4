from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.validators import accent_problem, deep_accent_problem, key_problem, slug_problem


class Tenant(models.Model):
    """A state office, district, municipality or group: whoever owns records. Never scoped itself.

    `key` is the official key (state 2, district 5, municipality 8 digits, leading zeros kept); groups have none.
    `second_name` is the name in the second official language (Upper or Lower Sorbian). `texts` holds
    {key: {language: markdown}}, `emergency_numbers` [{"number", "label"}]; both are written by domain/settings only.
    `logo` says which checked picture is shown ({} for none); files.domain.logos writes it.
    `content_version` grows with every published change of the tenant or of one below it; caches are keyed by it.
    """

    kind = models.CharField(max_length=12, choices=TenantKind.choices)
    key = models.CharField(_("official key"), max_length=12, blank=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    second_name = models.CharField(_("second name"), max_length=150, blank=True)
    official_name = models.CharField(_("official name"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    members = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="groups")
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_as_of = models.DateField(null=True, blank=True)
    area_km2 = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    portal_name = models.CharField(_("name of the portal"), max_length=120, blank=True)
    portal_by = models.CharField(_("who is behind it"), max_length=120, blank=True)
    accent = models.CharField(_("accent colour"), max_length=7, blank=True)
    accent_deep = models.CharField(_("dark accent colour"), max_length=7, blank=True)
    logo = models.JSONField(_("logo"), default=dict, blank=True)
    texts = models.JSONField(_("texts"), default=dict, blank=True)
    emergency_numbers = models.JSONField(_("emergency numbers"), default=list, blank=True)
    is_active = models.BooleanField(_("takes part"), default=False)
    is_sandbox = models.BooleanField(_("sandbox"), default=False)
    content_version = models.PositiveBigIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("municipality or office")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=~Q(key=""),
                name="tenancy_tenant_key",
                violation_error_code="taken",
                violation_error_message=_("This official key is given already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="state", parent__isnull=True) | (~Q(kind="state") & Q(parent__isnull=False)),
                name="tenancy_tenant_parent",
            ),
            # One instance serves one alliance; everything state-wide belongs to this row.
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind="state"), name="tenancy_tenant_one_state"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The checks of the field values. They stand here and not on the fields, so that migrations import nothing."""
        problems = {
            "slug": slug_problem(self.slug),
            "key": key_problem(self.kind, self.key),
            "accent": accent_problem(self.accent) if self.accent else None,
            "accent_deep": deep_accent_problem(self.accent_deep) if self.accent_deep else None,
        }
        found = {field: problem for field, problem in problems.items() if problem is not None}
        if found:
            raise ValidationError(found)

    @property
    def is_state(self) -> bool:
        return self.kind == TenantKind.STATE

    @property
    def title(self) -> str:
        return self.portal_name or f"Prävention {self.name}"
