"""Reads a vocabulary file into rows and names what is wrong, row by row, without touching the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.vocabulary import validators
from umsicht.vocabulary.domain.sections import DECISION_FIELDS, RENAMED_EXTRA, SECTIONS, Section
from umsicht.vocabulary.domain.terms import Details, Since, Texts

MAX_BYTES = 2_000_000


@dataclass(frozen=True)
class DecisionRow:
    line: int
    code: str
    label_de: str
    on: Since
    source: str


@dataclass(frozen=True)
class TermRow:
    line: int
    scheme: str
    code: str
    texts: Texts
    details: Details
    since: Since
    until: Since
    decision: str
    parent: str


@dataclass
class VocabularyFile:
    decisions: list[DecisionRow] = field(default_factory=list)
    terms: list[TermRow] = field(default_factory=list)


Row = tuple[int, dict[str, Any]]


def read(path: Path, report: Report) -> VocabularyFile:
    """Read a file. What can't be read lands in `report.refused`; raises BadInput if it is no vocabulary file at all."""
    root = _compose(path)
    result = VocabularyFile()
    sources = {}
    for name, node in _pairs(root):
        if name == "meta":
            continue
        if name == "sources":
            sources = _plain(node)
        elif name == "decisions":
            result.decisions = list(_decisions(_rows(name, node, report), report))
        elif name in SECTIONS:
            result.terms += _terms(SECTIONS[name], _rows(name, node, report), report)
        else:
            report.refuse(node.start_mark.line + 1, name, _("There is no such section."))
    _check_references(result, report)
    result.terms = [_with_source(row, sources) for row in result.terms]
    return result


def _compose(path: Path) -> yaml.MappingNode:
    if path.stat().st_size > MAX_BYTES:
        raise BadInput(_("The file is too large for a vocabulary."))
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" ({mark.line + 1}:{mark.column + 1})" if mark else ""
        raise BadInput(_("The file is not readable YAML%(place)s.") % {"place": place}) from error
    if not isinstance(root, yaml.MappingNode):
        raise BadInput(_("The file must consist of named sections."))
    return root


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value:
        yield str(key.value), value


def _plain(node: yaml.Node) -> Any:
    return yaml.SafeLoader("").construct_object(node, deep=True)


def _rows(section: str, node: yaml.Node, report: Report) -> list[Row]:
    """The mappings of a section with their line; repeated keys are refused, since YAML would silently take the last."""
    if not isinstance(node, yaml.SequenceNode):
        report.refuse(node.start_mark.line + 1, section, _("A section is a list of rows."))
        return []
    rows: list[Row] = []
    for item in node.value:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            report.refuse(line, section, _("A row consists of fields."))
            continue
        names = [name for name, _node in _pairs(item)]
        if len(names) != len(set(names)):
            report.refuse(line, section, _("A field stands twice in this row."))
            continue
        try:
            rows.append((line, _plain(item)))
        except (yaml.YAMLError, ValueError) as error:
            report.refuse(line, section, _("This row can't be read: %(error)s") % {"error": str(error)[:120]})
    return rows


def _decisions(rows: list[Row], report: Report) -> Iterator[DecisionRow]:
    for line, row in rows:
        if not _known_fields(line, row, DECISION_FIELDS, report):
            continue
        column = "code"
        try:
            code = validators.check_code(str(row.get("code") or ""))
            column = "label_de"
            label = validators.check_label(_text(row, "label_de"), required=True)
            column = "date"
            yield DecisionRow(
                line, code, label, Since(*validators.read_date(row.get("date"))), _text(row, "source")
            )
        except BadInput as error:
            report.refuse(line, column, error.message)


def _terms(section: Section, rows: list[Row], report: Report) -> list[TermRow]:
    found: dict[str, TermRow] = {}
    for position, (line, row) in enumerate(rows, start=1):
        if not _known_fields(line, row, section.allowed, report) or not _good_choices(
            line, row, section, report
        ):
            continue
        term = _term(section, line, row, position * 10, report)
        if term is None:
            continue
        if term.code in found:
            report.refuse(
                line, "code", _("The code “%(code)s” stands twice in this list.") % {"code": term.code}
            )
            continue
        found[term.code] = term
    return list(found.values())


def _term(section: Section, line: int, row: dict[str, Any], order: int, report: Report) -> TermRow | None:
    for given, name in (section.texts or {}).items():
        row[name] = row.pop(given, None)
    column = "code"
    try:
        code = validators.check_code(str(row.get("code") or ""))
        column = "label_de"
        texts = Texts(
            _text(row, "label_de"),
            _text(row, "label_context_de"),
            _text(row, "label_plain"),
            _text(row, "label_en"),
            _text(row, "explanation"),
        ).cleaned()
        column = "words"
        words = validators.check_words(_word_list(row.get("words")))
        column = "valid_from"
        since = Since(*validators.read_date(row.get("valid_from")))
        column = "valid_to"
        until = Since(*validators.read_date(row.get("valid_to"), end=True))
        column = "order"
        if since.date and until.date and until.date < since.date:
            column = "valid_to"
            raise BadInput(_("The term can't end before it began."))
    except BadInput as error:
        report.refuse(line, column, error.message)
        return None
    extra = {RENAMED_EXTRA.get((section.scheme, n), n): _jsonable(row[n]) for n in section.extra if n in row}
    details = Details(
        kind=_text(row, "kind") if "kind" in section.plain else "",
        numeral=_text(row, "numeral"),
        words=tuple(words),
        note=_text(row, "note"),
        order=order,
        source=_source(row.get("source")),
        is_fact=bool(row.get("fact")),
        extra=extra,
    )
    return TermRow(
        line, section.scheme, code, texts, details, since, until, _text(row, "decision"), _text(row, "parent")
    )


def _known_fields(line: int, row: dict[str, Any], allowed: frozenset[str], report: Report) -> bool:
    """An unknown field is mostly a comma in an unquoted text, so the row would be cut short: refuse it."""
    unknown = sorted(str(name) for name in row if name not in allowed)
    for name in unknown:
        report.refuse(
            line,
            name[:60],
            _("Unknown field. Does a text with a comma stand without quotation marks in this row?"),
        )
    return not unknown


def _good_choices(line: int, row: dict[str, Any], section: Section, report: Report) -> bool:
    good = True
    for name, allowed in (section.choices or {}).items():
        if row.get(name) not in allowed:
            report.refuse(line, name, _("Allowed are: %(values)s.") % {"values": ", ".join(sorted(allowed))})
            good = False
    return good


def _check_references(result: VocabularyFile, report: Report) -> None:
    """Codes that a row points at must stand in the same file; a row that points nowhere is refused."""
    codes: dict[str, set[str]] = {}
    for row in result.terms:
        codes.setdefault(row.scheme, set()).add(row.code)
    decisions = {decision.code for decision in result.decisions}
    refers = {section.scheme: section.refers for section in SECTIONS.values() if section.refers}
    parent_of = {(row.scheme, row.code): row.parent for row in result.terms}
    kept = []
    for row in result.terms:
        missing = [] if not row.decision or row.decision in decisions else [("decision", row.decision)]
        for name, scheme in (refers.get(row.scheme) or {}).items():
            wanted = row.parent if name == "parent" else row.details.extra.get(name)
            missing += [(name, code) for code in _word_list(wanted) if code not in codes.get(scheme, set())]
        for name, code in missing:
            report.refuse(row.line, name, _("“%(code)s” does not stand in this file.") % {"code": code})
        if _circles(row, parent_of):
            report.refuse(row.line, "parent", _("A term can't stand below itself."))
        elif not missing:
            kept.append(row)
    result.terms = kept


def _circles(row: TermRow, parent_of: dict[tuple[str, str], str]) -> bool:
    code, seen = row.parent, {row.code}
    while code and code not in seen:
        seen.add(code)
        code = parent_of.get((row.scheme, code), "")
    return code == row.code


def _with_source(row: TermRow, sources: Any) -> TermRow:
    """Replace a source's short name by its full title where the file explains it."""
    if not isinstance(sources, dict) or row.details.source not in sources:
        return row
    full = str(sources[row.details.source])[:300]
    return TermRow(**{**vars(row), "details": Details(**{**vars(row.details), "source": full})})


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, dict | list):
        raise BadInput(_("A text is expected here, not a list."))
    return str(value).strip()


def _source(value: Any) -> str:
    return ", ".join(str(part) for part in value)[:300] if isinstance(value, list) else str(value or "")[:300]


def _word_list(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [str(word) for word in value] if isinstance(value, list) else [str(value)]


def _jsonable(value: Any) -> Any:
    if isinstance(value, list):
        return [_jsonable(part) for part in value]
    if isinstance(value, dict):
        return {str(name): _jsonable(part) for name, part in value.items()}
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value
