"""The demo's own survey of pupils, in two waves; each wave's table goes the way that an office's would."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django_scopes import scope

from umsicht.core.intake import Report
from umsicht.situation.domain.survey_files import import_results
from umsicht.situation.domain.surveys import create_survey
from umsicht.situation.models import Survey
from umsicht.tenancy.models import Tenant

FOLDER = Path(__file__).resolve().parent / "data" / "umfragen"


class BadDemo(Exception):
    """A row of the demo's own table that the reader refuses."""


def fill(tenant: Tenant) -> int:
    """How many shares are new or changed."""
    listed = yaml.safe_load((FOLDER / "befragungen.yaml").read_text(encoding="utf-8"))["surveys"]
    return sum(_wave(tenant, row) for row in listed)


def _wave(tenant: Tenant, row: dict[str, Any]) -> int:
    with scope(tenant=tenant):
        if not Survey.objects.filter(code=row["code"]).exists():
            values = row | {"design_effect": Decimal(row["design_effect"])}
            create_survey(tenant=tenant, actor=None, is_public=True, is_demo=True, **values)
    path = FOLDER / f"{row['code'].replace('-', '_')}.csv"
    report: Report = import_results(path=path, town=tenant.slug, code=row["code"], actor=None, strict=True)
    if report.refused:
        raise BadDemo(str(report.refused[0]))
    return report.created + report.changed
