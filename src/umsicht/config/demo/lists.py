"""Papers, meetings and bodies of a real council, read by the OParl import into the sandbox: a long list to search in."""

from __future__ import annotations

from pathlib import Path

from django_scopes import scope

from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.council.domain.imports import import_council
from umsicht.council.interfaces import oparl_list
from umsicht.tenancy.models import Tenant

FOLDER = Path(__file__).resolve().parent / "data" / "rat"
PAPERS = "https://web1.karlsruhe.de/oparl/bodies/0001/papers/vo/"
NO_TITLE, TWICE, UNKNOWN_BODY = 268, 1, 3
"""Rows of the real lists that have to be refused."""


def fill(tenant: Tenant, *, quick: bool) -> int:
    """How many records were made or changed. `quick` leaves the long table of papers out."""
    report = Report()
    council = oparl_list.read(FOLDER, report, base=PAPERS, tables=not quick)
    with scope(tenant=tenant):
        import_council(
            tenant=tenant,
            actor=None,
            council=council,
            report=report,
            source="Stadt Karlsruhe, OParl 1.1",
            under="Karlsruhe (Übungsumgebung)",
        )
    expected = UNKNOWN_BODY if quick else NO_TITLE + TWICE + UNKNOWN_BODY
    if len(report.refused) != expected:
        raise BadInput("\n".join(str(refusal) for refusal in report.refused[:20]))
    return report.created + report.changed
