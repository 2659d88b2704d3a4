"""Rows of the matrix and records of its world, one module per area of the house."""

from __future__ import annotations

from typing import Any

from tests.architecture.areas import (
    council,
    demand,
    directory,
    enquiries,
    exchange,
    fieldwork,
    measures,
    meetings,
    needs,
    offers,
    oparl,
    papers,
    planning,
    reporting,
    situation,
    upkeep,
    work,
)
from tests.architecture.rows import Row
from umsicht.accounts.models import User
from umsicht.tenancy.models import Tenant

_AREAS = (
    council, meetings, demand, directory, enquiries, exchange, fieldwork, measures, needs, offers, oparl, papers, planning,
    reporting, situation, upkeep, work,
)  # fmt: skip

ROWS: list[Row] = [row for area in _AREAS for row in area.ROWS]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """Ids of what the areas' addresses ask for; `ids` holds those that exist already. Called in the scope of `own`."""
    found = dict(ids)
    for area in _AREAS:
        found |= area.records(own, people, found)
    return found
