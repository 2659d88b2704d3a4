"""Surveys and needs for tests, made through the domain as the system. They need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from umsicht.core import csvsafe
from umsicht.core.intake import Report
from umsicht.core.transitions import apply
from umsicht.situation.domain.needs import add_evidence, confirm_need, create_need
from umsicht.situation.domain.survey_results import take_results
from umsicht.situation.domain.surveys import create_survey
from umsicht.situation.models import Need, NeedEvidence, Survey
from umsicht.situation.reading import results
from umsicht.tenancy.models import Tenant

_count = itertools.count(1001)
DAY = dt.date(2026, 3, 2)
COLUMNS = (
    "frage", "version", "wortlaut", "skala", "skala_version", "faktor", "gruppenart", "gruppe", "antwort", "anteil_prozent",
    "n",
)  # fmt: skip


def make_survey(tenant: Tenant, title: str = "", **fields: Any) -> Survey:
    """A public survey of the town, without results."""
    values: dict[str, Any] = {"year": 2026, "source": "Stadt", "is_public": True, "series": "stadt"}
    title = title or f"Befragung {next(_count)}"
    return create_survey(tenant=tenant, actor=None, title=title, **(values | fields))


def table(*rows: dict[str, Any]) -> bytes:
    """A file of results; what a row leaves out is a question of our own for everybody."""
    usual = {
        "frage": "eigene-frage",
        "wortlaut": "Wie geht es?",
        "skala": "eigene-2",
        "antwort": "gut",
        "n": "400",
    }
    return csvsafe.write(COLUMNS, ([(usual | row).get(name, "") for name in COLUMNS] for row in rows))


def take(survey: Survey, *rows: dict[str, Any], **options: Any) -> Report:
    report = Report()
    read = results.read(table(*rows), report)
    return take_results(survey=survey, actor=None, rows=read, report=report, **options)


def make_need(tenant: Tenant, title: str = "", state: str = "confirmed", **fields: Any) -> Need:
    """A public need on addiction for parents that came into its state by the procedure."""
    values: dict[str, Any] = {
        "what": "Es fehlt Beratung am Abend.",
        "problem_field": "sucht",
        "audiences": ["eltern"],
        "noted_on": DAY,
        "is_public": True,
    }
    title = title or f"Bedarf {next(_count)}"
    need = create_need(tenant=tenant, actor=None, title=title, **(values | fields))
    make_evidence(need)
    if state in {"confirmed", "met"}:
        confirm_need(need=need, actor=None, body="Präventionsrat", on=DAY)
    if state == "met":
        apply(need, "meet", actor=None, reason="Es gibt jetzt Termine am Abend.")
    if state == "dropped":
        apply(need, "drop", actor=None, reason="Es war ein Irrtum.")
    return need


def make_evidence(need: Need, **fields: Any) -> NeedEvidence:
    values: dict[str, Any] = {
        "kind": "proposal",
        "label": "Vorschlag",
        "text": "Bitte Termine am Abend.",
        "on": DAY,
    }
    return add_evidence(need=need, actor=None, **(values | fields))
