"""Addresses of the web floor."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("umsicht.web.ops.urls")),
    path("", include("umsicht.web.files.urls")),
    path("", include("umsicht.web.account.urls")),
    path("", include("umsicht.web.desk.mails.urls")),  # before the desks: "ops" is no tenant
    path("", include("umsicht.web.desk.inbox.urls")),
    path("", include("umsicht.web.desk.vocabulary.urls")),
    path("", include("umsicht.web.desk.urls")),
    path("", include("umsicht.web.desk.reports.urls")),
    # Last: here any first word may be a municipality.
    path("", include("umsicht.web.public.search.urls")),
    path("", include("umsicht.web.public.urls")),
]
