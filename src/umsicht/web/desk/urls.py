"""Addresses of the desk's base. Packages of later floors bring their own urls.py with desk/<slug:tenant>/…"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from umsicht.web.desk import base
from umsicht.web.desk.views import home, log, members, settings, tenants

base.register()

_MEMBERS = "desk/<slug:tenant>/mitglieder"
_SETTINGS = "desk/<slug:tenant>/einstellungen"
_TENANTS = "desk/<slug:tenant>/kommunen"
_GROUPS = "desk/<slug:tenant>/gruppen"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk", home.switch, name="desk_switch"),
    path("desk/<slug:tenant>", home.home, name="desk_home"),
    path(_MEMBERS, members.members, name="desk_members"),
    path(f"{_MEMBERS}/liste.csv", members.export, name="desk_members_export"),
    path(f"{_MEMBERS}/einladen", members.invite, name="desk_invite"),
    path(f"{_MEMBERS}/<int:membership_id>", members.member, name="desk_member"),
    path(f"{_MEMBERS}/<int:membership_id>/aendern", members.change, name="desk_member_change"),
    path(f"{_MEMBERS}/<int:membership_id>/beenden", members.end, name="desk_member_end"),
    path(f"{_MEMBERS}/einladungen/<int:invitation_id>/erneut", members.resend, name="desk_invitation_resend"),
    path(
        f"{_MEMBERS}/einladungen/<int:invitation_id>/zuruecknehmen",
        members.revoke,
        name="desk_invitation_revoke",
    ),
    path("desk/<slug:tenant>/protokoll", log.log, name="desk_audit"),
    path("desk/<slug:tenant>/protokoll/liste.csv", log.export, name="desk_audit_export"),
    path("desk/<slug:tenant>/protokoll/<int:event_id>", log.event, name="desk_audit_event"),
    path(_SETTINGS, settings.appearance, name="desk_settings"),
    path(f"{_SETTINGS}/logo", settings.logo, name="desk_settings_logo"),
    path(f"{_SETTINGS}/texte", settings.texts, name="desk_settings_texts"),
    path(f"{_SETTINGS}/notrufnummern", settings.numbers, name="desk_settings_numbers"),
    path(_TENANTS, tenants.tenants, name="desk_tenants"),
    path(f"{_TENANTS}/<slug:slug>", tenants.tenant_page, name="desk_tenant"),
    path(f"{_TENANTS}/<slug:slug>/aufnehmen", tenants.activate, name="desk_tenant_activate"),
    path(f"{_TENANTS}/<slug:slug>/beenden", tenants.deactivate, name="desk_tenant_deactivate"),
    path(_GROUPS, tenants.groups, name="desk_groups"),
    path(f"{_GROUPS}/neu", tenants.group_new, name="desk_group_new"),
    path(f"{_GROUPS}/<slug:slug>", tenants.group, name="desk_group"),
]
