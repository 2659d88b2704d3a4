"""The private storage: random names, nothing served from it directly, nothing readable by other accounts of the host."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from umsicht.files.cleaning.result import Refused

QUARANTINE = "quarantine"
KEPT = "kept"


def keep_upload(upload: UploadedFile, max_bytes: int) -> tuple[str, int, str]:
    """Store an upload in quarantine; returns name, size and SHA-256. Raises Refused("too_large") or ("empty").

    The size is counted, not believed.
    """
    digest, size = hashlib.sha256(), 0
    for chunk in upload.chunks():
        size += len(chunk)
        if size > max_bytes:
            raise Refused("too_large")
        digest.update(chunk)
    if size == 0:
        raise Refused("empty")
    upload.seek(0)
    return default_storage.save(f"{QUARANTINE}/{_random()}", upload), size, digest.hexdigest()


def keep_file(path: Path) -> tuple[str, int, str]:
    """Move a cleaned file into the storage; returns name, size and SHA-256."""
    content = path.read_bytes()
    name = _random()
    stored = default_storage.save(f"{KEPT}/{name[:2]}/{name}", ContentFile(content))
    return stored, len(content), hashlib.sha256(content).hexdigest()


def open_blob(name: str) -> File:
    """Raises FileNotFoundError."""
    return default_storage.open(name, "rb")


def path_of(name: str) -> Path:
    return Path(default_storage.path(name))


def remove(names: Iterable[str]) -> None:
    """Delete blobs; missing ones don't matter."""
    for name in names:
        if name:
            default_storage.delete(name)


def quarantined() -> list[str]:
    """All names in quarantine, also those that no row knows."""
    try:
        _folders, names = default_storage.listdir(QUARANTINE)
    except FileNotFoundError:
        return []
    return [f"{QUARANTINE}/{name}" for name in names]


def _random() -> str:
    return secrets.token_hex(20)
