"""`umsicht import umfrage`: results of a survey from CSV, or the national surveys from their list (YAML)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.situation.domain.survey_results import take_results
from umsicht.situation.domain.surveys import change_survey, create_survey
from umsicht.situation.models import Survey
from umsicht.situation.reading import national, results
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import by_slug, state_office

NATIONAL = Path(__file__).resolve().parents[1] / "data" / "umfragen" / "umfragen.yaml"
_NO_FIELDS = frozenset({"code", "datei", "form", "weitere"})


def import_results(
    *, path: Path, town: str, code: str, actor: Any, dry_run: bool = False, strict: bool = False
) -> Report:
    """Results for a survey that was entered before. Raises BadInput for an unknown town or survey, or a file of another kind."""
    tenant = by_slug(town)
    if tenant is None:
        raise BadInput(_("No municipality has the address %(slug)s.") % {"slug": town})
    with scope(tenant=tenant):
        survey = Survey.objects.select_related("tenant").filter(code=code).first()
        if survey is None:
            known = ", ".join(Survey.objects.values_list("code", flat=True)) or "–"
            message = _("No survey has the address %(code)s. There are: %(known)s.")
            raise BadInput(message % {"code": code, "known": known})
        report = Report()
        try:
            rows = results.read(path.read_bytes(), report)
        except OSError as error:
            raise BadInput(_("The file can't be read.")) from error
        return take_results(
            survey=survey, actor=actor, rows=rows, report=report, dry_run=dry_run, strict=strict
        )


def import_national(path: Path = NATIONAL, *, actor: Any, dry_run: bool = False) -> Report:
    """All surveys of the list, with their results, as the state office's; a dry run takes everything back."""
    total, office = Report(dry_run=dry_run), state_office()
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))["befragungen"]
    with scope(tenant=office), transaction.atomic():
        for row in listed:
            _one(office, row, path.parent, actor, total)
        if dry_run:
            transaction.set_rollback(True)
    total.written = not dry_run
    return total


def _one(office: Tenant, row: dict[str, Any], folder: Path, actor: Any, total: Report) -> None:
    values = {name: value for name, value in row.items() if name not in _NO_FIELDS} | {"is_public": True}
    survey = Survey.objects.select_related("tenant").filter(code=row["code"]).first()
    if survey is None:
        survey = create_survey(tenant=office, actor=actor, code=row["code"], **values)
    else:
        change_survey(survey=survey, actor=actor, **values)
    rows = []
    for part in (row, *row.get("weitere", [])):
        rows += national.read(folder / part["datei"], part["form"], row["year"])
    report = take_results(survey=survey, actor=actor, rows=rows, report=Report())
    total.created += report.created
    total.changed += report.changed
    total.unchanged += report.unchanged
    total.refused += report.refused
