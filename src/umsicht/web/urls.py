"""Addresses of the web floor."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("umsicht.web.ops.urls")),
    # Last: here any first word may be a municipality.
    path("", include("umsicht.web.public.urls")),
]
