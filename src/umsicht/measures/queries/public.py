"""What the portal may say of measures: only those shown on it, in a town that takes part. Counts follow the same rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When

from umsicht.core.errors import NotFound
from umsicht.council.queries.visibility import public_decisions
from umsicht.measures.enums import MeasureState, OriginKind
from umsicht.measures.models import Measure, Note, Partner
from umsicht.measures.queries.measures import Wanted, narrowed
from umsicht.tenancy.models import Tenant

PUBLIC = Q(is_public=True, tenant__is_active=True)
NAMED = Q(organisation__is_public=True) | Q(organisation__closed_on__isnull=False)
"""Organisations that the portal names: public ones, and those that took part and are closed now."""
ORDER = (
    MeasureState.DELAYED,
    MeasureState.RUNNING,
    MeasureState.PLANNED,
    MeasureState.PROPOSED,
    MeasureState.COMPLETED,
    MeasureState.STOPPED,
)
"""What somebody can still look at and ask about comes first."""


def shown() -> QuerySet[Measure]:
    return Measure.objects.filter(PUBLIC)


def _fitting(wanted: Wanted, tenant: Tenant) -> QuerySet[Measure]:
    """The number of a closed decision finds nothing: that would tell what came of it."""
    known = public_decisions().order_by().values("number")
    origins = ~Q(origin_kind=OriginKind.DECISION) | Q(origin_ref__in=known)
    return narrowed(shown(), wanted, tenant, origins=origins)


def tracker(wanted: Wanted, tenant: Tenant) -> QuerySet[Measure]:
    """The public measures that fit, those under way first."""
    place = Case(*(When(state=state, then=Value(number)) for number, state in enumerate(ORDER)))
    plain = replace(wanted, lead=None, overdue=False)
    found = _fitting(plain, tenant).select_related("lead", "tenant")
    return found.order_by(place, "title", "pk")


def counts(wanted: Wanted, tenant: Tenant) -> dict[str, int]:
    """How many public measures are in each state, whatever state is asked for."""
    states = _fitting(replace(wanted, state=""), tenant).order_by().values_list("state", flat=True)
    return dict(Counter(states))


def used() -> tuple[Counter[str], Counter[str]]:
    """How many public measures each problem field and each district has."""
    fields: Counter[str] = Counter()
    districts: Counter[str] = Counter()
    for held, places in shown().order_by().values_list("problem_fields", "districts"):
        fields.update(held)
        districts.update(places)
    return fields, districts


def with_public_parts(found: QuerySet[Measure]) -> list[Measure]:
    """With everything that belongs to them; organisations that are not public are not named."""
    named = Q(organisation__isnull=True) | NAMED
    partners = Partner.objects.filter(named).select_related("organisation")
    whole = found.select_related("lead", "tenant").prefetch_related(
        "goals", "milestones", "notes", "statuses", Prefetch("partners", queryset=partners)
    )
    return without_closed_origins([without_hidden_lead(measure) for measure in whole])


def without_closed_origins(found: list[Measure]) -> list[Measure]:
    """The same records, in memory, without number and words of a decision that is not public; one query."""
    decided = {measure.origin_ref for measure in found if measure.origin_kind == OriginKind.DECISION}
    known = set(public_decisions().filter(number__in=decided - {""}).values_list("number", flat=True))
    for measure in found:
        if measure.origin_kind == OriginKind.DECISION and measure.origin_ref not in known:
            measure.origin_ref = measure.origin_text = ""
    return found


def without_hidden_lead(measure: Measure) -> Measure:
    """The same record, in memory, without naming an organisation that is not public."""
    lead = measure.lead
    if lead is not None and not lead.is_public and lead.closed_on is None:
        measure.lead = None
    return measure


def public_measure(code: str) -> Measure:
    """One measure of the portal with its public parts. Raises NotFound, also for an internal one."""
    found = with_public_parts(shown().filter(code=code))
    if not found:
        raise NotFound
    return found[0]


def from_origins(refs: Iterable[str]) -> dict[str, list[Measure]]:
    """What became of decisions, motions or proposals: public measures that name their numbers, by title; one query."""
    found: dict[str, list[Measure]] = {}
    for measure in shown().filter(origin_ref__in=[ref for ref in refs if ref]).order_by("title", "pk"):
        found.setdefault(measure.origin_ref, []).append(measure)
    return found


def public_notes(measure: Measure) -> list[Note]:
    return [note for note in measure.notes.all() if note.is_public]
