"""Reads of checked web addresses for the desk. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from umsicht.core import clock
from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.upkeep.enums import LinkFinding
from umsicht.upkeep.models import CheckedLink

SORTS = {
    "": ("finding", "url"),
    "url": ("url",),
    "seit": ("failing_since",),
    "geprueft": ("checked_at",),
}


def links(
    *, finding: str = "", text: str = "", ignored: bool = False, sort: str = ""
) -> QuerySet[CheckedLink]:
    """With the places where they stand. Without a finding: all that somebody may have to mend."""
    found = CheckedLink.objects.prefetch_related("places").filter(ignored_at__isnull=not ignored)
    if finding in LinkFinding.values:
        found = found.filter(finding=finding)
    elif finding != "alle" and not ignored:
        found = found.filter(finding__in=[LinkFinding.BROKEN, LinkFinding.MOVED, LinkFinding.FAILING])
    for word in text.split()[:5]:
        found = found.filter(Q(url__icontains=word) | Q(places__title__icontains=word))
    return found.distinct().order_by(*order_by(sort, SORTS, ""))


def link_at_desk(pk: int) -> CheckedLink:
    """Raises NotFound."""
    found = CheckedLink.objects.select_related("tenant").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def broken() -> QuerySet[CheckedLink]:
    return CheckedLink.objects.filter(finding=LinkFinding.BROKEN, ignored_at__isnull=True)


def broken_figures() -> Tally:
    """How many addresses lead nowhere, and since when the first one does. One query."""
    count, day = count_since(broken(), "failing_since")
    return count, moment(day)


def broken_links(most: int) -> list[CheckedLink]:
    """With their places, the oldest first."""
    return list(broken().prefetch_related("places").order_by("failing_since", "pk")[:most])


def moment(day: dt.date | None) -> dt.datetime | None:
    return clock.at(day, dt.time(0)) if day is not None else None


def due(most: int) -> list[CheckedLink]:
    """Addresses to look at now, those that wait longest first."""
    found = CheckedLink.objects.filter(check_on__lte=clock.today(), ignored_at__isnull=True)
    return list(found.order_by("check_on", "pk")[:most])


def latest_check() -> dt.datetime | None:
    newest = CheckedLink.objects.filter(checked_at__isnull=False).order_by("-checked_at").first()
    return newest.checked_at if newest is not None else None
