"""What stands on the desk's first page. Each package adds what waits, and panels of its own.

    panels.register_waiting(panels.Waiting(key="offers", permission="offers.offer.review", load=overdue_offers))
    panels.register(panels.Panel(key="freshness", title=_("Freshness of offers"), template="desk/panels/freshness.html",
                                 permission="offers.offer.view", load=freshness, order=30))

Both are asked per request, inside the scope of the tenant; each may cost two queries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest

from umsicht.tenancy.models import Tenant
from umsicht.ui.lists import Todo
from umsicht.ui.nav import Text

TodoLoader = Callable[[HttpRequest, Tenant], list[Todo]]
PanelLoader = Callable[[HttpRequest, Tenant], dict[str, Any] | None]
SHOWN = 8


@dataclass(frozen=True)
class Waiting:
    """`load` answers what waits for this person, most urgent first; `order` sets the place among the others."""

    key: str
    permission: str
    load: TodoLoader
    order: int = 50


@dataclass(frozen=True)
class Panel:
    """`template` gets the answer of `load` as `data`, and draws what stands below the heading; None hides the panel."""

    key: str
    title: Text
    template: str
    permission: str
    load: PanelLoader
    order: int = 50
    column: Literal["main", "side"] = "main"


@dataclass(frozen=True)
class Shown:
    panel: Panel
    data: dict[str, Any]


_waiting: dict[str, Waiting] = {}
_panels: dict[str, Panel] = {}


def register_waiting(waiting: Waiting) -> None:
    _waiting[waiting.key] = waiting


def register(panel: Panel) -> None:
    _panels[panel.key] = panel


def waiting_for(request: HttpRequest, tenant: Tenant) -> list[Todo]:
    found: list[Todo] = []
    for waiting in sorted(_waiting.values(), key=lambda w: (w.order, w.key)):
        if request.user.has_perm(waiting.permission, tenant):
            found += waiting.load(request, tenant)
    return found


def shown(request: HttpRequest, tenant: Tenant, column: str) -> list[Shown]:
    found = []
    for panel in sorted(_panels.values(), key=lambda p: (p.order, p.key)):
        if panel.column == column and request.user.has_perm(panel.permission, tenant):
            data = panel.load(request, tenant)
            if data is not None:
                found.append(Shown(panel, data))
    return found
