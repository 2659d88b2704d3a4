"""Sets the flags that keep small numbers from being shown; see suppression.py for the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from umsicht.core import journal, memory
from umsicht.core.errors import NotAllowed
from umsicht.situation.models import Indicator, Observation, Region
from umsicht.situation.suppression import Bound, Cell, Line, hidden
from umsicht.tenancy.domain.content import bump_everywhere
from umsicht.tenancy.queries.tenants import state_office

Family = dict[str, tuple[list[str], list[str]]]
"""Indicator key → (keys that add up to it, keys that lie in it)."""


@dataclass(frozen=True, slots=True)
class Count:
    """A current observation as the rule sees it. `region` and `state` are codes; a state's own figures have both alike."""

    pk: int
    key: str
    region: str
    cases: int
    cleared: int | None
    hides_cases: bool
    hides_cleared: bool


def family() -> Family:
    return {row.key: (row.parts, row.contains) for row in Indicator.objects.all()}


def flags(counts: Sequence[Count], related: Family, *, limit: int) -> dict[int, tuple[bool, bool]]:
    """(cases hidden, cleared hidden) by observation, for one state and year with all that is public of them."""
    by_cell: dict[Cell, Count] = {(count.key, count.region): count for count in counts}
    cases: dict[Cell, int] = {cell: count.cases for cell, count in by_cell.items()}
    no_cases = hidden(cases, *_bound(cases, related), limit=limit)
    cleared = {cell: count.cleared for cell, count in by_cell.items() if count.cleared is not None}
    # Where cases are hidden the cleared ones would say how many they are at least, and the share both.
    no_cleared = hidden(cleared, *_bound(cleared, related), limit=limit, also=no_cases)
    return {
        count.pk: (cell in no_cases, cell in no_cleared or cell in no_cases)
        for cell, count in by_cell.items()
    }


def _bound(counts: Mapping[Cell, int], related: Family) -> tuple[list[Line], list[Bound]]:
    """What binds the cells: state and districts per key, groups and parts per region. Incomplete lines bind nothing."""
    regions: dict[str, list[str]] = defaultdict(list)
    for key, region in counts:
        regions[key].append(region)
    lines: list[Line] = []
    for key, codes in regions.items():
        states = [code for code in codes if len(code) == 2]
        parts: tuple[Cell, ...] = tuple((key, code) for code in codes if len(code) > 2)
        if states and parts:
            lines.append(Line((key, states[0]), parts))
    bounds: list[Bound] = []
    for key, region in counts:
        exact, inside = related.get(key, ([], []))
        adding: tuple[Cell, ...] = tuple((part, region) for part in exact)
        if adding and all(cell in counts for cell in adding):
            lines.append(Line((key, region), adding))
        within: tuple[Cell, ...] = tuple((part, region) for part in inside if (part, region) in counts)
        if within:
            bounds.append(Bound((key, region), within))
    return lines, bounds


def protect(state: Region, years: Iterable[int], *, related: Family | None = None) -> int:
    """Renew the flags of a state's current observations; returns how many changed. In the caller's transaction."""
    related = related if related is not None else family()
    changed = 0
    for year in years:
        counts = _counts(state, year)
        wanted = flags(counts, related, limit=settings.SMALL_CELL)
        groups: dict[tuple[bool, bool], list[int]] = defaultdict(list)
        for count in counts:
            if wanted[count.pk] != (count.hides_cases, count.hides_cleared):
                groups[wanted[count.pk]].append(count.pk)
        for (no_cases, no_cleared), keys in groups.items():
            for start in range(0, len(keys), 500):
                chosen = Observation.objects.filter(pk__in=keys[start : start + 500])
                changed += chosen.update(hides_cases=no_cases, hides_cleared=no_cleared)
    return changed


def _counts(state: Region, year: int) -> list[Count]:
    rows = Observation.objects.filter(year=year, is_current=True)
    rows = rows.filter(region__parent=state) | rows.filter(region=state)
    columns = ("pk", "indicator__key", "region__code", "cases", "cleared", "hides_cases", "hides_cleared")
    return [Count(*row) for row in rows.order_by("pk").values_list(*columns)]


@transaction.atomic
def protect_everything(*, actor: Any = None) -> int:
    """All states and years anew, after SMALL_CELL was changed."""
    if actor is not None and not actor.has_perm("situation.crime.import", state_office()):
        raise NotAllowed
    related, changed = family(), 0
    found = Observation.objects.filter(is_current=True, region__parent__isnull=False)
    pairs = sorted(set(found.order_by().values_list("region__parent_id", "year")))
    states = Region.objects.in_bulk([state for state, _year in pairs])
    for state, year in pairs:
        changed += protect(states[state], [year], related=related)
    if changed:
        journal.record("situation.protection.renew", state_office(), actor=actor, after={"changed": changed})
        bump_everywhere()
        memory.distrust()
        transaction.on_commit(memory.forget)
    return changed
