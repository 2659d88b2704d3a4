"""Bodies of the demo with their names and seats, from data/content/bodies.yaml. What is there already stays as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django_scopes import scope

from umsicht.config.demo.calendar import Shift
from umsicht.council.domain.bodies import change_body, create_body, end_body, rename_body
from umsicht.council.domain.places import move_body
from umsicht.council.domain.seats import create_seat
from umsicht.council.models import Body
from umsicht.directory.models import Organisation
from umsicht.tenancy.models import Tenant

FILE = Path(__file__).resolve().parent / "data" / "content" / "bodies.yaml"


def fill(tenants: Iterable[Tenant], shift: Shift) -> int:
    """How many bodies were made. `shift` moves only what is still to come, so that history stays true."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    made = 0
    for tenant in tenants:
        with scope(tenant=tenant):
            for row in content.get(tenant.slug, []):
                if not Body.objects.filter(code=row["code"]).exists():
                    _make(tenant, row, content["sources"], shift)
                    made += 1
    return made


def _source(keys: Iterable[str], sources: dict[str, str]) -> str:
    return "; ".join(sources[key] for key in keys)


def _to_come(day: dt.date | None, shift: Shift) -> dt.date | None:
    return day + shift.delta if day is not None else None


def _make(tenant: Tenant, row: dict[str, Any], sources: dict[str, str], shift: Shift) -> None:
    first, *later = row["names"]
    demo = bool(row.get("demo"))
    body = create_body(
        tenant=tenant,
        actor=None,
        code=row["code"],
        name=first["name"],
        short=first.get("short", ""),
        kind=row["kind"],
        parent=Body.objects.get(code=row["parent"]) if "parent" in row else None,
        link=row.get("link", "below"),
        department=row.get("department", ""),
        visibility=row.get("visibility", "closed"),
        about=row.get("about", ""),
        basis=row.get("basis", ""),
        basis_on=row.get("basis_on"),
        basis_until=_to_come(row.get("basis_until"), shift),
        founded_on=row.get("founded"),
        founded_precision=row.get("founded_precision", "day"),
        is_public=True,
        is_demo=demo,
        source=_source(row["source"], sources),
    )
    for name in later:
        rename_body(
            body=body,
            actor=None,
            name=name["name"],
            short=name.get("short", ""),
            on=name["from"],
            precision=name.get("precision", "day"),
            reason=name.get("reason", ""),
        )
    for seat in row.get("seats", []):
        _seat(body, seat, _source(row["seats_source"], sources), shift)
    if "moved" in row:
        _move(body, row["moved"])
    if "ended" in row:
        end_body(body=body, actor=None, on=row["ended"], reason="Die Aufgabe ist erfüllt (Demo).")


def _seat(body: Body, row: dict[str, Any], source: str, shift: Shift) -> None:
    create_seat(
        body=body,
        actor=None,
        office=row["office"],
        role=row["role"],
        vote=row.get("vote", "unknown"),
        sector=row["sector"],
        organisation=_organisation(row.get("provider", "")),
        valid_to=_to_come(row.get("to"), shift),
        is_demo=body.is_demo,
        source=source,
    )


def _move(body: Body, row: dict[str, Any]) -> None:
    """It stands where it does since that day; before, it stood elsewhere."""
    parent, link = body.parent, body.link
    before = Body.objects.get(code=row["before"])
    change_body(body=body, actor=None, parent=before, link=row["link"])
    move_body(
        body=body,
        actor=None,
        on=row["since"],
        reason=row["reason"],
        parent=parent,
        link=link,
        is_public=True,
    )


def _organisation(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first() if code else None
