"""`umsicht invite ADDRESS`: the first person of an office, before anybody is there to invite her at the desk."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import translation
from django_scopes import scope

from umsicht.core.errors import UmsichtError
from umsicht.tenancy.domain.invitations import invite
from umsicht.tenancy.enums import Role
from umsicht.tenancy.queries.tenants import by_slug, state_office


class Command(BaseCommand):
    help = "Invite someone to a role and print the link, which works once, for 14 days; it is sent by mail as well."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="Address of the person.")
        parser.add_argument(
            "--tenant", default="", help="Address of the place, as chemnitz; default: the state office."
        )
        parser.add_argument(
            "--role", default=Role.COORDINATOR.value, choices=Role.values, help="Default: coordinator."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tenant = by_slug(options["tenant"]) if options["tenant"] else state_office()
        if tenant is None:
            raise CommandError(f"There is no place with the address {options['tenant']}.")
        with translation.override("de"), scope(tenant=tenant):
            try:
                _invitation, token = invite(
                    actor=None, tenant=tenant, email=options["email"], role=options["role"]
                )
            except UmsichtError as error:
                raise CommandError(error.message) from error
        self.stdout.write(settings.SITE_URL + reverse("account_invitation", kwargs={"token": token}))
