"""Upkeep on the desk's first page: a panel with figures, and what somebody has to telephone about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.queries.calls import calls
from umsicht.upkeep.queries.due import desk_figures
from umsicht.upkeep.queries.policies import policy_of
from umsicht.upkeep.queries.share import share
from umsicht.web.desk import panels

_TOWN = frozenset({TenantKind.MUNICIPALITY.value})


def register() -> None:
    panels.register_waiting(
        panels.Waiting(
            key="upkeep",
            permission="upkeep.answer.note",
            label=gettext_lazy("Providers to telephone, because mails bring no answer"),
            figures=figures,
            items=items,
            order=40,
            kinds=_TOWN,
        )
    )
    panels.register(
        panels.Panel(
            "freshness",
            gettext_lazy("How current the offers are"),
            "desk/panels/freshness.html",
            "upkeep.due.view",
            panel,
            30,
        )
    )


def figures(request: HttpRequest, tenant: Tenant) -> panels.Figures:
    found = calls(tenant, policy_of(tenant))
    oldest = min((call.since for call in found), default=None)
    return panels.Figures(len(found), clock.at(oldest, dt.time()) if oldest else None)


def items(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    """By provider: one call serves all its offers."""
    return [
        panels.Item(
            subject=call.provider_id,
            title=_("Please telephone"),
            rest=f": {call.name}",
            url=reverse("desk_upkeep_note", kwargs={"tenant": tenant.slug, "provider_id": call.provider_id}),
            since=clock.at(call.since, dt.time()),
            meta=_("no address for mails") if call.unreached else _("will be hidden soon"),
            due=call.hides_on,
            action=_("Note the answer"),
            demo=call.demo,
        )
        for call in calls(tenant, policy_of(tenant))[:most]
    ]


def panel(request: HttpRequest, tenant: Tenant) -> dict[str, Any] | None:
    if tenant.kind != TenantKind.MUNICIPALITY:
        return None
    return {
        "figures": desk_figures(tenant),
        "share": share(tenant),
        "url": reverse("desk_upkeep", kwargs={"tenant": tenant.slug}),
    }
