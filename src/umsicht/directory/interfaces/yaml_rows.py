"""Reads a curated YAML file row by row, remembering the line of each row and field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report

MAX_BYTES = 20_000_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_scalar = yaml.SafeLoader("")


class Refused(Exception):
    """A row can't be taken; `column` is the field that is wrong."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


@dataclass
class Row:
    """One mapping of the file. The readers raise Refused with the field's name."""

    line: int
    data: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)
    within: str = ""

    def _refused(self, column: str, reason: str) -> Refused:
        return Refused(f"{self.within}{column}", reason)

    def line_of(self, column: str) -> int:
        """The line of a field, or of the row."""
        return self.lines.get(column.split(".", 1)[0], self.line)

    def only(self, allowed: Iterable[str]) -> None:
        """An unknown field is mostly a slip; taking the rest would lose it silently."""
        unknown = sorted(set(self.data) - set(allowed))
        if unknown:
            raise self._refused(unknown[0], _("unknown field"))

    def text(self, column: str, *, required: bool = False) -> str:
        value = self.data.get(column)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise self._refused(column, _("must be a text"))
        if required and not value.strip():
            raise self._refused(column, _("is missing"))
        return value.strip()

    def words(self, column: str) -> list[str]:
        value = self.data.get(column)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._refused(column, _("must be a list of texts"))
        return list(value)

    def number(self, column: str) -> int | None:
        value = self.data.get(column)
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31
        ):
            raise self._refused(column, _("must be a whole number"))
        return value

    def degrees(self, column: str) -> float | None:
        value = self.data.get(column)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise self._refused(column, _("must be degrees"))
        return None if value is None else float(value)

    def flag(self, column: str) -> bool:
        value = self.data.get(column, False)
        if not isinstance(value, bool):
            raise self._refused(column, _("must be true or false"))
        return value

    def day(self, column: str) -> dt.date | None:
        return as_day(self.data.get(column), f"{self.within}{column}")

    def part(self, column: str, allowed: Iterable[str]) -> Row:
        """A mapping inside the row; missing counts as empty."""
        value = self.data.get(column)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise self._refused(column, _("consists of fields"))
        unknown = sorted(map(str, set(value) - set(allowed)))
        if unknown:
            raise self._refused(f"{column}.{unknown[0]}", _("unknown field"))
        return Row(self.line_of(column), value, within=f"{column}.")

    def parts(self, column: str) -> list[dict[str, Any]]:
        value = self.data.get(column)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._refused(column, _("must be a list of groups of fields"))
        return value


def as_day(value: Any, column: str) -> dt.date | None:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise Refused(column, _("must be a date such as 2026-11-22")) from None
    if value is not None and (isinstance(value, dt.datetime) or not isinstance(value, dt.date)):
        raise Refused(column, _("must be a date such as 2026-11-22"))
    return value


def read_rows(path: Path, section: str, report: Report) -> tuple[dict[str, Any], list[Row]]:
    """The file's `meta` and the rows of a section. Bad rows are refused; a file that is none raises BadInput."""
    root = _compose(path)
    meta: dict[str, Any] = {}
    rows: list[Row] | None = None
    for key, node in _pairs(root):
        if key == "meta" and isinstance(node, yaml.MappingNode):
            meta = _scalar.construct_object(node, deep=True)
        elif key == section:
            rows = list(_rows(section, node, report))
    if rows is None:
        raise BadInput(_("The file has no section “%(section)s”.") % {"section": section})
    return meta, rows


def _compose(path: Path) -> yaml.MappingNode:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(_("The file is too large."))
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(_("The file %(path)s can't be read.") % {"path": path}) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadInput(_("Line %(line)s is not UTF-8.") % {"line": line}) from error
    try:
        root = yaml.compose(text, _Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            raise BadInput(_("This is not YAML.")) from error
        raise BadInput(
            _("Line %(line)s, column %(column)s: this is not YAML (%(problem)s).")
            % {"line": mark.line + 1, "column": mark.column + 1, "problem": getattr(error, "problem", "")}
        ) from error
    if not isinstance(root, yaml.MappingNode):
        raise BadInput(_("The file must consist of named sections."))
    return root


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value:
        yield str(key.value), value


def _rows(section: str, node: yaml.Node, report: Report) -> Iterator[Row]:
    if not isinstance(node, yaml.SequenceNode):
        report.refuse(node.start_mark.line + 1, section, _("a section is a list of rows"))
        return
    for item in node.value:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            report.refuse(line, section, _("a row consists of fields"))
            continue
        lines = {name: value.start_mark.line + 1 for name, value in _pairs(item)}
        if len(lines) < len(item.value):
            report.refuse(line, section, _("a field stands twice in this row"))
            continue
        try:
            data = _scalar.construct_object(item, deep=True)
        except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
            report.refuse(line, section, _("can't be read: %(why)s") % {"why": str(error)[:120]})
            continue
        yield Row(line, data, lines)
