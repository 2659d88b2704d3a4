"""Addresses of the open data."""

from django.urls import path

from umsicht.api.dcat import views as dcat
from umsicht.api.hsds.views import api as hsds
from umsicht.api.oparl.views import api as oparl

urlpatterns = [
    path("hsds/", hsds.urls),
    path("oparl/v1.1/", oparl.urls),
    path("dcat/catalog.jsonld", dcat.as_jsonld, name="dcat_jsonld"),
    path("dcat/catalog.ttl", dcat.as_turtle, name="dcat_turtle"),
]
