"""Reads of imports and their rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.exchange.enums import ImportState, Outcome, Plan
from umsicht.exchange.models import Import, ImportRow

OPEN = (ImportState.MAPPING, ImportState.CHECKED)
"""What waits for a person."""
BUSY = (ImportState.RECEIVED, ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)


def import_by_pk(pk: int) -> Import | None:
    # unscoped: tasks know the import before they know its tenant
    return (
        Import.objects.with_scopes_disabled()
        .select_related("tenant__parent__parent", "source", "started_by")
        .filter(pk=pk)
        .first()
    )


def import_at_desk(pk: int) -> Import:
    """One import of the tenant in scope. Raises NotFound."""
    found = Import.objects.select_related("source", "started_by", "tenant__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("This import does not exist."))
    found.source.tenant = found.tenant
    return found


SORTS = {
    "beginn": ("created_at",),
    "datei": ("file_name",),
    "quelle": ("source__name", "created_at"),
    "stand": ("state", "created_at"),
}


def imports(
    *, state: str = "", source: int | None = None, search: str = "", sort: str = ""
) -> QuerySet[Import]:
    """Newest first, unless `sort` names another order."""
    rows = Import.objects.select_related("source", "started_by").order_by(*order_by(sort, SORTS, "-beginn"))
    if state == "offen":
        rows = rows.filter(state__in=OPEN)
    elif state in ImportState.values:
        rows = rows.filter(state=state)
    if source:
        rows = rows.filter(source_id=source)
    return rows.filter(file_name__icontains=search) if search else rows


def open_count() -> int:
    return Import.objects.filter(state__in=OPEN).count()


def waiting_figures() -> Tally:
    """How many wait for a person, and since when the oldest does."""
    return count_since(Import.objects.filter(state__in=OPEN), "created_at")


def waiting(limit: int) -> list[Import]:
    return list(Import.objects.filter(state__in=OPEN).select_related("source").order_by("created_at")[:limit])


def rows_of(run: Import, *, plan: str = "", search: str = "") -> QuerySet[ImportRow]:
    """The rows of an import; `plan` may be a plan or an outcome."""
    rows = ImportRow.objects.filter(run=run).order_by("number")
    if plan in Plan.values:
        rows = rows.filter(plan=plan)
    elif plan in {"kept", "failed"}:
        rows = rows.filter(outcome=Outcome.KEPT if plan == "kept" else Outcome.REFUSED).exclude(
            plan=Plan.REFUSED
        )
    return rows.filter(title__icontains=search) if search else rows


def refusals(run: Import) -> Any:
    """(place, column, reason, value) of each refused row, in order of the file."""
    rows = (
        ImportRow.objects.with_scope(tenant=run.tenant)
        .filter(run=run, outcome=Outcome.REFUSED)
        .order_by("number")
    )
    for row in rows.iterator(1000):
        if row.plan == Plan.REFUSED:
            for column, reason, value in row.problems:
                yield row.place, column, reason, value
        else:
            yield row.place, "", row.reason, ""


def progress(run: Import) -> tuple[int, int | None]:
    """(done, of how many) of the work that goes on; the total is unknown while the file is being read."""
    if run.state == ImportState.CHECKING:
        return run.position, None
    todo = run.new + run.changed + run.asked
    if run.state == ImportState.UNDOING:
        return run.undone + run.kept, run.written
    return run.written + run.failed, todo


def outcomes(run: Import) -> dict[str, int]:
    """How many rows of each plan were taken over."""
    rows = ImportRow.objects.with_scope(tenant=run.tenant).filter(run=run, outcome=Outcome.WRITTEN)
    return dict(rows.order_by().values_list("plan").annotate(Count("pk")))
