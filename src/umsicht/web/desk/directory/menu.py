"""The directory in the desk's side navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.enums import TenantKind
from umsicht.web.desk import nav

_TOWNS = frozenset({TenantKind.MUNICIPALITY.value})


def register() -> None:
    for entry in (
        nav.Entry("kept", "offers", _("My organisation"), "desk_kept", "directory.kept.list", order=5),
        nav.Entry(
            "organisations",
            "offers",
            _("Organisations"),
            "desk_organisations",
            "directory.organisation.list",
            order=30,
        ),
    ):
        nav.register(entry)
