from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from umsicht.directory.enums import RegistrationState
from umsicht.tenancy.models import TenantOwned

from .organisation import Organisation


class Registration(TenantOwned):
    """An organisation that asks to be let in as a provider; `email` gets the links and the invitation.

    `role` is a function in the organisation, never a person's name. `organisation` is set when it is admitted.
    """

    state = models.CharField(
        _("state"), max_length=12, choices=RegistrationState.choices, default=RegistrationState.RECEIVED
    )
    name = models.CharField(_("name"), max_length=200)
    sector = models.CharField(_("sector"), max_length=40)
    legal_form = models.CharField(_("legal form"), max_length=60, blank=True)
    about = models.TextField(_("about"), blank=True)
    street = models.CharField(_("street"), max_length=150, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    area_key = models.CharField(_("city district"), max_length=40, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("who asks (role)"), max_length=120, blank=True)
    message = models.TextField(_("message to the office"), blank=True)
    language = models.CharField(max_length=12, default="de")
    created_at = models.DateTimeField(_("received"))
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("registration")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["tenant", "state", "created_at"], name="directory_registration_state")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=RegistrationState.values), name="directory_registration_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
