"""The page "in figures": what a municipality's records add up to, each figure with definition, day, source and record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from umsicht.core.evidence import Ask, Record, Value
from umsicht.core.memory import Memory
from umsicht.core.procedures import Text
from umsicht.reporting.evidence import providers
from umsicht.tenancy.models import Tenant

ASKED = (
    "council.meetings", "measures.measures", "fieldwork.patrols", "fieldwork.inspections", "offers.offers",
    "directory.network", "situation.crime", "overview.towns",
)  # fmt: skip
YEAR = dt.timedelta(days=364)
_held: Memory[list[Group]] = Memory(200)


@dataclass(frozen=True)
class Group:
    """Figures of one witness, with the sentence they stand in and a record that shows them."""

    label: Text
    text: str
    values: tuple[Value, ...]
    record: Record
    is_demo: bool


def in_figures(tenant: Tenant, today: dt.date) -> list[Group]:
    """Of the last twelve months, from public records; kept per content version and day. In the scope of the tenant."""
    version = (tenant.content_version, today)
    held = _held.get(tenant.pk, version)
    if held is not None:
        return held
    ask = Ask(tenant, today - YEAR, today, today, public=True)
    found = [
        Group(providers()[code].label, one.text, one.values, one.records[0], one.is_demo)
        for code in ASKED
        for one in providers()[code].gather(ask)
        if one.values
    ]
    return _held.keep(tenant.pk, version, found)
