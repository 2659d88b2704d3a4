"""Reports and entries of the chronicle for tests, made through the domain as the system. They need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.reporting.domain.chronicle import create_entry
from umsicht.reporting.domain.contributions import plan_contribution
from umsicht.reporting.domain.questions import add_question, add_text
from umsicht.reporting.domain.reports import create_report
from umsicht.reporting.models import Contribution, Entry, Question, Report
from umsicht.tenancy.models import Tenant

_count = itertools.count(101)
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
WAYS = {
    "draft": (),
    "review": ("check",),
    "signed": ("check", "sign"),
    "published": ("check", "sign", "publish"),
}


def make_entry(tenant: Tenant, **fields: Any) -> Entry:
    """A public event of 2025 about taking part."""
    values: dict[str, Any] = {
        "topic": "participation",
        "kind": "event",
        "on": dt.date(2025, 5, 6),
        "text": f"Konferenz {next(_count)}",
        "source": "Presse",
        "is_public": True,
    }
    return create_entry(tenant=tenant, actor=None, **(values | fields))


def make_report(tenant: Tenant, state: str = "draft", outline: str = "sachbericht", **fields: Any) -> Report:
    """A report on 2025; to be checked, each open question gets a reason first."""
    values: dict[str, Any] = {"starts_on": FIRST, "ends_on": LAST}
    report = create_report(tenant=tenant, actor=None, outline=outline, **(values | fields))
    if state != "draft":
        Question.objects.filter(report=report).update(open_reason="Dazu ist nichts erfasst.")
    for step in WAYS[state]:
        apply(report, step, actor=None)
    return report


def make_question(report: Report, title: str = "Eigene Frage") -> Question:
    return add_question(report=report, actor=None, title=title, text="Was war los?")


def make_text(question: Question, text: str = "Es ging voran.", **more: Any) -> Any:
    return add_text(question=question, actor=None, text=text, **more)


def make_contribution(report: Report, **fields: Any) -> Contribution:
    values: dict[str, Any] = {
        "department": "Ordnungsamt",
        "email": "ordnungsamt@example.org",
        "due_on": clock.today() + dt.timedelta(days=10),
    }
    return plan_contribution(report=report, actor=None, **(values | fields))
