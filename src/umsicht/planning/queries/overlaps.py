"""Across the plans that were released to the office: who has several similar offers, who has none, which topics which classes get.

Two queries for any number of plans. The matrix may leave the house, so small numbers in it are not shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from umsicht.offers.enums import OfferState
from umsicht.planning.enums import NO_SCHOOL, Finding
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.planning.queries.plans import released
from umsicht.vocabulary.enums import Scheme, TermKind
from umsicht.vocabulary.queries.catalogue import Catalogue

SIMILAR_FROM = 3
"""So many offers on one problem field in one plan count as similar."""
SMALL = 3
"""Numbers of plans below this are not shown in the matrix."""


@dataclass(frozen=True)
class Summary:
    """One plan: its offers, how many deal with each topic, and the fields with SIMILAR_FROM offers or more."""

    plan: SchoolPlan
    titles: tuple[str, ...]
    topics: Counter[str]
    similar: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        if not self.titles:
            return Finding.EMPTY
        return Finding.SIMILAR if self.similar else Finding.BALANCED

    @property
    def cohort(self) -> tuple[str, int | None]:
        """Plans of the same kind of institution and grade can be compared."""
        return self.plan.institution, self.plan.grade


@dataclass(frozen=True)
class Wanted:
    """What the office looks at."""

    school_year: int
    institution: str = ""
    grade: int | None = None
    area_key: str = ""
    finding: str = ""


def summaries(wanted: Wanted) -> list[Summary]:
    """The released plans of the tenant in scope."""
    plans = released(school_year=wanted.school_year)
    if wanted.institution:
        plans = plans.filter(institution=wanted.institution)
    if wanted.grade is not None:
        plans = plans.filter(grade=wanted.grade)
    if wanted.area_key:
        plans = plans.filter(area_key=wanted.area_key)
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(plans):
        rows[row["plan_id"]].append(row)
    found = [_summary(plan, rows[plan.pk]) for plan in plans]
    return [item for item in found if not wanted.finding or item.finding == wanted.finding]


def _rows(plans: QuerySet[SchoolPlan]) -> Iterable[Any]:
    """Entries whose offer is public; what a provider took back is not counted."""
    rows: Iterable[Any] = (
        PlanEntry.objects.filter(plan__in=plans.order_by().values("pk"), offer__state=OfferState.PUBLISHED)
        .order_by("plan_id", "day", "pk")
        .values("plan_id", "offer__title", "offer__problem_fields", "offer__topics")
    )
    return rows


def _summary(plan: SchoolPlan, rows: Sequence[dict[str, Any]]) -> Summary:
    fields = Counter(code for row in rows for code in set(row["offer__problem_fields"] or ()))
    topics = fields + Counter(code for row in rows for code in set(row["offer__topics"] or ()))
    similar = tuple(code for code, count in fields.most_common() if count >= SIMILAR_FROM)
    return Summary(plan, tuple(row["offer__title"] for row in rows), topics, similar)


@dataclass(frozen=True)
class Contrast:
    """Classes of the same kind and grade, of which some get several similar offers and others none."""

    cohort: tuple[str, int | None]
    similar: list[Summary]
    empty: list[Summary]


def contrasts(found: Iterable[Summary]) -> list[Contrast]:
    by_cohort: dict[tuple[str, int | None], list[Summary]] = defaultdict(list)
    for item in found:
        by_cohort[item.cohort].append(item)
    made = [
        Contrast(
            cohort,
            [item for item in items if item.finding == Finding.SIMILAR],
            [item for item in items if item.finding == Finding.EMPTY],
        )
        for cohort, items in by_cohort.items()
    ]
    return [contrast for contrast in made if contrast.similar and contrast.empty]


@dataclass(frozen=True)
class Cell:
    """How many of `of` plans deal with a topic; `count` is None where the number is too small to be shown."""

    count: int | None
    of: int

    @property
    def heat(self) -> int:
        """0 (none) to 4 (all), by share."""
        return 0 if not self.count else min(4, 1 + (self.count * 4 - 1) // self.of)


@dataclass(frozen=True)
class Column:
    """A kind of class; `total` is None where there are too few plans to say anything."""

    group: tuple[str, int | None]  # institution and grade, as far as they tell kinds apart
    total: int | None


@dataclass(frozen=True)
class Matrix:
    columns: list[Column]
    rows: list[tuple[str, list[Cell]]]


BY_CLASS, BY_SCHOOL, BY_GRADE = "klasse", "schulart", "stufe"


def matrix(found: Sequence[Summary], words: Catalogue, *, by: str = BY_CLASS) -> Matrix:
    """Topics down, kinds of classes across. Below SMALL plans a kind is named without numbers."""
    groups: dict[tuple[str, int | None], list[Summary]] = defaultdict(list)
    for item in sorted(found, key=lambda item: _order(item.plan, words)):
        groups[_group(item.plan, by)].append(item)
    columns = [Column(group, _shown(len(items))) for group, items in groups.items()]
    rows = [
        (words.label(scheme, entry.code), [_cell(items, entry.code) for items in groups.values()])
        for scheme in (Scheme.PROBLEM_FIELD, Scheme.TOPIC)
        for entry in words.current(scheme)
        if entry.kind != TermKind.THEME
    ]
    return Matrix(columns, rows if groups else [])


def _order(plan: SchoolPlan, words: Catalogue) -> tuple[int, int]:
    known = [*words.scheme(Scheme.SCHOOL_TYPE), *NO_SCHOOL]
    return known.index(plan.institution) if plan.institution in known else len(known), plan.grade or 0


def _group(plan: SchoolPlan, by: str) -> tuple[str, int | None]:
    if by == BY_SCHOOL:
        return plan.institution, None
    return ("", plan.grade) if by == BY_GRADE else (plan.institution, plan.grade)


def _shown(count: int) -> int | None:
    return count if count >= SMALL else None


def _cell(items: Sequence[Summary], code: str) -> Cell:
    """Nothing for too few plans. Zero may be shown: that a topic is missing says nothing about a single class."""
    if len(items) < SMALL:
        return Cell(None, len(items))
    count = sum(bool(item.topics[code]) for item in items)
    return Cell(count if count == 0 or count >= SMALL else None, len(items))
