"""The directory in the desk's side navigation, and what of it waits for the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.directory.queries import handovers, registrations
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav, panels

_TOWNS = frozenset({TenantKind.MUNICIPALITY.value})


def register() -> None:
    for entry in (
        nav.Entry(
            "kept", "offers", gettext_lazy("My organisation"), "desk_kept", "directory.kept.list", order=5
        ),
        nav.Entry(
            "organisations",
            "offers",
            gettext_lazy("Organisations"),
            "desk_organisations",
            "directory.organisation.list",
            order=30,
        ),
        nav.Entry(
            "programmes",
            "knowledge",
            gettext_lazy("Programmes"),
            "desk_programmes",
            "offers.programme.list",
            order=20,
        ),
        nav.Entry(
            "registrations",
            "offers",
            gettext_lazy("Registrations"),
            "desk_registrations",
            "directory.registration.view",
            order=32,
            count=lambda request, tenant: _registration_figures(request, tenant).count,
            kinds=_TOWNS,
        ),
        nav.Entry(
            "handovers",
            "offers",
            gettext_lazy("Hand-overs"),
            "desk_handovers",
            "directory.handover.list",
            order=34,
            count=lambda request, tenant: _handover_figures(request, tenant).count,
            kinds=_TOWNS,
        ),
    ):
        nav.register(entry)
    _register_waiting()


def _register_waiting() -> None:
    panels.register_waiting(
        panels.Waiting(
            "registrations",
            "directory.registration.decide",
            label=gettext_lazy("Providers that want to be admitted"),
            figures=_registration_figures,
            items=_registration_items,
            late_after=dt.timedelta(days=14),
            order=25,
            kinds=_TOWNS,
        )
    )
    panels.register_waiting(
        panels.Waiting(
            "handovers",
            "tenancy.member.manage",
            label=gettext_lazy("Hand-overs that wait for your answer"),
            figures=_handover_figures,
            items=_handover_items,
            late_after=dt.timedelta(days=14),
            order=27,
            kinds=_TOWNS,
        )
    )


def _once(request: HttpRequest, name: str, load: Callable[[], panels.Figures]) -> panels.Figures:
    """Navigation and inbox ask for the same figures on one page; they are read once."""
    held: dict[str, panels.Figures] = request.__dict__.setdefault("_directory_figures", {})
    if name not in held:
        held[name] = load()
    return held[name]


def _registration_figures(request: HttpRequest, _tenant: Tenant) -> panels.Figures:
    return _once(request, "registrations", lambda: panels.Figures(*registrations.waiting_figures()))


def _registration_items(_request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=found.pk,
            title=_("Registration"),
            rest=f": {found.name}",
            url=reverse("desk_registration", kwargs={"tenant": tenant.slug, "registration_id": found.pk}),
            since=found.confirmed_at,
            action=_("Look"),
            demo=found.is_demo,
        )
        for found in registrations.waiting(most)
    ]


def _handover_figures(request: HttpRequest, tenant: Tenant) -> panels.Figures:
    return _once(request, "handovers", lambda: panels.Figures(*handovers.waiting_figures(tenant)))


def _handover_items(_request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=found.pk,
            title=_("Hand-over"),
            rest=f": {found.organisation.name}",
            url=reverse("desk_handover", kwargs={"tenant": tenant.slug, "handover_id": found.pk}),
            since=found.created_at,
            action=_("Answer"),
            demo=found.organisation.is_demo,
        )
        for found in handovers.waiting_for(tenant)[:most]
    ]
