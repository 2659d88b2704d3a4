"""Addresses of reports and the chronicle at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter
from django.utils.translation import gettext_lazy

from umsicht.web.desk import nav
from umsicht.web.desk.reporting import answers, asking, chronicle, lists, one, overview, waiting


class Paper:
    """A kind of file a report is written as."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Paper, "reportfile")
waiting.register()
nav.register(
    nav.Entry(
        "reporting", "council", gettext_lazy("Reports"), "desk_report_list", "reporting.report.view", order=60
    )
)
nav.register(
    nav.Entry(
        "chronicle", "council", gettext_lazy("Chronicle"), "desk_chronicle", "reporting.entry.view", order=62
    )
)
nav.register(
    nav.Entry(
        "overview",
        "work",
        gettext_lazy("All municipalities at a glance"),
        "desk_overview",
        "reporting.overview.view",
        order=15,
        kinds=frozenset({"state"}),
    )
)

_ROOT = "desk/<slug:tenant>/berichte"
_ONE = f"{_ROOT}/<int:report_id>"
_QUESTION = f"{_ONE}/fragen/<int:question_id>"
_PASSAGE = f"{_QUESTION}/abschnitte/<int:passage_id>"
_CONTRIBUTION = f"{_ONE}/beitraege/<int:contribution_id>"
_SCHEDULE = f"{_ROOT}/jaehrlich/<int:schedule_id>"
_CHRONICLE = "desk/<slug:tenant>/chronik"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, lists.listing, name="desk_report_list"),
    path(f"{_ROOT}/neu", lists.new, name="desk_report_new"),
    path(f"{_ROOT}/jaehrlich", lists.yearly, name="desk_report_schedules"),
    path(f"{_ROOT}/jaehrlich/neu", lists.schedule_new, name="desk_report_schedule_new"),
    path(f"{_SCHEDULE}/bearbeiten", lists.schedule_edit, name="desk_report_schedule_edit"),
    path(f"{_SCHEDULE}/entfernen", lists.schedule_remove, name="desk_report_schedule_remove"),
    path(_ONE, one.page, name="desk_report_one"),
    path(f"{_ONE}/kopf", one.head, name="desk_report_head"),
    path(f"{_ONE}/schritt", one.act, name="desk_report_act"),
    path(f"{_ONE}/entwurf.<reportfile:kind>", one.file, name="desk_report_draft"),
    path(f"{_ONE}/fassungen/<int:no>.<reportfile:kind>", one.version, name="desk_report_version"),
    path(f"{_ONE}/gremien/neu", one.stop_new, name="desk_report_stop_new"),
    path(f"{_ONE}/gremien/<int:stop_id>/entfernen", one.stop_remove, name="desk_report_stop_remove"),
    path(f"{_ONE}/aufgaben/<int:todo_id>", one.tick, name="desk_report_tick"),
    path(f"{_ONE}/fragen/neu", answers.new, name="desk_report_question_new"),
    path(_QUESTION, answers.page, name="desk_report_question"),
    path(f"{_QUESTION}/bearbeiten", answers.edit, name="desk_report_question_edit"),
    path(f"{_QUESTION}/entfernen", answers.remove, name="desk_report_question_remove"),
    path(f"{_QUESTION}/belege", answers.take, name="desk_report_take"),
    path(f"{_QUESTION}/abschnitte/neu", answers.text_new, name="desk_report_text_new"),
    path(f"{_PASSAGE}/bearbeiten", answers.text_edit, name="desk_report_text_edit"),
    path(f"{_PASSAGE}/verschieben", answers.move, name="desk_report_passage_move"),
    path(f"{_ONE}/beitraege/neu", asking.new, name="desk_report_contribution_new"),
    path(_CONTRIBUTION, asking.page, name="desk_report_contribution"),
    path(f"{_CONTRIBUTION}/schritt", asking.act, name="desk_report_contribution_act"),
    path("desk/<slug:tenant>/ueberblick", overview.page, name="desk_overview"),
    path("desk/<slug:tenant>/ueberblick.csv", overview.as_csv, name="desk_overview_csv"),
    path(_CHRONICLE, chronicle.listing, name="desk_chronicle"),
    path(f"{_CHRONICLE}/neu", chronicle.new, name="desk_entry_new"),
    path(f"{_CHRONICLE}/<int:entry_id>/bearbeiten", chronicle.edit, name="desk_entry_edit"),
    path(f"{_CHRONICLE}/<int:entry_id>/entfernen", chronicle.remove, name="desk_entry_remove"),
]
