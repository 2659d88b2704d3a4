"""National surveys, the demo's own, and needs of the demo from data/content/needs.yaml. What is there already stays as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django_scopes import scope

from umsicht.config.demo import surveys
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.places.queries.atlas import atlas
from umsicht.situation.domain.needs import add_evidence, confirm_need, create_need
from umsicht.situation.domain.survey_files import import_national
from umsicht.situation.models import Need
from umsicht.tenancy.models import Tenant

FILE = Path(__file__).resolve().parent / "data" / "content" / "needs.yaml"
_PLAIN = ("title", "what", "problem_field", "audiences", "factor", "weight", "weight_reason", "confidence")


def load() -> int:
    """How many shares are new or changed, and how many needs were made."""
    report = import_national(actor=None)
    town = Tenant.objects.select_related("parent").get(slug="chemnitz")
    return report.created + report.changed + surveys.fill(town) + fill(town)


def fill(tenant: Tenant) -> int:
    """How many needs were made."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    made = 0
    with scope(tenant=tenant):
        for row in content["needs"]:
            if not Need.objects.filter(code=row["code"]).exists():
                _make(tenant, row, content["source"])
                made += 1
    return made


def _ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


def _make(tenant: Tenant, row: dict[str, Any], source: str) -> None:
    """Noted, with what it rests on, and as far on as the file says."""
    keys = {place.name: place.key for place in atlas(tenant).districts}
    need = create_need(
        tenant=tenant,
        actor=None,
        code=row["code"],
        areas=[keys[name] for name in row.get("areas", []) if name in keys],
        noted_on=_ago(row["days_ago"]),
        is_public=bool(row.get("public")),
        is_demo=True,
        source=source,
        **{name: row[name] for name in _PLAIN if name in row},
    )
    for proof in row["evidence"]:
        values = {name: value for name, value in proof.items() if name != "days_ago"}
        add_evidence(need=need, actor=None, on=_ago(proof["days_ago"]), **values)
    if said := row.get("confirmed"):
        confirm_need(need=need, actor=None, body=said["body"], on=_ago(said["days_ago"]))
    if reason := row.get("met"):
        apply(need, "meet", actor=None, reason=reason)
