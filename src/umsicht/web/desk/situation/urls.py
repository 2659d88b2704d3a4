"""Addresses of the statistics at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.enums import TenantKind
from umsicht.web.desk import nav
from umsicht.web.desk.situation import views

_PLACES = frozenset({TenantKind.MUNICIPALITY.value, TenantKind.DISTRICT.value, TenantKind.STATE.value})
nav.register(
    nav.Entry("situation", "data", _("Situation"), "desk_situation", "situation.desk.view", 60, kinds=_PLACES)
)

urlpatterns: list[URLPattern] = [
    path("desk/<slug:tenant>/lage", views.page, name="desk_situation"),
    path("desk/<slug:tenant>/lage/uebernehmen", views.upload, name="desk_situation_upload"),
]
