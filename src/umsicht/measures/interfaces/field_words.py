"""Problem fields in words: the list as themes with their fields, decisions as sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from umsicht.council.values import day_text
from umsicht.measures.models import FieldDecision, Measure, Priority
from umsicht.measures.queries import fields as queries
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Entry, catalogue


@dataclass(frozen=True)
class Branch:
    """A theme or field with what is known of it. `measures` counts those that name the field itself."""

    entry: Entry
    label: str
    priority: Priority | None
    decisions: tuple[str, ...]
    measures: int
    children: tuple[Branch, ...] = ()


def branches(tenant: Tenant, day: dt.date, found: QuerySet[Measure]) -> list[Branch]:
    """The current fields as they stand in the list; three queries, however many there are."""
    words = catalogue(tenant)
    ranks, decided, counted = (
        queries.priorities_on(day),
        queries.decisions(),
        queries.measures_per_field(found),
    )

    def branch(entry: Entry) -> Branch:
        return Branch(
            entry=entry,
            label=entry.label("de", context=True),
            priority=ranks.get(entry.code),
            decisions=tuple(decision_text(row) for row in decided.get(entry.code, ())),
            measures=counted.get(entry.code, 0),
            children=tuple(branch(child) for child in words.children(Scheme.PROBLEM_FIELD, entry.code)),
        )

    return [branch(entry) for entry in words.children(Scheme.PROBLEM_FIELD)]


def decision_text(row: FieldDecision) -> str:
    """ "BA-002/2019 (added, 30.01.2019)"; a day that is not known is left out."""
    what = ", ".join(part for part in (str(row.get_step_display()), day_text(row.on, row.precision)) if part)
    return _("%(decision)s (%(what)s)") % {"decision": row.decision_ref, "what": what}


def period(row: Priority) -> str:
    return f"{day_text(row.starts_on)} – {day_text(row.ends_on) or _('open')}"
