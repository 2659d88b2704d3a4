"""Tables of imports for download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.exchange.columns import BY_KEY, FIELDS
from umsicht.exchange.models import Import, ImportRow
from umsicht.exchange.reading.table_items import OURS_ALONE


def import_columns() -> list[str]:
    return [_("Number"), _("Started"), _("Source"), _("File"), _("State"), _("started by"), _("new"), _("changed"), _("unchanged"), _("refused"), _("to decide"), _("taken over"), _("undone")]  # fmt: skip


def import_rows(runs: Iterable[Import]) -> Iterator[list[Any]]:
    for run in runs:
        yield [
            run.pk, run.created_at, run.source.name, run.file_name, run.get_state_display(),
            str(run.started_by) if run.started_by else _("by itself"), run.new, run.changed, run.unchanged, run.refused,
            run.asked, run.written, run.undone,
        ]  # fmt: skip


def row_columns() -> list[str]:
    return [
        _("Place in the file"),
        _("Title"),
        _("What happens to it"),
        _("What became of it"),
        _("Field"),
        _("Before"),
        _("After"),
        _("Reason"),
    ]


def row_rows(rows: Iterable[ImportRow]) -> Iterator[list[Any]]:
    """One line per changed field or problem, so that a spreadsheet can filter."""
    for row in rows:
        head = [row.place, row.title, row.get_plan_display(), row.get_outcome_display()]
        details = [[column_label(column), value, "", reason] for column, reason, value in row.problems]
        details += [[change.label, change.before, change.after, ""] for change in changes_of(row)]
        for detail in details or [["", "", "", row.reason]]:
            yield [*head, *detail]


class Change:
    """One field of a row as a person reads it."""

    def __init__(self, kind: str, name: str, before: Any, after: Any) -> None:
        self.label = label_of(kind, name)
        self.before, self.after = shown(before), shown(after)


def changes_of(row: ImportRow) -> list[Change]:
    found = []
    for kind, diff in row.diff.items():
        for name, pair in diff.items():
            found.append(Change(kind, name, pair[0] if len(pair) == 2 else pair[1], pair[-1]))
    return found


def label_of(kind: str, name: str) -> str:
    prefix = {"organisation": "provider_", "point": "point_"}.get(kind, "")
    field = BY_KEY.get(prefix + name)
    if field is not None:
        return str(field.label)
    own = {
        "provider": _("Provider"),
        "contact_point": _("Contact point"),
        "sessions": _("Dates"),
        "area_name": _("City district"),
    }
    return own.get(name, name)


def column_label(column: str) -> str:
    return str(BY_KEY[column].label) if column in BY_KEY else column


def shown(value: Any) -> str:
    """A value of a diff in words; long texts are cut."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(shown(part) if not isinstance(part, dict) else _in_words(part) for part in value)[
            :600
        ]
    return str(value)[:600]


def _in_words(part: dict[str, Any]) -> str:
    return " ".join(str(value) for value in part.values() if value not in (None, "", []))[:120]


def template_columns() -> list[str]:
    """The headings of an empty list to fill in."""
    return [
        field.heading
        for field in FIELDS
        if field.key not in OURS_ALONE and field.kind != "json" and field.heading
    ]
