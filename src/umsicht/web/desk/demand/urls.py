"""Addresses of unmet demand at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.web.desk import nav, panels
from umsicht.web.desk.demand import panel, views

nav.register(nav.Entry("demand", "knowledge", _("Unmet demand"), "desk_demand", "demand.gap.view", order=30))
panels.register(
    panels.Panel(
        "demand",
        _("Looked for in vain"),
        "desk/panels/demand.html",
        "demand.gap.view",
        panel.load,
        order=60,
    )
)

_ROOT = "desk/<slug:tenant>/bedarf"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, views.overview, name="desk_demand"),
    path(f"{_ROOT}/liste.csv", views.export, name="desk_demand_csv"),
    path(f"{_ROOT}/luecke", views.gap, name="desk_demand_gap"),
]
