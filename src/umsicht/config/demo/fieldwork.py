"""Patrols, inspections and conflict cases of the demo, from data/content/fieldwork.yaml. All invented, all marked Demo."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django_scopes import scope

from umsicht.config.demo.calendar import Shift
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.fieldwork.domain import conflicts, inspections, patrols
from umsicht.fieldwork.models import ConflictCase, Inspection, PatrolMonth, PatrolShift
from umsicht.fieldwork.values import route_of
from umsicht.measures.models import Measure
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant

FILE = Path(__file__).resolve().parent / "data" / "content" / "fieldwork.yaml"
REASON = "Für die Vorführung so gesetzt."


def fill(tenant: Tenant, shift: Shift) -> int:
    """How many records were made. Shifts and cases move with the weeks; inspections and months of 2019/2020 stay."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    with scope(tenant=tenant):
        return sum(
            (
                _months(tenant, content["patrol_months"]),
                _shifts(tenant, content["patrols"], shift),
                _inspections(tenant, content["inspections"]),
                _cases(tenant, content["conflicts"], shift),
            )
        )


def _district(tenant: Tenant, name: str) -> str:
    place = atlas(tenant).by_name(name) if name else None
    return place.key if place else ""


def _months(tenant: Tenant, rows: list[dict[str, Any]]) -> int:
    made = 0
    for row in rows:
        month = dt.date.fromisoformat(f"{row['month']}-01")
        if PatrolMonth.objects.filter(month=month).exists():
            continue
        patrols.create_month(
            tenant=tenant,
            actor=None,
            month=month,
            districts=[key for name in row["areas"] if (key := _district(tenant, name))],
            patrols=row["patrols"],
            officer_hours=row["officer_hours"],
            conversation=row["conversations"],
            conflict=row["conflicts"],
            noise=row["noise"],
            litter_or_damage=row["litter_or_damage"],
            is_demo=True,
            source="für die Vorführung erfunden",
        )
        made += 1
    return made


def _shifts(tenant: Tenant, rows: list[dict[str, Any]], moved: Shift) -> int:
    if PatrolShift.objects.filter(is_demo=True).exists():
        return 0
    for row in rows:
        made = patrols.create_shift(
            tenant=tenant,
            actor=None,
            day=row["day"] + moved.delta,
            starts_at=dt.time.fromisoformat(row["from"]),
            ends_at=dt.time.fromisoformat(row["to"]),
            districts=[key for name in row["areas"] if (key := _district(tenant, name))],
            places=row.get("places", ""),
            units=[(name, number) for name, number in row["units"].items()],
            is_demo=True,
        )
        for task in row.get("followups", []):
            patrols.add_followup(
                shift=made,
                actor=None,
                text=task["text"],
                owner=task["owner"],
                due_on=task["due"] + moved.delta,
            )
        if row["state"] == "cancelled":
            apply(made, "cancel", actor=None, reason=row["reason"])
        if row["state"] == "held" and made.day <= clock.today():
            apply(made, "hold", actor=None)
            for seen in row["observations"]:
                patrols.add_observation(
                    shift=made,
                    actor=None,
                    kind=seen["kind"],
                    count=seen["count"],
                    district=_district(tenant, seen["area"]),
                    place=seen.get("place", ""),
                )
    return len(rows)


def _inspections(tenant: Tenant, rows: list[dict[str, Any]]) -> int:
    made = 0
    for row in rows:
        if Inspection.objects.filter(code=row["code"]).exists():
            continue
        _inspection(tenant, row)
        made += 1
    return made


def _inspection(tenant: Tenant, row: dict[str, Any]) -> None:
    route, stops = route_of(row.get("route", ""))
    walk = inspections.create_inspection(
        tenant=tenant,
        actor=None,
        code=row["code"],
        title=row["title"],
        day=row["date"],
        time=dt.time.fromisoformat(row["time"]),
        is_night=row["is_night"],
        district=_district(tenant, row["district"]),
        goal=row["goal"],
        weather=row["weather"],
        route=route,
        stops=stops,
        parties=[(kind, name, number) for kind, name, number in row["participants"]],
        is_public=True,
        is_demo=True,
    )
    apply(walk, "hold", actor=None)
    for found in row["findings"]:
        values = {name: found[name] for name in ("strategy", "text", "kind", "rating", "action", "owner")}
        measure = Measure.objects.filter(code=found["measure"]).first() if found.get("measure") else None
        finding, _new = inspections.add_finding(
            inspection=walk, actor=None, due_on=found["due"], measure=measure, **values
        )
        for step in found["steps"]:
            apply(finding, step, actor=None, reason=REASON if step == "postpone" else "")
    apply(walk, "report", actor=None)


def _cases(tenant: Tenant, rows: list[dict[str, Any]], moved: Shift) -> int:
    if ConflictCase.objects.filter(is_demo=True).exists():
        return 0
    for row in rows:
        case = conflicts.create_case(
            tenant=tenant,
            actor=None,
            received_on=moved.past(row["received"]),
            topic=row["topic"],
            district=_district(tenant, row["area"]),
            place=row["place"],
            summary=row["summary"],
            parties="\n".join(row["parties"]),
            competence=row["competence"],
            passed_to=row.get("passed_to", ""),
            agreement=row.get("agreement", ""),
            follow_up_on=row["follow_up"] + moved.delta if "follow_up" in row else None,
            is_demo=True,
        )
        for talk in row.get("talks", []):
            conflicts.add_talk(
                case=case, actor=None, day=moved.past(talk["day"]), with_whom=talk["with"], note=talk["note"]
            )
        for step in row["steps"]:
            apply(case, step, actor=None)
    return len(rows)
