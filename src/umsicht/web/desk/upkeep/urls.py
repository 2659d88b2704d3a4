"""Addresses of upkeep at the desk: what falls due, a provider's answer, an offer's history, the rules."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.queries.due import desk_figures
from umsicht.web.desk import nav
from umsicht.web.desk.upkeep import answers, first_page, lists, own, rules

_TOWN = frozenset({TenantKind.MUNICIPALITY.value})


def _overdue(request: HttpRequest, tenant: Tenant) -> int:
    return desk_figures(tenant).overdue


nav.register(
    nav.Entry(
        "upkeep",
        "offers",
        _("Keep current"),
        "desk_upkeep",
        "upkeep.due.view",
        60,
        count=_overdue,
        kinds=_TOWN,
    )
)
nav.register(
    nav.Entry(
        "upkeep_own", "offers", _("Confirm entries"), "desk_upkeep_own", "upkeep.own.list", 15, kinds=_TOWN
    )
)
first_page.register()

_ROOT = "desk/<slug:tenant>/aktuell-halten"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, lists.due, name="desk_upkeep"),
    path(f"{_ROOT}.csv", lists.as_csv, name="desk_upkeep_export"),
    path(f"{_ROOT}/erinnern", lists.remind, name="desk_upkeep_remind"),
    path(f"{_ROOT}/regeln", rules.rules, name="desk_upkeep_rules"),
    path(f"{_ROOT}/regeln/zuruecksetzen", rules.reset, name="desk_upkeep_rules_reset"),
    path(f"{_ROOT}/angebot/<int:offer_id>", lists.offer, name="desk_upkeep_offer"),
    path(f"{_ROOT}/anbieter/<int:provider_id>", answers.note, name="desk_upkeep_note"),
    path("desk/<slug:tenant>/angaben-bestaetigen", own.own, name="desk_upkeep_own"),
    path(
        "desk/<slug:tenant>/angaben-bestaetigen/<int:provider_id>", own.answer, name="desk_upkeep_own_answer"
    ),
]
