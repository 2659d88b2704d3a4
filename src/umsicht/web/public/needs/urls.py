"""Addresses of surveys, needs and profiles on the portal; before those of the indicators, which take any word after lage/."""

from __future__ import annotations

from django.urls import URLPattern, path

from umsicht.web.public.needs import gaps, profile, surveys

_AT = "<slug:municipality>/lage"

app_name = "needs"
urlpatterns: list[URLPattern] = [
    path(f"{_AT}/umfragen", surveys.surveys, name="surveys"),
    path(f"{_AT}/umfragen/<slug:code>.csv", surveys.as_csv, name="survey_csv"),
    path(f"{_AT}/umfragen/<slug:code>.json", surveys.as_json, name="survey_json"),
    path(f"{_AT}/umfragen/<slug:code>.xlsx", surveys.as_xlsx, name="survey_xlsx"),
    path(f"{_AT}/umfragen/<slug:code>", surveys.survey, name="survey"),
    path(f"{_AT}/bedarf", gaps.needs, name="needs"),
    path(f"{_AT}/bedarf.<gapfile:ending>", gaps.as_file, name="needs_file"),
    path(f"{_AT}/profil", profile.town, name="profile"),
    path(f"{_AT}/profil.pdf", profile.town_pdf, name="profile_pdf"),
    path(f"{_AT}/profil/<slug:district>", profile.district, name="district"),
    path(f"{_AT}/profil/<slug:district>.pdf", profile.district_pdf, name="district_pdf"),
]
