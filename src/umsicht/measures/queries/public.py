"""What the portal may say of measures: only those shown on it, in a town that takes part. Counts follow the same rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from django.db.models import Case, Q, QuerySet, Value, When

from umsicht.core.errors import NotFound
from umsicht.measures.enums import MeasureState
from umsicht.measures.models import Measure, Note
from umsicht.measures.queries.measures import Wanted, narrowed, with_parts
from umsicht.tenancy.models import Tenant

PUBLIC = Q(is_public=True, tenant__is_active=True)
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


def tracker(wanted: Wanted, tenant: Tenant) -> QuerySet[Measure]:
    """The public measures that fit, those under way first."""
    place = Case(*(When(state=state, then=Value(number)) for number, state in enumerate(ORDER)))
    plain = replace(wanted, lead=None, overdue=False)
    found = narrowed(shown(), plain, tenant).select_related("lead", "tenant")
    return found.order_by(place, "title", "pk")


def counts(wanted: Wanted, tenant: Tenant) -> dict[str, int]:
    """How many public measures are in each state, whatever state is asked for."""
    states = narrowed(shown(), replace(wanted, state=""), tenant).order_by().values_list("state", flat=True)
    return dict(Counter(states))


def used() -> tuple[Counter[str], Counter[str]]:
    """How many public measures each problem field and each district has."""
    fields: Counter[str] = Counter()
    districts: Counter[str] = Counter()
    for held, places in shown().order_by().values_list("problem_fields", "districts"):
        fields.update(held)
        districts.update(places)
    return fields, districts


def public_measure(code: str) -> Measure:
    """One measure of the portal with its parts. Raises NotFound, also for an internal one."""
    found = with_parts(shown().filter(code=code)).first()
    if found is None:
        raise NotFound
    return found


def public_notes(measure: Measure) -> list[Note]:
    return [note for note in measure.notes.all() if note.is_public]
