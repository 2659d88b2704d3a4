"""Addresses of needs and surveys at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy

from umsicht.web.desk import nav
from umsicht.web.desk.needs import needs, surveys

nav.register(
    nav.Entry("needs", "council", gettext_lazy("Needs"), "desk_needs", "situation.need.view", order=27)
)
nav.register(
    nav.Entry("surveys", "data", gettext_lazy("Surveys"), "desk_surveys", "situation.survey.view", order=40)
)

_NEEDS = "desk/<slug:tenant>/bedarfe"
_NEED = f"{_NEEDS}/<int:need_id>"
_PROOF = f"{_NEED}/belege"
_SURVEYS = "desk/<slug:tenant>/umfragen"
_SURVEY = f"{_SURVEYS}/<int:survey_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_NEEDS, needs.listing, name="desk_needs"),
    path(f"{_NEEDS}/neu", needs.new, name="desk_need_new"),
    path(f"{_NEEDS}/luecken", needs.gaps, name="desk_gaps"),
    path(f"{_NEEDS}/luecken.<gapfile:ending>", needs.gaps_file, name="desk_gaps_file"),
    path(_NEED, needs.page, name="desk_need"),
    path(f"{_NEED}/bearbeiten", needs.edit, name="desk_need_edit"),
    path(f"{_NEED}/bestaetigen", needs.confirm, name="desk_need_confirm"),
    path(f"{_NEED}/schritt", needs.act, name="desk_need_act"),
    path(f"{_PROOF}/neu", needs.evidence_new, name="desk_need_evidence_new"),
    path(f"{_PROOF}/<int:proof_id>/bearbeiten", needs.evidence_edit, name="desk_need_evidence_edit"),
    path(f"{_PROOF}/<int:proof_id>/entfernen", needs.evidence_remove, name="desk_need_evidence_remove"),
    path(_SURVEYS, surveys.listing, name="desk_surveys"),
    path(f"{_SURVEYS}/neu", surveys.new, name="desk_survey_new"),
    path(_SURVEY, surveys.page, name="desk_survey"),
    path(f"{_SURVEY}/bearbeiten", surveys.edit, name="desk_survey_edit"),
    path(f"{_SURVEY}/entfernen", surveys.remove, name="desk_survey_remove"),
    path(f"{_SURVEY}/ergebnisse/neu", surveys.result_new, name="desk_survey_result_new"),
    path(f"{_SURVEY}/ergebnisse/datei", surveys.import_results, name="desk_survey_import"),
    path(f"{_SURVEY}/ergebnisse.csv", surveys.as_csv, name="desk_survey_csv"),
]
