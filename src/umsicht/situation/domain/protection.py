"""Sets the flags that keep small numbers from being shown; see suppression.py for the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from umsicht.core import journal, memory
from umsicht.core.errors import NotAllowed
from umsicht.situation.inference import Cell
from umsicht.situation.models import Indicator, Observation, Region
from umsicht.situation.suppression import Bound, Line, hidden
from umsicht.tenancy.domain.content import bump_everywhere
from umsicht.tenancy.queries.tenants import state_office


@dataclass(frozen=True, slots=True)
class Kin:
    """Keys that stand in an indicator: `parts` add up to it, `contains` lie in it, `nearly` leave hardly a remainder.

    `nearly` holds key → years in which that key lies elsewhere.
    """

    parts: Sequence[str] = ()
    contains: Sequence[str] = ()
    nearly: Mapping[str, Sequence[int]] = field(default_factory=dict)


Family = dict[str, Kin]
Hidden = tuple[Collection[Cell], Collection[Cell]]
"""Cells whose cases and whose cleared cases are not shown."""


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
    return {
        row.key: Kin(row.parts, row.contains, {one["key"]: one["except"] for one in row.nearly})
        for row in Indicator.objects.all()
    }


def flags(
    counts: Sequence[Count], related: Family, *, year: int, limit: int, before: Hidden = ((), ())
) -> dict[int, tuple[bool, bool]]:
    """(cases hidden, cleared hidden) by observation, for one state and year with all that is public of them.

    `before` stays hidden: who has the former table would work out the count beside it by what is shown now.
    """
    by_cell: dict[Cell, Count] = {(count.key, count.region): count for count in counts}
    cases = {cell: count.cases for cell, count in by_cell.items()}
    no_cases = hidden(cases, *_bound(cases, related, year), limit=limit, also=before[0])
    cleared = {cell: count.cleared for cell, count in by_cell.items() if count.cleared is not None}
    # Where cases are hidden the cleared ones would say how many they are at least, and the share both.
    no_cleared = hidden(cleared, *_bound(cleared, related, year), limit=limit, also=no_cases.union(before[1]))
    return {
        count.pk: (cell in no_cases, cell in no_cleared or cell in no_cases)
        for cell, count in by_cell.items()
    }


def _bound(counts: Mapping[Cell, int], related: Family, year: int) -> tuple[list[Line], list[Bound]]:
    """What binds the cells: state and districts per key, groups and parts per region. Incomplete lines bind nothing."""
    lines, bounds = _sums(counts), []
    for key, region in counts:
        kin = related.get(key, Kin())
        adding: tuple[Cell, ...] = tuple((part, region) for part in kin.parts)
        if adding and all(cell in counts for cell in adding):
            lines.append(Line((key, region), adding))
        within: tuple[Cell, ...] = tuple((part, region) for part in kin.contains if (part, region) in counts)
        if within:
            bounds.append(Bound((key, region), within))
        # The remainder is mostly 0, so it counts as known, as if these parts added up.
        nearly: tuple[Cell, ...] = tuple(
            (part, region)
            for part, elsewhere in kin.nearly.items()
            if (part, region) in counts and year not in elsewhere
        )
        if nearly:
            lines.append(Line((key, region), nearly))
    return lines, bounds


def _sums(counts: Iterable[Cell]) -> list[Line]:
    """State and districts per key."""
    regions: dict[str, list[str]] = defaultdict(list)
    for key, region in counts:
        regions[key].append(region)
    lines = []
    for key, codes in regions.items():
        states = [code for code in codes if len(code) == 2]
        parts: tuple[Cell, ...] = tuple((key, code) for code in codes if len(code) > 2)
        if states and parts:
            lines.append(Line((key, states[0]), parts))
    return lines


def protect(state: Region, years: Iterable[int], *, related: Family | None = None, anew: bool = False) -> int:
    """Renew the flags of a state's current observations; returns how many changed. In the caller's transaction.

    What was hidden of a year in any version stays hidden, unless `anew`.
    """
    related = related if related is not None else family()
    changed = 0
    for year in years:
        counts = _counts(state, year)
        before = ((), ()) if anew else _before(state, year)
        wanted = flags(counts, related, year=year, limit=settings.SMALL_CELL, before=before)
        groups: dict[tuple[bool, bool], list[int]] = defaultdict(list)
        for count in counts:
            if wanted[count.pk] != (count.hides_cases, count.hides_cleared):
                groups[wanted[count.pk]].append(count.pk)
        for (no_cases, no_cleared), keys in groups.items():
            for start in range(0, len(keys), 500):
                chosen = Observation.objects.filter(pk__in=keys[start : start + 500])
                changed += chosen.update(hides_cases=no_cases, hides_cleared=no_cleared)
    return changed


def _of(state: Region, year: int) -> QuerySet[Observation]:
    """Of the state and its districts, former versions too."""
    return Observation.objects.filter(Q(region__parent=state) | Q(region=state), year=year)


def _before(state: Region, year: int) -> Hidden:
    """What is hidden now, and what was when former versions were shown: they keep their flags."""
    rows = _of(state, year).filter(hides_cleared=True).order_by()
    found = list(rows.values_list("indicator__key", "region__code", "hides_cases"))
    return {(key, code) for key, code, cases in found if cases}, {(key, code) for key, code, _cases in found}


def _counts(state: Region, year: int) -> list[Count]:
    rows = _of(state, year).filter(is_current=True)
    columns = ("pk", "indicator__key", "region__code", "cases", "cleared", "hides_cases", "hides_cleared")
    return [Count(*row) for row in rows.order_by("pk").values_list(*columns)]


@transaction.atomic
def protect_everything(*, actor: Any = None, anew: bool = False) -> int:
    """All states and years, after SMALL_CELL or the catalogue was changed.

    `anew` shows again what a lower limit allows; otherwise nothing that was hidden is.
    """
    if actor is not None and not actor.has_perm("situation.crime.import", state_office()):
        raise NotAllowed
    related, changed = family(), 0
    found = Observation.objects.filter(is_current=True, region__parent__isnull=False)
    pairs = sorted(set(found.order_by().values_list("region__parent_id", "year")))
    states = Region.objects.in_bulk([state for state, _year in pairs])
    for state, year in pairs:
        changed += protect(states[state], [year], related=related, anew=anew)
    if changed:
        journal.record("situation.protection.renew", state_office(), actor=actor, after={"changed": changed})
        bump_everywhere()
        memory.distrust()
        transaction.on_commit(memory.forget)
    return changed
