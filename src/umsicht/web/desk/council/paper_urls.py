"""Addresses of papers at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy

from umsicht.web.desk import nav
from umsicht.web.desk.council import paper_writing, papers

nav.register(
    nav.Entry("papers", "council", gettext_lazy("Papers"), "desk_papers", "council.paper.view", order=30)
)

_ROOT = "desk/<slug:tenant>/vorlagen"
_ONE = f"{_ROOT}/<int:paper_id>"
_STEP = f"{_ONE}/weg/<int:step_id>"
_FILE = f"{_ONE}/anlagen/<int:file_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, papers.listing, name="desk_papers"),
    path(f"{_ROOT}/liste.csv", papers.as_csv, name="desk_papers_csv"),
    path(f"{_ROOT}/neu", paper_writing.new, name="desk_paper_new"),
    path(_ONE, papers.page, name="desk_paper"),
    path(f"{_ONE}/vorlage.pdf", papers.as_pdf, name="desk_paper_pdf"),
    path(f"{_ONE}/vorlage.docx", papers.as_docx, name="desk_paper_docx"),
    path(f"{_ONE}/bearbeiten", paper_writing.edit, name="desk_paper_edit"),
    path(f"{_ONE}/schritt", paper_writing.act, name="desk_paper_act"),
    path(f"{_ONE}/weg/neu", paper_writing.step_new, name="desk_paper_step_new"),
    path(f"{_STEP}/bearbeiten", paper_writing.step_edit, name="desk_paper_step_edit"),
    path(f"{_STEP}/entfernen", paper_writing.step_remove, name="desk_paper_step_remove"),
    path(f"{_ONE}/anlagen/neu", paper_writing.file_new, name="desk_paper_file_new"),
    path(_FILE, paper_writing.file, name="desk_paper_file"),
    path(f"{_FILE}/entfernen", paper_writing.file_remove, name="desk_paper_file_remove"),
]
