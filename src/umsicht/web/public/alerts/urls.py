"""Addresses of saved searches, for the alliance's portal and for each municipality's, and the page in the account."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from umsicht.web.public.alerts import own, views


def _addresses(prefix: str, suffix: str) -> list[URLPattern]:
    root = f"{prefix}suche-merken"
    return [
        path(root, views.save, name=f"alert_save{suffix}"),
        path(f"{root}/gesendet", views.sent, name=f"alert_sent{suffix}"),
        path(f"{root}/beendet", views.ended, name=f"alert_ended{suffix}"),
        path(f"{root}/meine", views.ask_for_list, name=f"alert_ask{suffix}"),
        path(f"{root}/meine/<str:token>", views.own, name=f"alert_own{suffix}"),
        path(f"{root}/bestaetigen/<str:token>", views.confirm, name=f"alert_confirm{suffix}"),
        path(f"{root}/verlaengern/<str:token>", views.renew, name=f"alert_renew{suffix}"),
        path(f"{root}/abbestellen/<str:token>", views.off, name=f"alert_off{suffix}"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/gemerkte-suchen", own.account, name="account_alerts"),
    *_addresses("", "_state"),
    *_addresses("<slug:municipality>/", ""),
]
