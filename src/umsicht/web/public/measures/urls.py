"""Addresses of measures and problem fields on the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from umsicht.web.public.measures import fields, one, tracker

_TOWN = "<slug:municipality>/"
_FIELDS = f"{_TOWN}praeventionsrat/problemfelder"

app_name = "measures"
urlpatterns: list[URLPattern] = [
    path(f"{_TOWN}massnahmen", tracker.tracker, name="tracker"),
    path(f"{_TOWN}massnahmen.csv", tracker.as_csv, name="tracker_csv"),
    path(f"{_TOWN}massnahmen.atom", tracker.feed, name="tracker_feed"),
    path(f"{_TOWN}massnahmen.geojson", tracker.as_geojson, name="tracker_geojson"),
    path(f"{_TOWN}massnahmen/<slug:code>.atom", one.as_feed, name="measure_feed"),
    path(f"{_TOWN}massnahmen/<slug:code>", one.measure, name="measure"),
    path(_FIELDS, fields.fields, name="fields"),
    path(f"{_FIELDS}/<slug:code>", fields.field, name="field"),
]
