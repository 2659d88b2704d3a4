"""Writes to the documents of a body. A new version never overwrites an old one; the stored file is never public by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.council.enums import DocumentState
from umsicht.council.models import Body, BodyDocument, DocumentVersion
from umsicht.directory.domain.writing import amend, checked, only_known, plain, shown_changed, store
from umsicht.files.domain.uploads import upload
from umsicht.files.enums import FileState, Visibility
from umsicht.files.kinds import extension_of

FIELDS = frozenset({"kind", "title", "is_public", "is_demo"})
VERSION = frozenset(
    {"dated", "precision", "valid_from", "valid_until", "signatures", "note", "paper", "decision", "source"}
)
PERMISSION = "council.document.change"
PURPOSE = "council.document"
MOST_VERSIONS, MOST_SIGNATURES = 50, 30


@transaction.atomic
def create_document(
    *,
    body: Body,
    actor: Any,
    kind: str,
    title: str,
    is_public: bool = False,
    is_demo: bool = False,
    content: UploadedFile | None = None,
    alt_text: str = "",
    **version: Any,
) -> BodyDocument:
    """A document with its first version. Raises BadInput (nothing written), also for a file that is not taken; NotAllowed."""
    only_known(version, VERSION)
    require(actor, PERMISSION, body)
    document = BodyDocument(
        tenant=body.tenant, body=body, kind=kind, title=title, is_public=is_public, is_demo=is_demo
    )
    store(document, "council.document.create", actor=actor, after={"body": body.pk, "kind": kind})
    _store_version(document, 1, version, content, alt_text, actor)
    shown_changed(body.tenant)
    return document


@transaction.atomic
def change_document(*, document: BodyDocument, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Kind, title and whether the portal shows it. Raises ChangedMeanwhile, BadInput, Conflict for a withdrawn one."""
    only_known(values, FIELDS)
    _may_write(document, actor)
    changed = amend(document, values, "council.document.change", actor=actor, stamp=stamp)
    if changed:
        shown_changed(document.tenant)
    return bool(changed)


@transaction.atomic
def add_version(
    *,
    document: BodyDocument,
    actor: Any,
    content: UploadedFile | None = None,
    alt_text: str = "",
    **values: Any,
) -> DocumentVersion:
    """What was agreed or decided anew; all versions before stay as they are. Raises BadInput, Conflict, NotAllowed."""
    only_known(values, VERSION)
    _may_write(document, actor)
    held = DocumentVersion.objects.filter(document=document).order_by("-number").first()
    number = held.number + 1 if held is not None else 1
    if number > MOST_VERSIONS:
        raise BadInput(_("A document has at most %(most)s versions.") % {"most": MOST_VERSIONS})
    made = _store_version(document, number, values, content, alt_text, actor)
    journal.record("council.document.version", document, actor=actor, after={"number": number})
    shown_changed(document.tenant)
    return made


@transaction.atomic
def correct_version(
    *,
    version: DocumentVersion,
    actor: Any,
    stamp: str = "",
    content: UploadedFile | None = None,
    alt_text: str = "",
    **values: Any,
) -> bool:
    """Something was entered wrongly, or the file comes later.

    Raises ChangedMeanwhile, BadInput, and Conflict for another file where there is one: that is a new version.
    """
    only_known(values, VERSION)
    document = version.document
    _may_write(document, actor)
    changed = amend(
        version,
        values,
        "council.document.correct",
        actor=actor,
        stamp=stamp,
        about=document,
        secret=("note", "paper", "decision"),
        check=_check,
    )
    if content is not None:
        if version.file is not None and version.file.state in (FileState.CLEAN, FileState.QUARANTINED):
            raise Conflict(_("This version has its file. Another text is a new version."))
        version.file = _upload(document, version.number, content, alt_text, actor)
        version.save(update_fields=["file"])
        journal.record("council.document.correct", document, actor=actor, after={"file": version.file.pk})
    shown_changed(document.tenant)
    return bool(changed) or content is not None


def _may_write(document: BodyDocument, actor: Any) -> None:
    require(actor, PERMISSION, document)
    hold(document)
    if document.state == DocumentState.WITHDRAWN:
        raise Conflict(_("This document was withdrawn. Please take it up again first."))


def _store_version(
    document: BodyDocument,
    number: int,
    values: Mapping[str, Any],
    content: UploadedFile | None,
    alt_text: str,
    actor: Any,
) -> DocumentVersion:
    version = DocumentVersion(tenant=document.tenant, document=document, number=number, **values)
    _check(version)
    if content is not None:
        version.file = _upload(document, number, content, alt_text, actor)
    version.save(force_insert=True)
    return version


def _upload(document: BodyDocument, number: int, content: UploadedFile, alt_text: str, actor: Any) -> Any:
    """The log names files by theirs, and a document may be closed: so it is called by its number."""
    content.name = f"unterlage-{document.pk}-{number}.{extension_of(content.name or '')}"
    return upload(
        tenant=document.tenant,
        content=content,
        actor=actor,
        alt_text=alt_text,
        visibility=Visibility.DESK,
        purpose=PURPOSE,
    )


def _check(version: DocumentVersion) -> None:
    """Raises BadInput: days in order, signatures in their form, nothing of another municipality."""
    checked(version, {"note": MaxLengthValidator(3000)})
    if version.valid_from and version.valid_until and version.valid_until < version.valid_from:
        raise BadInput(_("A document can't end before it begins to hold."))
    if len(version.signatures) > MOST_SIGNATURES or not all(map(_is_signature, version.signatures)):
        raise BadInput(_("Please give each signature as an office or organisation with its day."))
    for linked in (version.paper, version.decision):
        if linked is not None and linked.tenant_id != version.tenant_id:
            raise BadInput(_("Paper or decision and body belong to different municipalities."))


def _is_signature(one: Any) -> bool:
    if not isinstance(one, Mapping) or set(one) != {"office", "on"} or not 0 < len(str(one["office"])) <= 200:
        return False
    try:
        return one["on"] == "" or plain(dt.date.fromisoformat(one["on"])) == one["on"]
    except (TypeError, ValueError):
        return False
