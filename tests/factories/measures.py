"""Measures with their parts for tests, made through the domain as the system. They need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from umsicht.measures.domain.fields import enter_decision, set_priority
from umsicht.measures.domain.measures import create_measure, move
from umsicht.measures.domain.parts import create_part
from umsicht.measures.models import FieldDecision, Goal, Measure, Milestone, Note, Partner, Priority
from umsicht.tenancy.models import Tenant

_count = itertools.count(1001)  # four digits: titles sort in the order in which they were made
DAY = dt.date(2026, 3, 2)
PATHS = {
    "proposed": (),
    "planned": ("plan",),
    "running": ("plan", "start"),
    "delayed": ("plan", "start", "delay"),
    "completed": ("plan", "start", "complete"),
    "stopped": ("plan", "start", "stop"),
}


def make_measure(tenant: Tenant, title: str = "", state: str = "running", **fields: Any) -> Measure:
    """A public measure on addiction that came into its state by the procedure, all on one day."""
    values: dict[str, Any] = {
        "cause": "Es fehlt an Gesprächen.",
        "lead_text": "Ordnungsamt",
        "problem_fields": ["sucht"],
        "is_public": True,
    }
    if state == "completed":
        values |= {"result": "Es ist ruhiger geworden.", "result_on": DAY}
    measure = create_measure(
        tenant=tenant,
        actor=None,
        title=title or f"Maßnahme {next(_count)}",
        proposed_on=DAY,
        **(values | fields),
    )
    for step in PATHS[state]:
        reason = "Es fehlt Geld." if step in ("delay", "stop") else ""
        move(measure=measure, step=step, actor=None, on=DAY, reason=reason)
    return measure


def make_goal(measure: Measure, text: str = "", **fields: Any) -> Goal:
    return create_part(Goal, measure=measure, actor=None, text=text or f"Ziel {next(_count)}", **fields)


def make_milestone(measure: Measure, title: str = "", **fields: Any) -> Milestone:
    values: dict[str, Any] = {"due_on": DAY}
    title = title or f"Meilenstein {next(_count)}"
    return create_part(Milestone, measure=measure, actor=None, title=title, **(values | fields))


def make_note(measure: Measure, text: str = "", **fields: Any) -> Note:
    values: dict[str, Any] = {"on": DAY, "is_public": True}
    text = text or f"Notiz {next(_count)}"
    return create_part(Note, measure=measure, actor=None, text=text, **(values | fields))


def make_partner(measure: Measure, **fields: Any) -> Partner:
    return create_part(Partner, measure=measure, actor=None, **fields)


def make_priority(tenant: Tenant, field: str = "sucht", **fields: Any) -> Priority:
    values: dict[str, Any] = {"rank": 1, "starts_on": DAY, "reason": "Viele fragen danach."}
    return set_priority(tenant=tenant, actor=None, field=field, **(values | fields))


def make_decision(tenant: Tenant, field: str = "sucht", **fields: Any) -> FieldDecision:
    values: dict[str, Any] = {"decision_ref": f"KPR {next(_count)}/2019"}
    return enter_decision(tenant=tenant, actor=None, field=field, **(values | fields))
