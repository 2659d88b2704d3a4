"""Takes over what a dry run found, batch by batch; each batch is one transaction, so a kill loses or doubles nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.transitions import apply
from umsicht.exchange.domain import vanishing
from umsicht.exchange.domain.checking import BATCH, decider, row_of
from umsicht.exchange.domain.writing import Writer
from umsicht.exchange.enums import ImportState, Outcome
from umsicht.exchange.items import Item
from umsicht.exchange.models import Import, ImportRow


def take_over(run: Import, *, actor: Any = None) -> None:
    """Write all waiting rows, batch by batch; each batch is one transaction, so a kill loses or doubles nothing."""
    run.refresh_from_db()
    if run.state != ImportState.RUNNING:
        return
    writer = Writer(
        run, decider(run.source, run.tenant, kind=run.kind), actor if actor is not None else run.started_by
    )
    while write_batch(run, writer):
        pass


@transaction.atomic
def write_batch(run: Import, writer: Writer, *, size: int = BATCH) -> bool:
    """The next waiting rows; False when there are none, and then the import is finished."""
    held = Import.objects.with_scope(tenant=run.tenant).select_for_update().get(pk=run.pk)
    if held.state != ImportState.RUNNING:
        return False
    rows = list(
        ImportRow.objects.with_scope(tenant=run.tenant)
        .filter(run=run, outcome=Outcome.WAITING)
        .order_by("number")[:size]
    )
    if not rows:
        vanishing.note(run)
        apply(run, "finish", actor=None)
        return False
    for row in rows:
        row.tenant = run.tenant
    writer.write(rows)
    for row in rows:
        if row.outcome == Outcome.WAITING:
            row.outcome = Outcome.REFUSED
    ImportRow.objects.with_scope(tenant=run.tenant).bulk_create(
        rows,
        update_conflicts=True,  # far quicker than bulk_update: no CASE per row and field
        unique_fields=["id"],
        update_fields=["outcome", "reason", "before", "left", "targets"],
    )
    written = sum(row.outcome == Outcome.WRITTEN for row in rows)
    Import.objects.with_scope(tenant=run.tenant).filter(pk=run.pk).update(
        written=F("written") + written, failed=F("failed") + len(rows) - written
    )
    return True


def write_single(*, question: Any, item: Item, actor: Any) -> None:
    """One record of a source that a person let in; its row joins the import it came with."""
    run = question.run
    if run is None:
        raise BadInput(_("The import of this record is gone. Please read the source again."))
    deciding = decider(question.source, question.tenant, ask=False)
    ImportRow.objects.with_scope(tenant=run.tenant).filter(run=run, key=question.key).delete()
    (decision,), known = deciding.decide([item])
    last = ImportRow.objects.with_scope(tenant=run.tenant).filter(run=run).order_by("-number").first()
    row = row_of(run, (last.number if last else 0) + 1, decision, known)
    row.save(force_insert=True)
    Writer(run, deciding, actor).write([row])
    row.save()
    if row.outcome != Outcome.WRITTEN:
        raise BadInput(row.reason or "; ".join(problem[1] for problem in row.problems))
