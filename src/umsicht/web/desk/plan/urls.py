"""Addresses of the overlap view."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.web.desk import nav
from umsicht.web.desk.plan import views

nav.register(nav.Entry("plans", "offers", _("Year plans"), "desk_plans", "planning.plan.view", order=60))

_ROOT = "desk/<slug:tenant>/jahresplaene"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, views.plans, name="desk_plans"),
    path(f"{_ROOT}/liste.csv", views.list_csv, name="desk_plans_csv"),
    path(f"{_ROOT}/themen.csv", views.matrix_csv, name="desk_plans_matrix_csv"),
    path(f"{_ROOT}/<int:plan_id>", views.plan, name="desk_plan"),
]
