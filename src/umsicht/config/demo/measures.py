"""Measures and problem fields of the demo, from data/content/measures.yaml. What is there already stays as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django_scopes import scope

from umsicht.config.demo.calendar import Shift
from umsicht.directory.models import Organisation
from umsicht.measures.domain.fields import enter_decision, set_priority
from umsicht.measures.domain.measures import create_measure, move
from umsicht.measures.domain.parts import create_part
from umsicht.measures.models import FieldDecision, Goal, Measure, Milestone, Note, Partner, Priority
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

FILE = Path(__file__).resolve().parent / "data" / "content" / "measures.yaml"
_PLAIN = (
    "title", "summary", "cause", "evidence", "evidence_text", "problem_fields", "budget_cents", "funding_source",
    "result", "result_on",
)  # fmt: skip
_DAYS = ("starts_on", "ends_on", "funded_until")


def fill(tenant: Tenant, shift: Shift) -> int:
    """How many records were made. `shift` moves only measures of today; those of 2019 and 2020 keep their days."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    with scope(tenant=tenant):
        made = _decisions(tenant, content["field_decisions"], content["paper"], content["source"])
        made += _priorities(tenant, content["priorities"])
        for row in content["measures"]:
            if not Measure.objects.filter(code=row["code"]).exists():
                _Row(tenant, row, content["source"], shift if row.get("moves") else None).make()
                made += 1
    return made


def _decisions(tenant: Tenant, rows: list[dict[str, Any]], paper: str, invented: str) -> int:
    """The vocabulary knows which fields the rules of procedure and the motion set."""
    if FieldDecision.objects.exists():
        return 0
    entries = catalogue(tenant).scheme(Scheme.PROBLEM_FIELD).values()
    made = 0
    for row in rows:
        demo = bool(row.get("demo"))
        named = [
            entry.code for entry in entries if entry.decision and entry.decision == row.get("term_decision")
        ]
        for field in row.get("fields", named):
            enter_decision(
                tenant=tenant,
                actor=None,
                field=field,
                step=row["step"],
                decision_ref=row["decision_ref"],
                on=row.get("day"),
                precision=row.get("precision", "day"),
                source=invented if demo else paper,
                is_demo=demo,
            )
            made += 1
    return made


def _priorities(tenant: Tenant, rows: list[dict[str, Any]]) -> int:
    if Priority.objects.exists():
        return 0
    for row in rows:
        set_priority(
            tenant=tenant,
            actor=None,
            field=row["field"],
            rank=row["rank"],
            starts_on=row["from"],
            ends_on=row.get("to"),
            reason=row["reason"],
            decision_ref=row.get("decision_ref", ""),
            is_demo=True,
        )
    return len(rows)


class _Row:
    """One measure of the file with its parts."""

    def __init__(self, tenant: Tenant, row: dict[str, Any], source: str, shift: Shift | None) -> None:
        self.tenant, self.row, self.source, self.shift = tenant, row, source, shift

    def _day(self, day: dt.date | None) -> dt.date | None:
        """As written, or moved along."""
        return day + self.shift.delta if day is not None and self.shift is not None else day

    def _past(self, day: dt.date | None) -> dt.date | None:
        """The same for what has happened: never after today."""
        return self.shift.past(day) if day is not None and self.shift is not None else day

    @transaction.atomic
    def make(self) -> None:
        row, origin = self.row, self.row["origin"]
        lead = Organisation.objects.filter(code=row.get("lead", "")).first() if row.get("lead") else None
        keys = {place.name: place.key for place in atlas(self.tenant).districts}
        first = row["steps"][0]["day"] if row.get("steps") else None
        values: dict[str, Any] = {name: row[name] for name in _PLAIN if name in row}
        values |= {name: self._day(row[name]) for name in _DAYS if name in row}
        measure = create_measure(
            tenant=self.tenant,
            actor=None,
            code=row["code"],
            proposed_on=self._past(origin.get("day") or first),
            lead=lead,
            lead_text="" if lead is not None or not row.get("lead") else row["lead"],
            districts=[keys[name] for name in row.get("districts", ()) if name in keys],
            origin_kind=origin["kind"],
            origin_ref=origin.get("ref", ""),
            origin_text=origin.get("text", ""),
            origin_on=self._past(origin.get("day")),
            is_public=not row.get("internal"),
            is_demo=True,
            source=self.source,
            **values,
        )
        self._parts(measure)
        for step in row.get("steps", ()):
            on, reason = self._past(step["day"]), step.get("reason", "")
            move(measure=measure, step=step["step"], actor=None, on=on, reason=reason)

    def _parts(self, measure: Measure) -> None:
        add: dict[str, Any] = {"measure": measure, "actor": None}
        row = self.row
        for name in row.get("partners", ()):
            found = Organisation.objects.filter(code=name).first()
            create_part(Partner, **add, **({"organisation": found} if found else {"name": name}))
        goals: list[Goal] = []
        for goal in row.get("goals", ()):
            given = {key: value for key, value in goal.items() if key != "serves"}
            given |= {
                "target_on": self._day(goal.get("target_on")),
                "actual_on": self._past(goal.get("actual_on")),
            }
            above = goals[goal.get("serves", 0)] if goals else None
            goals.append(create_part(Goal, **add, **given, parent=above))
        for one in row.get("milestones", ()):
            days: dict[str, Any] = {
                "due_on": self._day(one["due_on"]),
                "done_on": self._past(one.get("done_on")),
            }
            create_part(Milestone, **add, title=one["title"], **days)
        for note in row.get("notes", ()):
            given = {key: note[key] for key in ("kind", "text", "reason") if key in note}
            create_part(Note, **add, **given, on=self._past(note["day"]), is_public=not note.get("internal"))
