"""Reads of error reports for the desk. All need the scope of the tenant."""

from __future__ import annotations

from django.db.models import QuerySet

from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.notify.queries.work import looked_at
from umsicht.offers.enums import ReportState
from umsicht.offers.models import FieldReport

SORTS = {
    "stand": ("state", "created_at"),
    "eingang": ("created_at",),
    "angebot": ("offer__title", "created_at"),
    "feld": ("field", "created_at"),
}


def reports(*, state: str = "", sort: str = "") -> QuerySet[FieldReport]:
    """Open ones first, newest first, unless `sort` names another order."""
    found = FieldReport.objects.select_related("offer").order_by(*order_by(sort, SORTS, "-stand"))
    return found.filter(state=state) if state in ReportState.values else found


def report_at_desk(pk: int) -> FieldReport:
    """Raises NotFound."""
    found = FieldReport.objects.select_related("offer", "tenant").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def open_count() -> int:
    return FieldReport.objects.filter(state=ReportState.OPEN).count()


def waiting_figures() -> Tally:
    """How many reports are open, and since when the oldest is. One query."""
    return count_since(FieldReport.objects.filter(state=ReportState.OPEN), "created_at")


def waiting(most: int) -> list[FieldReport]:
    """Open reports with their offers, the oldest first."""
    found = FieldReport.objects.filter(state=ReportState.OPEN).select_related("offer")
    return list(found.order_by("created_at", "pk")[:most])


LOOKS = "reports"
"""The kind under which notify keeps that somebody looked at a report's text."""


def _unseen() -> QuerySet[FieldReport]:
    with_text = FieldReport.objects.filter(state=ReportState.OPEN).exclude(text="")
    return with_text.exclude(pk__in=looked_at(LOOKS))


def unseen_figures() -> Tally:
    """How many open reports hold a text that nobody has looked at, and since when. One query."""
    return count_since(_unseen(), "created_at")


def unseen(most: int) -> list[FieldReport]:
    """Open reports with a text that nobody has looked at, the oldest first."""
    return list(_unseen().select_related("offer").order_by("created_at", "pk")[:most])
