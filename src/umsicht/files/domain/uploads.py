"""Taking a file in, changing what is said about it, deleting it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.text import one_line
from umsicht.core.transitions import apply
from umsicht.files import blobs
from umsicht.files.cleaning.result import Refused
from umsicht.files.enums import FileKind, Visibility
from umsicht.files.kinds import ACCEPTED, extension_of
from umsicht.files.models import StoredFile
from umsicht.files.refusals import explain
from umsicht.tenancy.models import Tenant

EDITABLE = ("title", "alt_text", "language", "visibility")


def upload(
    *,
    tenant: Tenant,
    content: UploadedFile,
    actor: Any,
    title: str = "",
    alt_text: str = "",
    visibility: str = Visibility.DESK,
    language: str = "de",
    purpose: str = "",
) -> StoredFile:
    """Put an upload into quarantine; a task checks it after the transaction. `purpose` says what it is for, as
    "offers.picture".

    Raises NotAllowed, BadInput for a type we don't take, an empty or too large file, a picture without description.
    """
    require(actor, "files.file.upload", tenant)
    name = safe_name(content.name or "")
    alt_text = one_line(alt_text)[:300]
    kind = _kind_of(name, alt_text, visibility)
    try:
        blob, size, sha256 = blobs.keep_upload(content, settings.FILES_MAX_BYTES)
    except Refused as error:
        raise BadInput(explain(error.code), code=error.code) from error
    try:
        return _store(
            StoredFile(
                tenant=tenant,
                uid=uuid.uuid4(),
                kind=kind,
                visibility=visibility,
                original_name=name,
                title=one_line(title)[:200],
                alt_text=alt_text,
                language=language[:12],
                purpose=purpose[:60],
                blob=blob,
                size=size,
                sha256=sha256,
                uploaded_by=actor,
                uploaded_at=clock.now(),
            ),
            actor,
        )
    except BaseException:
        blobs.remove([blob])
        raise


def _kind_of(name: str, alt_text: str, visibility: str) -> str:
    """What can be refused before a byte is read."""
    accepted = ACCEPTED.get(extension_of(name))
    if accepted is None:
        raise BadInput(explain("extension"), code="extension")
    if accepted.kind == FileKind.IMAGE and not alt_text:
        raise BadInput(_("Please describe the picture for people who can't see it."), code="alt_text")
    if visibility not in Visibility.values:
        raise BadInput(_("This choice does not exist."))
    return accepted.kind


@transaction.atomic
def _store(file: StoredFile, actor: Any) -> StoredFile:
    from umsicht.files.tasks import check_file  # reason: cycle-free start

    file.save(force_insert=True)
    journal.record(
        "files.file.upload",
        file,
        actor=actor,
        after={"name": file.original_name, "size": file.size, "sha256": file.sha256},
    )
    check_file.enqueue(file.pk)
    return file


@transaction.atomic
def change(*, file: StoredFile, actor: Any, values: Mapping[str, str]) -> bool:
    """Change title, description, language or visibility; returns whether anything changed.

    Raises NotAllowed, BadInput for unknown fields or values and for a picture left without description.
    """
    require(actor, "files.file.change", file)
    if set(values) - set(EDITABLE):
        raise BadInput(_("These fields can't be changed."))
    clean = {name: one_line(str(value)) for name, value in values.items()}
    if file.kind == FileKind.IMAGE and not clean.get("alt_text", file.alt_text):
        raise BadInput(_("Please describe the picture for people who can't see it."), code="alt_text")
    if clean.get("visibility", file.visibility) not in Visibility.values:
        raise BadInput(_("This choice does not exist."))
    before = {name: getattr(file, name) for name in clean if getattr(file, name) != clean[name]}
    if not before:
        return False
    for name in before:
        setattr(file, name, clean[name][:300])
    file.save(update_fields=list(before))
    journal.record("files.file.change", file, actor=actor, before=before, after={n: clean[n] for n in before})
    return True


def delete(*, file: StoredFile, actor: Any, reason: str = "") -> StoredFile:
    """Remove the contents for good and keep the row. Raises NotAllowed; Conflict when it is deleted already."""
    apply(file, "delete", actor=actor, reason=reason, blob_before=file.blob)
    return file


def safe_name(name: str) -> str:
    """The last part of a file name as people may see it: no folders, no control characters, at most 120 letters."""
    last = one_line(name.replace("\\", "/")).rpartition("/")[2].strip(" .")
    last = "".join(letter for letter in last if letter not in '<>:"|?*/')
    extension = extension_of(last)
    stem = last[: -len(extension) - 1] if extension else last
    stem = stem.strip(" .")[: 119 - len(extension)] or "datei"
    return f"{stem}.{extension}" if extension else stem
