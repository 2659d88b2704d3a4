"""Lists that people upload: quarantine first, then the dry run; every longer step is a task."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.transitions import apply
from umsicht.exchange.columns import folded
from umsicht.exchange.domain import imports, undoing
from umsicht.exchange.enums import ImportState, SourceKind
from umsicht.exchange.models import Import, Source
from umsicht.files import blobs
from umsicht.files.domain.uploads import upload
from umsicht.files.enums import FileState
from umsicht.files.models import StoredFile

PURPOSE = "exchange.import"
ENDINGS = ("csv", "xlsx")


@transaction.atomic
def upload_list(*, source: Source, actor: Any, content: UploadedFile) -> Import:
    """Put a list into quarantine; what is clean goes on by itself. Raises BadInput for a file we don't take."""
    require(actor, "exchange.import.start", source)
    if (content.name or "").rpartition(".")[2].lower() not in ENDINGS:
        raise BadInput(_("Lists come as CSV or Excel (.xlsx)."))
    file = upload(
        tenant=source.tenant, content=content, actor=actor, purpose=PURPOSE, title=content.name or ""
    )
    return imports.receive(source=source, actor=actor, file_name=file.original_name, file=file)


def file_was_checked(file: StoredFile) -> None:
    """Go on with the import that waits for this file. May be told twice."""
    if file.purpose != PURPOSE:
        return
    with scope(tenant=file.tenant), translation.override("de"), transaction.atomic():
        run = (
            Import.objects.select_related("source", "tenant")
            .filter(file=file, state=ImportState.RECEIVED)
            .first()
        )
        if run is None:
            return
        run.source.tenant = run.tenant = file.tenant
        if file.state != FileState.CLEAN:
            apply(
                run,
                "fail",
                actor=None,
                note=_("The file was refused by the check: %(why)s") % {"why": file.refusal},
            )
            return
        imports.open_file(run, blobs.path_of(file.blob))
        if run.state == ImportState.MAPPING and _is_known(run):
            begin_check(run=run, actor=None)


def _is_known(run: Import) -> bool:
    """A package, or a list whose every heading was assigned before: nothing to ask."""
    if run.kind == SourceKind.PACKAGE:
        return True
    remembered = run.source.mapping
    return (
        bool(remembered)
        and all(folded(column) in remembered for column in run.columns if column)
        and "title" in run.mapping.values()
    )


def begin_check(*, run: Import, actor: Any) -> None:
    from umsicht.exchange.tasks import check_import  # reason: cycle-free start

    with transaction.atomic():
        imports.start_check(run=run, actor=actor)
        check_import.enqueue(run.pk)


@transaction.atomic
def assign(*, run: Import, actor: Any, mapping: dict[str, str]) -> None:
    from umsicht.exchange.tasks import check_import  # reason: cycle-free start

    imports.assign_columns(run=run, actor=actor, mapping=mapping)
    check_import.enqueue(run.pk)


@transaction.atomic
def begin_taking_over(*, run: Import, actor: Any) -> None:
    from umsicht.exchange.tasks import take_over_import  # reason: cycle-free start

    imports.start(run=run, actor=actor)
    take_over_import.enqueue(run.pk, actor.pk)


@transaction.atomic
def begin_undoing(*, run: Import, actor: Any, reason: str) -> None:
    from umsicht.exchange.tasks import undo_import  # reason: cycle-free start

    undoing.start(run=run, actor=actor, reason=reason)
    undo_import.enqueue(run.pk, actor.pk)


@transaction.atomic
def begin_fetching(*, source: Source, actor: Any) -> None:
    """Fetch the feed now, in the background. Raises BadInput for a source without an address."""
    from umsicht.exchange.tasks import fetch_source  # reason: cycle-free start

    require(actor, "exchange.import.start", source)
    if not source.location:
        raise BadInput(_("This source has no address. Upload a file instead."))
    fetch_source.enqueue(source.pk, actor.pk)
