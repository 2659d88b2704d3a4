from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import TenantOwned


class Organisation(TenantOwned):  # type: ignore[django-manager-missing]
    """A body of the network: administration, police, school, association, church … Providers are organisations.

    `sector`, `languages` hold vocabulary codes; `areas_served` official keys (empty: the tenant's whole area).
    The dates are calendar days; `confirmed_on` is set only by the organisation's own word. A closed one is never public;
    `successor` is the entry that took its place (merged as a duplicate, or handed to another municipality).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=80, blank=True)
    slug = models.SlugField(_("address"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    sector = models.CharField(_("sector"), max_length=40)
    legal_form = models.CharField(_("legal form"), max_length=60, blank=True)
    about = models.TextField(_("about"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    areas_served = models.JSONField(_("areas served"), default=list, blank=True)
    is_provider = models.BooleanField(_("offers prevention"), default=False)
    is_public = models.BooleanField(_("public"), default=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    contact_is_demo = models.BooleanField(_("contact invented for the demo"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    edited_on = models.DateField(_("edited"))
    confirmed_on = models.DateField(_("confirmed by the organisation"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("continued as"),
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("organisation")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "slug"], name="directory_organisation_slug"),
            models.UniqueConstraint(
                fields=["tenant", "code"], condition=~models.Q(code=""), name="directory_organisation_code"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(is_public=False),
                name="directory_organisation_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
