"""Which topics and levels a plan covers, and what is missing although there is something for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from umsicht.offers.interfaces import search_index as names
from umsicht.planning.enums import Cover
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.reading import Item
from umsicht.search import Request, search
from umsicht.vocabulary.enums import Scheme, TermKind
from umsicht.vocabulary.queries.catalogue import Catalogue

WELL = 2


@dataclass(frozen=True)
class Covered:
    """A topic: how many entries deal with it, and how many offers of the town would fit (None: not known)."""

    scheme: str
    code: str
    label: str
    entries: int
    offers: int | None

    @property
    def cover(self) -> Cover:
        if self.entries >= WELL:
            return Cover.WELL
        return Cover.ONCE if self.entries else Cover.MISSING


@dataclass(frozen=True)
class Coverage:
    topics: list[Covered]
    levels: list[tuple[str, int]]

    def of(self, cover: Cover) -> list[Covered]:
        return [topic for topic in self.topics if topic.cover == cover]

    @property
    def well(self) -> list[Covered]:
        return self.of(Cover.WELL)

    @property
    def once(self) -> list[Covered]:
        return self.of(Cover.ONCE)

    @property
    def missing(self) -> list[Covered]:
        """Only what the town has offers for: nobody can plan what does not exist."""
        return [topic for topic in self.of(Cover.MISSING) if topic.offers]


def coverage(plan: SchoolPlan, items: Iterable[Item], words: Catalogue) -> Coverage:
    """Problem fields and further topics in the vocabulary's order. No query: offers are counted by the index."""
    offers = [item.offer for item in items if item.offer is not None]
    counted = Counter(code for offer in offers for code in {*offer.problem_fields, *offer.topics})
    levels = Counter(offer.level for offer in offers if offer.level)
    there = fitting_offers(plan)
    topics = [
        Covered(
            scheme,
            entry.code,
            words.label(scheme, entry.code),
            counted[entry.code],
            there.get(entry.code, 0) if there is not None else None,
        )
        for scheme in (Scheme.PROBLEM_FIELD, Scheme.TOPIC)
        for entry in words.current(scheme)
        if entry.kind != TermKind.THEME
    ]
    return Coverage(
        topics, [(label, levels[code]) for code, label in words.labels(Scheme.LEVEL).items() if code]
    )


def fitting_offers(plan: SchoolPlan) -> dict[str, int] | None:
    """Published offers of the town per topic for its grade; None without an index."""
    filters: dict[str, list[str]] = {}
    if plan.grade is not None:
        filters[names.GRADE] = [str(plan.grade)]
    result = search(
        Request(
            names.OFFER,
            tenants={plan.tenant_id},
            filters=filters,
            limit=0,
            facets=(names.PROBLEM_FIELD, names.TOPIC),
        )
    )
    if result.degraded:
        return None
    return {**result.facets.get(names.PROBLEM_FIELD, {}), **result.facets.get(names.TOPIC, {})}
