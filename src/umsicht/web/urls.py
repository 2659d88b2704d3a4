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
    path("", include("umsicht.web.desk.council.urls")),
    path("", include("umsicht.web.desk.council.meeting_urls")),
    path("", include("umsicht.web.desk.demand.urls")),
    path("", include("umsicht.web.desk.directory.urls")),
    path("", include("umsicht.web.desk.enquiries.urls")),
    path("", include("umsicht.web.desk.exchange.urls")),
    path("", include("umsicht.web.desk.measures.urls")),
    path("", include("umsicht.web.desk.needs.urls")),
    path("", include("umsicht.web.desk.fieldwork.urls")),
    path("", include("umsicht.web.desk.offers.urls")),
    path("", include("umsicht.web.desk.plan.urls")),
    path("", include("umsicht.web.desk.reporting.urls")),
    path("", include("umsicht.web.desk.situation.urls")),
    path("", include("umsicht.web.desk.upkeep.urls")),
    path("", include("umsicht.web.desk.waiting.urls")),
    # Last: here any first word may be a municipality.
    path("", include("umsicht.web.public.search.urls")),
    path("", include("umsicht.web.public.needs.urls")),
    path("", include("umsicht.web.public.alerts.urls")),
    path("", include("umsicht.web.public.enquiries.urls")),
    path("", include("umsicht.web.public.freshness.urls")),
    path("", include("umsicht.web.public.measures.urls")),
    path("", include("umsicht.web.public.plan.urls")),
    path("", include("umsicht.web.public.reports.urls")),
    path("", include("umsicht.web.public.situation.urls")),
    path("", include("umsicht.web.public.urls")),
]
