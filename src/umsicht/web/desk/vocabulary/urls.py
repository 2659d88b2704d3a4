"""Addresses of the vocabulary at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.web.desk import nav
from umsicht.web.desk.vocabulary import changes, views

nav.register(
    nav.Entry("vocabulary", "knowledge", _("Vocabulary"), "desk_vocabulary", "vocabulary.term.view", order=40)
)

_ROOT = "desk/<slug:tenant>/vokabular"
_TERM = f"{_ROOT}/<slug:liste>/<slug:code>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, views.lists, name="desk_vocabulary"),
    path(f"{_ROOT}/<slug:liste>", views.terms, name="desk_vocabulary_list"),
    path(f"{_ROOT}/<slug:liste>.csv", views.export, name="desk_vocabulary_export"),
    path(f"{_ROOT}/<slug:liste>/+neu", changes.add, name="desk_vocabulary_add"),
    path(_TERM, views.term, name="desk_vocabulary_term"),
    path(f"{_TERM}/bearbeiten", changes.edit, name="desk_vocabulary_edit"),
    path(f"{_TERM}/umbenennen", changes.rename, name="desk_vocabulary_rename"),
    path(f"{_TERM}/beenden", changes.end, name="desk_vocabulary_end"),
    path(f"{_TERM}/wieder-oeffnen", changes.reopen, name="desk_vocabulary_reopen"),
]
