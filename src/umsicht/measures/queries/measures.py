"""Reads of measures. All need the scope of the tenant; what the portal may see is asked for in queries.public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.measures.enums import UNDER_WAY, MeasureState
from umsicht.measures.models import Goal, Measure, Milestone, Status
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

SORTS = {
    "titel": ("title",),
    "stand": ("state", "title"),
    "ende": ("ends_on", "title"),
    "beginn": ("starts_on", "title"),
    "zustaendig": ("lead__name", "lead_text", "title"),
}
ALL = Q()
SOON = dt.timedelta(days=183)
"""Half a year: so long before it ends somebody should see to new money."""


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything, unknown ones count as none."""

    text: str = ""
    state: str = ""
    field: str = ""
    district: str = ""
    lead: int | None = None
    overdue: bool = False
    sort: str = "titel"
    ids: tuple[int, ...] = ()
    """Measures that search found by the words, beside those whose title or summary holds them."""


def missed(day: dt.date) -> Q:
    """Goals whose day has passed without the target: below it, or above one that is to fall."""
    falls = Q(baseline__isnull=False, target__lt=F("baseline"))
    rises = Q(baseline__isnull=True) | Q(target__gte=F("baseline"))
    short = Q(actual__isnull=True) | falls & Q(actual__gt=F("target")) | rises & Q(actual__lt=F("target"))
    return Q(target_on__lt=day) & short


def late(day: dt.date) -> Q:
    """Measures under way that are past their end, or have a milestone or goal past its day."""
    milestones = Milestone.objects.filter(measure=OuterRef("pk"), done_on__isnull=True, due_on__lt=day)
    goals = Goal.objects.filter(missed(day), measure=OuterRef("pk"))
    return Q(state__in=UNDER_WAY) & (Q(ends_on__lt=day) | Exists(milestones) | Exists(goals))


def below(tenant: Tenant, code: str) -> set[str]:
    """A problem field and the fields below it."""
    words = catalogue(tenant).scheme(Scheme.PROBLEM_FIELD)
    return {code, *(entry.code for entry in words.values() if entry.parent == code)}


def holding(found: QuerySet[Measure], name: str, codes: Iterable[str]) -> QuerySet[Measure]:
    """Those whose list `name` holds one of the codes. Compared here, since SQLite can't look into JSON lists by index."""
    wanted = set(codes)
    rows = Measure.objects.order_by().values_list("pk", name)
    return found.filter(pk__in=[pk for pk, held in rows if wanted & set(held)])


def _worded(text: str, origins: Q) -> Q:
    words = Q()
    for word in text.split()[:5]:
        named = Q(origin_ref__icontains=word) & origins
        words &= Q(title__icontains=word) | Q(summary__icontains=word) | named
    return words


def narrowed(
    found: QuerySet[Measure], wanted: Wanted, tenant: Tenant, *, origins: Q = ALL
) -> QuerySet[Measure]:
    """The measures that fit, unsorted. `origins`: of which measures the number of their origin may be looked for."""
    if wanted.text:
        found = found.filter(_worded(wanted.text, origins) | Q(pk__in=wanted.ids))
    if wanted.state in MeasureState.values:
        found = found.filter(state=wanted.state)
    if wanted.field:
        found = holding(found, "problem_fields", below(tenant, wanted.field))
    if wanted.district:
        found = holding(found, "districts", {wanted.district})
    if wanted.lead is not None:
        found = found.filter(lead=wanted.lead)
    if wanted.overdue:
        found = found.filter(late(clock.today()))
    return found


def listing(wanted: Wanted, tenant: Tenant) -> QuerySet[Any]:
    """Measures of the desk's list, with `is_late` and how many milestones are done of how many."""
    found = narrowed(Measure.objects.all(), wanted, tenant).select_related("lead")
    found = found.annotate(
        is_late=late(clock.today()),
        milestones_all=Count("milestones"),
        milestones_done=Count("milestones", filter=Q(milestones__done_on__isnull=False)),
    )
    return found.order_by(*order_by(wanted.sort, SORTS, "titel"))


def board(wanted: Wanted, tenant: Tenant) -> dict[str, list[Any]]:
    """The same by state, every state named, each column by its next end."""
    found: dict[str, list[Any]] = {state: [] for state in MeasureState.values}
    for measure in listing(replace(wanted, sort="ende"), tenant):
        found[measure.state].append(measure)
    return found


def every() -> QuerySet[Measure]:
    """All measures of the tenant, also internal ones."""
    return Measure.objects.all()


def with_parts(found: QuerySet[Measure]) -> QuerySet[Measure]:
    """With everything that belongs to a measure; six more queries for all of them."""
    return found.select_related("lead", "tenant").prefetch_related(
        "goals", "milestones", "notes", "statuses", "partners__organisation"
    )


def measure_at_desk(pk: int) -> Measure:
    """One measure with its parts. Raises NotFound."""
    found = with_parts(Measure.objects.filter(pk=pk)).first()
    if found is None:
        raise NotFound
    return found


def part_at_desk(kind: type[Any], measure: Measure, pk: int) -> Any:
    """A goal, milestone, note or partner of this measure. Raises NotFound, also for another measure's."""
    found = kind.objects.select_related("measure", "tenant").filter(measure=measure, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def from_origin(ref: str) -> QuerySet[Measure]:
    """What became of a decision, motion or proposal: measures that name its number, by title."""
    return Measure.objects.filter(origin_ref=ref).order_by("title", "pk") if ref else Measure.objects.none()


def due_from(refs: Iterable[str], day: dt.date) -> list[Measure]:
    """Measures that came from these decisions and are late on that day: what their body will want to hear about."""
    found = Measure.objects.filter(late(day), origin_ref__in=list(refs))
    return list(found.distinct().order_by("title", "pk")[:20])


def leads() -> list[tuple[int, str]]:
    """Organisations that lead a measure, for a filter."""
    rows = Measure.objects.filter(lead__isnull=False).order_by("lead__name", "lead")
    return list(rows.values_list("lead", "lead__name").distinct())


def history(measure: Measure) -> list[Status]:
    """The states it was in, the first one first, without steps that were taken back."""
    return [row for row in measure.statuses.all() if not row.taken_back]


def lead_of(measure: Measure) -> str:
    return measure.lead.name if measure.lead is not None else measure.lead_text


def partners_of(measure: Measure) -> list[str]:
    return [str(partner) for partner in measure.partners.all()]


def pyramid(measure: Measure) -> list[tuple[int, Goal]]:
    """Goals from the top of the pyramid down, each with its depth; what serves a goal follows it."""
    goals, found = list(measure.goals.all()), []

    def walk(parent: int | None, depth: int) -> None:
        for goal in goals:
            if goal.parent_id == parent:
                found.append((depth, goal))
                walk(goal.pk, depth + 1)

    walk(None, 0)
    return found


def overdue_milestones(day: dt.date, of: Iterable[Measure] | None = None) -> QuerySet[Milestone]:
    """Open milestones past their day, of measures under way (all, or those given), the oldest first."""
    found = Milestone.objects.filter(done_on__isnull=True, due_on__lt=day, measure__state__in=UNDER_WAY)
    if of is not None:
        found = found.filter(measure__in=[measure.pk for measure in of])
    return found.select_related("measure").order_by("due_on", "pk")


def overdue_goals(day: dt.date, of: Iterable[Measure] | None = None) -> QuerySet[Goal]:
    """Goals past their day without the target, of measures under way (all, or those given), the oldest first."""
    found = Goal.objects.filter(missed(day), measure__state__in=UNDER_WAY)
    if of is not None:
        found = found.filter(measure__in=[measure.pk for measure in of])
    return found.select_related("measure").order_by("target_on", "pk")


def past_end(day: dt.date) -> QuerySet[Measure]:
    """Measures under way that should have ended, the oldest first."""
    return Measure.objects.filter(state__in=UNDER_WAY, ends_on__lt=day).order_by("ends_on", "pk")


def funding_ends(day: dt.date) -> QuerySet[Measure]:
    """Measures under way whose money ends within half a year or has ended, the earliest first."""
    found = Measure.objects.filter(state__in=UNDER_WAY, funded_until__lte=day + SOON)
    return found.order_by("funded_until", "pk")
