"""Where the record stands that a measure came from. One place, so that every page links it as soon as it has an address."""

from __future__ import annotations

from umsicht.measures.models import Measure


def origin_url(measure: Measure, *, desk: bool = False) -> str:
    """The page of the decision, finding or proposal that `origin_ref` names; "" while that has no page here."""
    return ""
