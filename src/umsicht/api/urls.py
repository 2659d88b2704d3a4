"""Addresses of the open data."""

from django.urls import path

from umsicht.api.hsds.views import api as hsds

urlpatterns = [
    path("hsds/", hsds.urls),
]
