"""What the desk sees of the statistics: indicators with the date of their last figure, and what was taken over when."""

from __future__ import annotations

from collections.abc import Iterable

from umsicht.situation.models import Edition
from umsicht.situation.queries.places import Place
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import Series, many


def indicators(place: Place) -> list[Series]:
    """All indicators that have figures for the place, in the order shown. Two queries."""
    known = reference().indicators
    found = many(known, [place.region])
    return [found[row.pk, place.region.pk] for row in known if found[row.pk, place.region.pk].points]


def editions(most: int = 60) -> Iterable[Edition]:
    """What was taken over, newest first."""
    return Edition.objects.select_related("dataset").order_by("-imported_at", "-year")[:most]
