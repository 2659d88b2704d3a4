"""Puts a report together: questions, what the records say to them, how well each is answered. The result is plain JSON.

Whatever is shown of a report, on paper, on a page or as data, is made of this content and nothing else. So a version that
was signed can always be shown as it was.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse

from umsicht.core.charts import DataColumn, Figure
from umsicht.core.evidence import Ask, Form, Record, Statement
from umsicht.reporting.enums import Coverage, PassageKind
from umsicht.reporting.queries.told import Told
from umsicht.reporting.validators import figures_in

SCHEMA = "umsicht-report/1"
Content = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A passage to be filled: the code of a provider, or a text with its records."""

    provider: str = ""
    kind: str = PassageKind.EVIDENCE
    text: str = ""
    records: tuple[tuple[str, str], ...] = ()
    said_by: str = ""
    on: dt.date | None = None


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    text: str = ""
    parts: tuple[Part, ...] = ()
    frame: bool = False
    open_reason: str = ""
    would_answer: str = ""
    by_judgement: bool = False


@dataclass(frozen=True)
class Stop:
    """A body that gets the paper."""

    body: str
    day: dt.date | None
    visibility: str
    role: str


@dataclass(frozen=True)
class Head:
    """What stands above the text. `visibility` and `role` of a stop are words for readers."""

    template: str
    title: str
    subject: str
    number: str = ""
    submitter: str = ""
    participants: str = ""
    answers: str = ""
    route: tuple[Stop, ...] = ()
    is_demo: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


def compose(ask: Ask, head: Head, sections: Sequence[Section]) -> Content:
    """The whole content. Needs the scope of the tenant; each provider is asked once, however often it is named."""
    told = Told(ask)
    told.hear(part.provider for section in sections for part in section.parts)
    made = [section_json(told, section) for section in sections]
    questions = [one for one in made if not one["frame"]]
    counted = {state.value: sum(one["coverage"] == state for one in questions) for state in Coverage}
    return {
        "schema": SCHEMA,
        "template": head.template,
        "title": head.title,
        "subject": head.subject,
        "number": head.number,
        "submitter": head.submitter,
        "participants": head.participants,
        "answers": head.answers,
        "route": [asdict(stop) | {"day": _iso(stop.day)} for stop in head.route],
        "tenant": {
            "slug": ask.tenant.slug,
            "key": ask.tenant.key,
            "name": ask.tenant.name,
            "title": ask.tenant.title,
        },
        "period": {"from": _iso(ask.first), "to": _iso(ask.last)},
        "as_of": _iso(ask.as_of),
        "public": ask.public,
        "is_demo": head.is_demo or any(s["is_demo"] for one in made for s in one["statements"]),
        "sections": made,
        "coverage": counted,
        "figures": _figures(made),
        "sources": _sources(made),
    }


def section_json(told: Told, section: Section) -> Content:
    statements: list[Content] = []
    for part in section.parts:
        if part.kind == PassageKind.EVIDENCE:
            statements += [statement_json(one) for one in told.by(part.provider)]
        else:
            statements.append(own_json(told, part))
    return {
        "code": section.code,
        "title": section.title,
        "question": section.text,
        "frame": section.frame,
        "by_judgement": section.by_judgement,
        "coverage": str(coverage_of(statements)),
        "open_reason": section.open_reason,
        "would_answer": section.would_answer,
        "statements": statements,
    }


def is_proven(statement: Content) -> bool:
    """Whether a record stands behind it; a judgement is somebody's word, and an own text may have lost its record."""
    return statement["form"] != Form.JUDGEMENT and bool(statement["records"])


def coverage_of(statements: Sequence[Content]) -> Coverage:
    """How well they answer a question together."""
    if any(is_proven(one) for one in statements):
        return Coverage.EVIDENCE
    judged = any(one["form"] == Form.JUDGEMENT for one in statements)
    return Coverage.JUDGEMENT if judged else Coverage.OPEN


def own_json(told: Told, part: Part) -> Content:
    """An own text with those of its records that may still be shown; `lost` counts the others."""
    found = [told.record(*pair) for pair in part.records]
    records = [one for one in found if one is not None]
    judged = part.kind == PassageKind.JUDGEMENT
    return {
        "code": f"own.{part.kind}",
        "form": str(Form.JUDGEMENT if judged else Form.SENTENCE),
        "text": part.text,
        "records": [record_json(one) for one in records],
        "lost": len(found) - len(records),
        "values": [],
        "lines": [],
        "grid": None,
        "figure": None,
        "picture": "",
        "said_by": part.said_by,
        "on": _iso(part.on),
        "is_demo": False,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def record_json(record: Record) -> Content:
    """`path` is the page on this site that shows it, "" where none does."""
    path = reverse(record.page, kwargs=dict(record.args)) if record.page else ""
    path += f"#{record.anchor}" if path and record.anchor else ""
    return {
        "kind": record.kind,
        "key": record.key,
        "label": record.label,
        "path": path,
        "source": record.source,
    }


def statement_json(one: Statement) -> Content:
    return {
        "code": one.code,
        "form": str(one.form),
        "text": one.text,
        "records": [record_json(record) for record in one.records],
        "values": [asdict(value) | {"as_of": _iso(value.as_of)} for value in one.values],
        "lines": [
            {
                "lead": line.lead,
                "text": line.text,
                "records": [record_json(record) for record in line.records],
            }
            for line in one.lines
        ],
        "grid": _listed(asdict(one.grid)) if one.grid is not None else None,
        "figure": figure_json(one.figure) if one.figure is not None else None,
        "picture": str(one.picture),
        "said_by": one.said_by,
        "on": None,
        "is_demo": one.is_demo,
    }


def _listed(value: Any) -> Any:
    """Tuples as lists, so that content read back from the store equals the one that was written."""
    if isinstance(value, tuple | list):
        return [_listed(inner) for inner in value]
    return {key: _listed(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def figure_json(figure: Figure) -> Content:
    return {
        "title": figure.title,
        "description": figure.description,
        "columns": [asdict(column) for column in figure.columns],
        "rows": [[_plain(value) for value in row] for row in figure.rows],
        "definition": figure.definition,
        "as_of": figure.as_of.isoformat(),
        "source": figure.source,
        "reading_help": figure.reading_help,
        "draw": figure.draw,
        "options": _listed(dict(figure.options)),
        "note": figure.note,
        "period": figure.period,
    }


def figure_of(content: Content) -> Figure:
    """The figure again, from content that was kept."""
    values = dict(content)
    values["columns"] = [DataColumn(**column) for column in content["columns"]]
    values["as_of"] = dt.date.fromisoformat(content["as_of"])
    return Figure(**values)


def _statements(sections: Iterable[Content]) -> Iterable[Content]:
    for section in sections:
        yield from section["statements"]


def _figures(sections: Iterable[Content]) -> list[Content]:
    """All figures with definition, day and source, each once: the annex."""
    found: dict[tuple[Any, ...], Content] = {}
    for one in _statements(sections):
        for value in one["values"]:
            found.setdefault((value["name"], value["text"], value["as_of"]), value)
    return list(found.values())


def _sources(sections: Iterable[Content]) -> list[str]:
    """Where the records have it from, each once, in order of appearance."""
    found: dict[str, None] = {}
    for one in _statements(sections):
        for record in one["records"]:
            if record["source"]:
                found.setdefault(record["source"])
    return list(found)


def fingerprint(content: Content) -> str:
    """SHA-256 of the content in one canonical spelling, in hexadecimal."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def unanswered(content: Content) -> list[Content]:
    """Questions without evidence and without a stated reason: such a report is not finished."""
    return [one for one in content["sections"] if not is_settled(one) and not one["open_reason"]]


def is_settled(section: Content) -> bool:
    """Whether nothing is missing: it asks nothing, has evidence, or a judgement where no record can answer."""
    judged = section.get("by_judgement", False) and section["coverage"] == Coverage.JUDGEMENT
    return section["frame"] or section["coverage"] == Coverage.EVIDENCE or judged


def unproven(content: Content) -> list[Content]:
    """Own texts that say a figure whose record is gone, closed or was never there."""
    return [
        one
        for one in _statements(content["sections"])
        if one["code"].startswith("own.") and not one["records"] and figures_in(one["text"])
    ]
