"""The one address under which uploads leave the house."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from umsicht.web.files import views

urlpatterns: list[URLPattern | URLResolver] = [path("files/<str:token>", views.deliver, name="file")]
