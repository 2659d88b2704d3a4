"""Addresses of imports, sources, decisions and the full export at the desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.exchange.queries.imports import open_count
from umsicht.exchange.queries.sources import decisions_open
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav
from umsicht.web.desk.exchange import export, imports, questions, sources, starting, waiting

_TOWNS = frozenset({TenantKind.MUNICIPALITY.value})


def _imports(_request: HttpRequest, _tenant: Tenant) -> int:
    return open_count()


def _decisions(_request: HttpRequest, _tenant: Tenant) -> int:
    return decisions_open()


for entry in (
    nav.Entry("imports", "data", _("Imports"), "desk_imports", "exchange.import.view", 70, _imports, _TOWNS),
    nav.Entry("sources", "data", _("Sources"), "desk_sources", "exchange.import.view", 72, None, _TOWNS),
    nav.Entry(
        "matching",
        "data",
        _("Matching"),
        "desk_questions",
        "exchange.question.decide",
        74,
        _decisions,
        _TOWNS,
    ),
    nav.Entry("export", "data", _("Full export"), "desk_export", "exchange.export", 78, None, _TOWNS),
):
    nav.register(entry)
waiting.register()

_IMPORTS = "desk/<slug:tenant>/importe"
_ONE = f"{_IMPORTS}/<int:import_id>"
_SOURCES = "desk/<slug:tenant>/quellen"
_SOURCE = f"{_SOURCES}/<int:source_id>"
_MATCHING = "desk/<slug:tenant>/abgleich"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_IMPORTS, imports.imports, name="desk_imports"),
    path(f"{_IMPORTS}/liste.csv", imports.export, name="desk_imports_export"),
    path(f"{_IMPORTS}/neu", starting.new, name="desk_import_new"),
    path(f"{_IMPORTS}/vorlage.csv", starting.template, name="desk_import_template"),
    path(_ONE, imports.one, name="desk_import"),
    path(f"{_ONE}/zeilen.csv", imports.rows, name="desk_import_rows"),
    path(f"{_ONE}/spalten", starting.columns, name="desk_import_columns"),
    path(f"{_ONE}/schritt", starting.step, name="desk_import_step"),
    path(f"{_ONE}/zuruecknehmen", starting.undo, name="desk_import_undo"),
    path(_SOURCES, sources.sources, name="desk_sources"),
    path(f"{_SOURCES}/neu", sources.new, name="desk_source_new"),
    path(_SOURCE, sources.one, name="desk_source"),
    path(f"{_SOURCE}/aendern", sources.change, name="desk_source_change"),
    path(f"{_SOURCE}/abholen", sources.fetch, name="desk_source_fetch"),
    path(f"{_SOURCE}/schritt", sources.step, name="desk_source_step"),
    path(f"{_SOURCE}/woerter", sources.words, name="desk_source_words"),
    path(_MATCHING, questions.questions, name="desk_questions"),
    path(f"{_MATCHING}/verschwunden", questions.gone, name="desk_gone"),
    path(f"{_MATCHING}/verschwunden/<int:link_id>", questions.decide_gone, name="desk_gone_decide"),
    path(f"{_MATCHING}/<int:question_id>", questions.question, name="desk_question"),
    path("desk/<slug:tenant>/datenexport", export.page, name="desk_export"),
    path("desk/<slug:tenant>/datenexport/<slug:form>", export.file, name="desk_export_file"),
]
