"""Addresses of the open data."""

from django.urls import path

from umsicht.api.hsds.views import api as hsds
from umsicht.api.oparl.views import api as oparl

urlpatterns = [
    path("hsds/", hsds.urls),
    path("oparl/v1.1/", oparl.urls),
]
