"""Reads of files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from umsicht.files.enums import FileState, Visibility
from umsicht.files.models import Rendition, StoredFile


def all_files() -> QuerySet[StoredFile]:
    """Files of all tenants, for tasks and delivery, which check rights per file."""
    # unscoped: tasks and signed addresses know the file before they know its tenant
    found: QuerySet[StoredFile] = StoredFile.objects.with_scopes_disabled().select_related("tenant")
    return found


def file_by_pk(file_id: int) -> StoredFile | None:
    return all_files().filter(pk=file_id).first()


def file_by_uid(uid: str) -> StoredFile | None:
    try:
        return all_files().filter(uid=UUID(uid)).first()
    except ValueError:
        return None


def rendition_of(file: StoredFile, name: str, mime: str) -> Rendition | None:
    return Rendition.objects.with_scope(tenant=file.tenant).filter(file=file, name=name, mime=mime).first()


def renditions_of(files: Iterable[StoredFile]) -> dict[int, list[Rendition]]:
    """File id → its sizes, for many files of the tenant in scope in one query."""
    found: dict[int, list[Rendition]] = {}
    for rendition in Rendition.objects.filter(file__in=list(files)).order_by("file_id", "mime", "width"):
        found.setdefault(rendition.file_id, []).append(rendition)
    return found


def public_files(ids: Iterable[int]) -> dict[int, StoredFile]:
    """The checked, public ones among some files of the tenant in scope, by id."""
    files = StoredFile.objects.filter(pk__in=list(ids), state=FileState.CLEAN, visibility=Visibility.PUBLIC)
    return {file.pk: file for file in files.select_related("tenant")}


def uploads_of(user: Any) -> QuerySet[StoredFile]:
    """What a person uploaded in all tenants, for the export of own data."""
    return all_files().filter(uploaded_by=user).order_by("pk")


def is_public(file: StoredFile) -> bool:
    """Anybody may see a checked public file of a tenant that takes part."""
    return (
        file.state == FileState.CLEAN
        and file.visibility == Visibility.PUBLIC
        and (file.tenant.is_active or file.tenant.is_state)
    )
