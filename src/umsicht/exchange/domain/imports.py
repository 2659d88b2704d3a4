"""The way of an import: taken in, compared (dry run), taken over batch by batch. Each step may be killed and goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.transitions import apply
from umsicht.exchange import storage
from umsicht.exchange.columns import BY_KEY, folded, guess
from umsicht.exchange.domain import vanishing
from umsicht.exchange.enums import SourceKind
from umsicht.exchange.models import Import, ImportRow, Source
from umsicht.exchange.reading import package, tables


@transaction.atomic
def receive(
    *,
    source: Source,
    actor: Any,
    file_name: str,
    path: Path | None = None,
    file: Any = None,
    by_itself: bool = False,
) -> Import:
    """A new import of a source. `path`: a file of this machine, read at once; `file`: an upload still in quarantine."""
    require(actor, "exchange.import.start", source)
    run = Import(
        tenant=source.tenant,
        source=source,
        kind=source.kind,
        file=file,
        file_name=file_name[:500],
        started_by=actor,
        by_itself=by_itself,
    )
    run.save(force_insert=True)
    journal.record(
        "exchange.import.receive", run, actor=actor, after={"source": source.name, "file": run.file_name}
    )
    if path is not None:
        open_file(run, path)
    return run


def open_file(run: Import, path: Path) -> None:
    """Copy the file into the private storage and look at its shape; the import fails with a note if it has none."""
    blob, digest = storage.keep(path)
    try:
        values = _shape(run, storage.path_of(blob))
    except UmsichtError as error:
        storage.remove([blob])
        apply(run, "fail", actor=None, note=error.message[:400])
        return
    apply(run, "open", actor=None, blob=blob, sha256=digest, **values)


def _shape(run: Import, path: Path) -> dict[str, Any]:
    if run.source.kind != SourceKind.TABLE:
        return {"columns": [], "kind": run.source.kind}
    kind = package.kind_of(path)
    if kind:
        return {"columns": [], "kind": SourceKind.PACKAGE}
    shape = tables.shape_of(path)
    return {
        "encoding": shape.encoding,
        "delimiter": shape.delimiter,
        "columns": shape.columns,
        "samples": shape.samples,
        "mapping": guess(shape.columns, run.source.mapping),
    }


@transaction.atomic
def assign_columns(*, run: Import, actor: Any, mapping: Mapping[str, str]) -> None:
    """Say which column is what, remember it for the source, and start the dry run. Raises BadInput for a bad choice."""
    require(actor, "exchange.import.start", run)
    wanted = {column: mapping.get(column, "") for column in run.columns}
    chosen = [key for key in wanted.values() if key]
    if set(chosen) - set(BY_KEY):
        raise BadInput(_("This choice does not exist."))
    doubled = sorted({str(BY_KEY[key].label) for key in chosen if chosen.count(key) > 1})
    if doubled:
        raise BadInput(_("Assigned twice: %(names)s.") % {"names": ", ".join(doubled)})
    if "title" not in chosen:
        raise BadInput(_("One column must be the title."))
    source = run.source
    source.mapping = source.mapping | {folded(column): key for column, key in wanted.items()}
    source.save(update_fields=["mapping"])
    start_check(run=run, actor=actor, mapping=wanted)


@transaction.atomic
def start_check(*, run: Import, actor: Any, mapping: Mapping[str, str] | None = None) -> None:
    """(Again) a dry run: rows of an earlier one are dropped."""
    ImportRow.objects.with_scope(tenant=run.tenant).filter(run=run).delete()
    fresh: dict[str, Any] = dict.fromkeys(
        ("position", "new", "changed", "unchanged", "refused", "asked", "vanished"), 0
    )
    apply(
        run,
        "check",
        actor=actor,
        mapping=dict(mapping if mapping is not None else run.mapping),
        note="",
        **fresh,
    )


@transaction.atomic
def start(*, run: Import, actor: Any) -> None:
    """A person has seen the dry run and says yes; a task does it. Raises TransitionDenied, also for the second click."""
    apply(run, "run", actor=actor)


@transaction.atomic
def settle(*, run: Import, actor: Any) -> None:
    """Nothing is to be taken over: close it, and notice what is missing at the source."""
    vanishing.note(run)
    apply(run, "settle", actor=actor)
