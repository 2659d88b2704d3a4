"""The reference data in memory: a few hundred rows that every page of figures needs, kept under the state's content version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from umsicht.core.memory import Memory
from umsicht.situation.enums import RegionKind
from umsicht.situation.models import Break, Indicator, Region
from umsicht.tenancy.queries.tenants import state_office


@dataclass(frozen=True)
class Reference:
    """Indicators with their dataset in the order shown, regions by code, breaks."""

    indicators: tuple[Indicator, ...]
    regions: dict[str, Region]
    breaks: tuple[Break, ...]

    def by_code(self, code: str) -> Indicator | None:
        return next((row for row in self.indicators if row.code == code), None)

    def by_slug(self, slug: str) -> Indicator | None:
        return next((row for row in self.indicators if row.slug == slug), None)

    def by_key(self, key: str) -> Indicator | None:
        return next((row for row in self.indicators if row.key == key), None)

    def breaks_of(self, indicator: Indicator, region: Region | None, measures: Iterable[str]) -> list[Break]:
        """Those that concern these figures, by year; without a region none that concern one alone."""
        wanted = {"", *measures}
        region_id = region.pk if region is not None else None
        return [
            row
            for row in self.breaks
            if row.dataset_id == indicator.dataset_id
            and row.indicator_id in {None, indicator.pk}
            and row.region_id in {None, region_id}
            and row.measure in wanted
        ]

    def districts_of(self, state: Region, year: int | None = None) -> list[Region]:
        """Districts and cities of a state, by code; with a year those that were in force then."""
        return [
            row
            for row in self.regions.values()
            if row.parent_id == state.pk
            and row.kind != RegionKind.STATE
            and (year is None or (row.first_year <= year and (row.last_year or year) >= year))
        ]


_held: Memory[Reference] = Memory(2)


def reference() -> Reference:
    """Three queries once per content version, none after that."""
    version = state_office().content_version
    held = _held.get("reference", version)
    if held is not None:
        return held
    made = Reference(
        tuple(Indicator.objects.select_related("dataset")),
        {row.code: row for row in Region.objects.order_by("code")},
        tuple(Break.objects.all()),
    )
    return _held.keep("reference", version, made)
