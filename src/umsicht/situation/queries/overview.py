"""All indicators of a region at a glance, by the problem field they are mapped to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, Min

from umsicht.situation.models import Indicator, Observation, Region
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import Series, many
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


@dataclass(frozen=True)
class Mapped:
    """A series under a problem field, with the reason why it stands there ("" under none)."""

    series: Series
    reason: str


@dataclass(frozen=True)
class FieldGroup:
    """`code` and `label` of a problem field; both empty for what belongs to none."""

    code: str
    label: str
    rows: tuple[Mapped, ...]


def overview(
    region: Region, tenant: Tenant, *, field: str = "", everything: bool = False
) -> list[FieldGroup]:
    """Indicators with figures, in the order of the tenant's problem fields; those mapped to several stand in each.

    Without `everything` only those in focus. `field` leaves one problem field and those below it. Two queries.
    """
    chosen = [row for row in reference().indicators if everything or row.in_focus]
    found = many(chosen, [region])
    entries = catalogue(tenant).scheme(Scheme.PROBLEM_FIELD)
    rows: dict[str, list[Mapped]] = {}
    for indicator in chosen:
        series = found[indicator.pk, region.pk]
        if series.points:
            for code, reason in _fields(indicator):
                rows.setdefault(code if code in entries else "", []).append(Mapped(series, reason))
    groups = [
        FieldGroup(code, entry.label(context=True), tuple(rows[code]))
        for code, entry in entries.items()
        if code in rows and (not field or field in {code, entry.parent})
    ]
    if "" in rows and not field:
        groups.append(FieldGroup("", "", tuple(rows[""])))
    return groups


def _fields(indicator: Indicator) -> list[tuple[str, str]]:
    mapped = [(one["field"], one["reason"]) for one in indicator.fields]
    return mapped or [("", indicator.unmapped)]


def years(region: Region) -> tuple[int, int] | None:
    """First and last year with figures of a region."""
    found = Observation.objects.filter(region=region, is_current=True).aggregate(
        first=Min("year"), last=Max("year")
    )
    return (found["first"], found["last"]) if found["first"] else None
