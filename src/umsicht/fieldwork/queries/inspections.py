"""Reads of site inspections. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.fieldwork.enums import FindingState, InspectionState, PhotoState
from umsicht.fieldwork.models import Finding, Inspection, Photo
from umsicht.files.enums import FileState
from umsicht.measures.models import Measure

SORTS = {
    "tag": ("day", "pk"),
    "titel": ("title", "pk"),
    "stand": ("state", "day", "pk"),
    "offen": ("open_findings", "day", "pk"),
}
UNSETTLED = (FindingState.OPEN, FindingState.IN_WORK)
SHOWN = Q(
    is_public=True,
    state__in=(InspectionState.REPORTED, InspectionState.CLOSED),
    tenant__is_active=True,
)
"""What the portal may say: reported inspections that the office has set to public."""


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything, unknown ones count as none."""

    text: str = ""
    state: str = ""
    district: str = ""
    year: int | None = None
    night: bool = False
    sort: str = "-tag"


def listing(wanted: Wanted) -> QuerySet[Any]:
    """Inspections with the number of their findings and of those that are still open; one query."""
    found = Inspection.objects.annotate(
        all_findings=Count("findings", distinct=True),
        open_findings=Count("findings", filter=Q(findings__state__in=UNSETTLED), distinct=True),
    )
    for word in wanted.text.split()[:5]:
        found = found.filter(Q(title__icontains=word) | Q(goal__icontains=word))
    if wanted.state in InspectionState.values:
        found = found.filter(state=wanted.state)
    if wanted.district:
        found = found.filter(district=wanted.district)
    if wanted.year:
        found = found.filter(day__year=wanted.year)
    if wanted.night:
        found = found.filter(is_night=True)
    return found.order_by(*order_by(wanted.sort, SORTS, "-tag"))


def with_findings(found: QuerySet[Any]) -> QuerySet[Any]:
    """For the export: findings with their measures, in two more queries."""
    return found.prefetch_related(Prefetch("findings", Finding.objects.select_related("measure")))


def inspection_at_desk(pk: int) -> Inspection:
    """One inspection with participants, findings and photos. Raises NotFound."""
    found = _whole(Inspection.objects.select_related("tenant").filter(pk=pk)).first()
    if found is None:
        raise NotFound
    return found


def _whole(found: QuerySet[Inspection]) -> QuerySet[Inspection]:
    return found.prefetch_related(
        "participants",
        Prefetch("findings", Finding.objects.select_related("measure", "tenant")),
        Prefetch("photos", Photo.objects.select_related("file", "finding", "tenant")),
    )


def public_inspections() -> QuerySet[Any]:
    """Newest first."""
    return listing(Wanted()).filter(SHOWN)


def public_inspection(code: str) -> Inspection:
    """One that the portal shows. Raises NotFound."""
    found = _whole(Inspection.objects.select_related("tenant").filter(SHOWN, code=code)).first()
    if found is None:
        raise NotFound
    return found


def released_photos(inspection: Inspection) -> list[Photo]:
    """Those the public may see, from an inspection that was read whole."""
    return [
        photo
        for photo in inspection.photos.all()
        if photo.state == PhotoState.RELEASED and photo.file.state == FileState.CLEAN
    ]


def finding_at_desk(inspection: Inspection, pk: int) -> Finding:
    """Raises NotFound, also when it is another inspection's."""
    found = Finding.objects.select_related("tenant", "inspection", "measure").filter(
        pk=pk, inspection=inspection
    )
    one = found.first()
    if one is None:
        raise NotFound
    return one


def photo_at_desk(inspection: Inspection, pk: int) -> Photo:
    """Raises NotFound, also when it is another inspection's."""
    found = Photo.objects.select_related("tenant", "inspection", "file__tenant").filter(
        pk=pk, inspection=inspection
    )
    one = found.first()
    if one is None:
        raise NotFound
    return one


def due_before(day: dt.date) -> QuerySet[Finding]:
    """Unsettled findings that fall due by that day or did already, the earliest first."""
    found = Finding.objects.filter(state__in=UNSETTLED, due_on__lte=day)
    return found.select_related("inspection").order_by("due_on", "pk")


def unchecked_photos() -> QuerySet[Photo]:
    """Photos nobody has looked through for faces, the oldest first."""
    found = Photo.objects.filter(state=PhotoState.RAW, file__state=FileState.CLEAN)
    return found.select_related("inspection", "file").order_by("pk")


def findings_of(measures: Iterable[Measure]) -> list[Finding]:
    """What inspections found that these measures see to, the newest inspection first."""
    found = Finding.objects.filter(measure__in=[measure.pk for measure in measures])
    return list(found.select_related("inspection").order_by("-inspection__day", "inspection", "no"))


def measure_choices() -> list[tuple[int, str]]:
    """Measures of the tenant as choices of a form, by title."""
    return list(Measure.objects.order_by("title", "pk").values_list("pk", "title"))


def measure_of(pk: int) -> Measure:
    """Raises NotFound for what is not this tenant's."""
    found = Measure.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def years() -> list[int]:
    found: list[dt.date] = list(Inspection.objects.order_by().dates("day", "year"))
    return sorted((day.year for day in found), reverse=True)
