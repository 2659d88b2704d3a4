"""Tables and rows of the pages on imports and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.exchange.enums import ImportState, Outcome, Plan, SourceState
from umsicht.exchange.interfaces.exports import Change, changes_of, column_label
from umsicht.exchange.models import Import, ImportRow, Link, Question, Source
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import tag, time_tag
from umsicht.ui.tables import Column, Table

_STATE_TAGS = {
    ImportState.DONE: "good",
    ImportState.FAILED: "bad",
    ImportState.MAPPING: "open",
    ImportState.CHECKED: "open",
    ImportState.UNDONE: "closed",
    ImportState.DISCARDED: "closed",
}
_PLAN_TAGS = {Plan.NEW: "good", Plan.CHANGED: "open", Plan.REFUSED: "bad", Plan.ASK: "warn"}


def import_table(tenant: Tenant, found: Iterable[Import], address: QueryDict | None = None) -> Table:
    """`address` is the query of a page whose list can be sorted."""

    def rows() -> Iterator[list[Any]]:
        for run in found:
            url = reverse("desk_import", kwargs={"tenant": tenant.slug, "import_id": run.pk})
            local = clock.local(run.created_at)
            yield [
                format_html('<a href="{}">{}</a>', url, run.file_name),
                run.source.name,
                tag(run.get_state_display(), _STATE_TAGS.get(ImportState(run.state), "")),
                time_tag(local, local.strftime("%d.%m.%Y %H:%M")),
                str(run.started_by) if run.started_by else _("by itself"),
                run.new,
                run.changed,
                run.refused + run.failed,
            ]

    def column(label: str, sort: str = "", **options: Any) -> Column:
        return Column(label, sort=sort if address is not None else "", **options)

    columns = [
        column(_("File or address"), "datei"), column(_("Source"), "quelle"), column(_("State"), "stand"),
        column(_("Started"), "beginn"), column(_("started by")),
        column(_("new"), numeric=True), column(_("changed"), numeric=True), column(_("refused"), numeric=True),
    ]  # fmt: skip
    sort = address.get("sortierung", "-beginn") if address is not None else ""
    return Table(_("Imports"), columns, rows(), caption_hidden=True, sorted_by=str(sort), query=address)


def figures(run: Import) -> list[tuple[str, int, str]]:
    """(word, count, filter) of what the dry run found."""
    rows = [
        (_("new"), run.new, Plan.NEW), (_("changed"), run.changed, Plan.CHANGED),
        (_("unchanged"), run.unchanged, Plan.UNCHANGED), (_("refused"), run.refused, Plan.REFUSED),
        (_("to decide"), run.asked, Plan.ASK),
    ]  # fmt: skip
    return [(str(word), count, plan.value) for word, count, plan in rows]


@dataclass(frozen=True)
class RowShown:
    row: ImportRow
    plan: Any
    outcome: str
    changes: list[Change]
    problems: list[tuple[str, str, str]]


def row_list(page: Iterable[ImportRow]) -> list[RowShown]:
    quiet = {Outcome.WAITING, Outcome.NOTHING}
    return [
        RowShown(
            row=row,
            plan=tag(row.get_plan_display(), _PLAN_TAGS.get(Plan(row.plan), "")),
            outcome="" if row.outcome in quiet or row.plan == Plan.REFUSED else row.get_outcome_display(),
            changes=changes_of(row),
            problems=[(column_label(column), reason, value) for column, reason, value in row.problems],
        )
        for row in page
    ]


def source_table(tenant: Tenant, found: Iterable[Source]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for source in found:
            url = reverse("desk_source", kwargs={"tenant": tenant.slug, "source_id": source.pk})
            running = source.state == SourceState.ACTIVE
            yield [
                format_html('<a href="{}">{}</a>', url, source.name),
                source.get_kind_display(),
                tag(source.get_state_display(), "good" if running else "closed"),
                source.get_rhythm_display(),
                source.owner,
                getattr(source, "records", 0),
                getattr(source, "asked", 0),
                getattr(source, "gone", 0),
            ]

    columns = [
        Column(_("Source")), Column(_("Kind")), Column(_("State")), Column(_("How often")), Column(_("Who keeps the data")),
        Column(_("Offers"), numeric=True), Column(_("to decide"), numeric=True), Column(_("gone"), numeric=True),
    ]  # fmt: skip
    return Table(_("Sources"), columns, rows(), caption_hidden=True)


def record_table(tenant: Tenant, found: Iterable[Link]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for link in found:
            title: Any = link.title
            if link.offer_id:
                url = reverse("desk_offer", kwargs={"tenant": tenant.slug, "offer_id": link.offer_id})
                title = format_html('<a href="{}">{}</a>', url, link.title)
            yield [title, link.get_state_display(), ", ".join(link.tags), link.changed_at]

    columns = [
        Column(_("Offer")),
        Column(_("State")),
        Column(_("Words of the source without a term of ours")),
        Column(_("Last change")),
    ]
    return Table(_("Records of the source"), columns, rows(), caption_hidden=True)


def question_table(tenant: Tenant, found: Iterable[Question]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for question in found:
            url = reverse("desk_question", kwargs={"tenant": tenant.slug, "question_id": question.pk})
            yield [
                format_html('<a href="{}">{}</a>', url, question.title),
                question.offer.title,
                question.source.name,
                question.get_kind_display(),
                question.score or None,
                question.get_state_display(),
            ]

    columns = [
        Column(_("At the source")), Column(_("Here")), Column(_("Source")), Column(_("What is asked")),
        Column(_("Alike (of 100)"), numeric=True), Column(_("State")),
    ]  # fmt: skip
    return Table(_("Decisions"), columns, rows(), caption_hidden=True)
