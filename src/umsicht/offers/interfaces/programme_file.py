"""Reads the curated list of programmes (YAML, section `programmes`). Format: docs/reference/demo.md."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.core.intake import Report
from umsicht.directory.interfaces.yaml_rows import Refused, Row, as_day, read_rows
from umsicht.offers.domain.imports import ProgrammeRow
from umsicht.offers.values import Outcome, parse_all

_FIELDS = frozenset(
    {
        "code", "name", "organisation", "organisation_note", "aim", "concept", "theory", "audiences", "age_from",
        "age_to", "grade_from", "grade_to", "settings", "level", "problem_fields", "topics", "factors", "evidence",
        "outcomes", "source_url", "local_fact", "note",
    }
)  # fmt: skip
_EVIDENCE = ("tier", "stated_by", "basis", "note", "source_url")


def read(path: Path, report: Report) -> list[ProgrammeRow]:
    """All good rows; refusals go into the report. `meta.as_of` dates every piece of evidence."""
    meta, rows = read_rows(path, "programmes", report)
    as_of = as_day(meta.get("as_of"), "meta.as_of")
    found: dict[str, ProgrammeRow] = {}
    for row in rows:
        try:
            programme = _programme(row, as_of)
            if programme.code in found:
                raise Refused("code", _("%(code)s stands twice in this list") % {"code": programme.code})
        except Refused as refused:
            report.refuse(row.line_of(refused.column), refused.column, refused.reason)
            continue
        found[programme.code] = programme
    return list(found.values())


def _programme(row: Row, as_of: dt.date | None) -> ProgrammeRow:
    row.only(_FIELDS)
    evidence = row.part("evidence", _EVIDENCE)
    source = evidence.text("source_url")
    listed = evidence.text("tier", required=True) != "nicht-gelistet"
    values: dict[str, Any] = {
        "name": row.text("name", required=True),
        "organisation_name": row.text("organisation"),
        "organisation_note": row.text("organisation_note") or row.text("note"),
        "aim": row.text("aim", required=True),
        "concept": row.text("concept"),
        "theory": row.text("theory"),
        "evidence_tier": evidence.text("tier", required=True),
        "evidence_stated_by": evidence.text("stated_by"),
        "evidence_basis": evidence.text("basis") or evidence.text("note"),
        "evidence_source_url": source,
        "evidence_as_of": as_of,
        "outcomes": _outcomes(row, as_of),
        "registry_url": source if listed and evidence.text("stated_by") == "registry" else "",
        "source_url": row.text("source_url"),
        "local_fact": _local_fact(row),
        "level": row.text("level"),
    }
    values |= {
        name: row.words(name) for name in ("audiences", "settings", "problem_fields", "topics", "factors")
    }
    values |= {name: row.number(name) for name in ("age_from", "age_to", "grade_from", "grade_to")}
    return ProgrammeRow(row.line, row.lines, row.text("code", required=True), values)


def _outcomes(row: Row, as_of: dt.date | None) -> list[dict[str, Any]]:
    dated = [{"as_of": as_of.isoformat() if as_of else "", **part} for part in row.parts("outcomes")]
    try:
        return [outcome.to_json() for outcome in parse_all(Outcome, dated)]
    except ValidationError as error:
        raise Refused("outcomes", " ".join(error.messages)) from error


def _local_fact(row: Row) -> str:
    value = row.data.get("local_fact")
    if isinstance(value, dict):
        return str(value.get("text", "")).strip()
    return row.text("local_fact")
