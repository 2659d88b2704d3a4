"""Addresses of the freshness page, and of the page behind a reminder's link."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from umsicht.web.public.freshness import confirm, views

_TOWN = "<slug:municipality>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_TOWN}aktualitaet", views.freshness, name="public_freshness"),
    path(f"{_TOWN}aktualitaet.csv", views.as_csv, name="public_freshness_csv"),
    path(f"{_TOWN}bestaetigen/danke", confirm.thanks, name="public_confirm_thanks"),
    path(f"{_TOWN}bestaetigen/<str:token>", confirm.confirm, name="public_confirm"),
]
