"""The URL map. Order matters: fixed words first, municipalities' slugs last."""

from django.urls import include, path

urlpatterns = [
    path("", include("umsicht.web.urls")),
]
