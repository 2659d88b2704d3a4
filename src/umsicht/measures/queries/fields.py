"""Reads of problem fields: priorities of a day, decisions, and the thread of one field. All need the tenant's scope."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Q, QuerySet

from umsicht.core.errors import NotFound
from umsicht.measures.models import FieldDecision, Measure, Priority
from umsicht.measures.queries.measures import below, holding
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Entry, catalogue


def entry_of(tenant: Tenant, code: str) -> Entry:
    """The field in the vocabulary, also one that ended. Raises NotFound."""
    found = catalogue(tenant).get(Scheme.PROBLEM_FIELD, code)
    if found is None:
        raise NotFound
    return found


def priorities_on(day: dt.date) -> dict[str, Priority]:
    """Field → the priority that holds that day."""
    found = Priority.objects.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return {row.field: row for row in found}


def priorities_of(field: str) -> list[Priority]:
    """All periods of a field, the newest first."""
    return list(Priority.objects.filter(field=field).order_by("-starts_on", "-pk"))


def decisions_of(field: str) -> list[FieldDecision]:
    """What set or changed a field; those without a known day come first."""
    return list(FieldDecision.objects.filter(field=field))


def decisions() -> dict[str, list[FieldDecision]]:
    found: dict[str, list[FieldDecision]] = {}
    for row in FieldDecision.objects.all():
        found.setdefault(row.field, []).append(row)
    return found


def row_at_desk(kind: type[Any], field: str, pk: int) -> Any:
    """A priority or decision of this field. Raises NotFound."""
    found = kind.objects.select_related("tenant").filter(field=field, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def measures_in(found: QuerySet[Measure], tenant: Tenant, field: str) -> QuerySet[Measure]:
    """Those of `found` that work on the field or on one below it."""
    return (
        holding(found, "problem_fields", below(tenant, field)).select_related("lead").order_by("title", "pk")
    )


def measures_per_field(found: QuerySet[Measure]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for codes in found.order_by().values_list("problem_fields", flat=True):
        counted.update(codes)
    return counted
