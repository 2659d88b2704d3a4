"""Files of imports in the private storage, copied piece by piece."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

FOLDER = "imports"


def keep(path: Path) -> tuple[str, str]:
    """Copy a file in; returns its private name and SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
        file.seek(0)
        name = default_storage.save(f"{FOLDER}/{secrets.token_hex(20)}", File(file))
    return name, digest.hexdigest()


def path_of(blob: str) -> Path:
    return Path(default_storage.path(blob))


def remove(blobs: Iterable[str]) -> None:
    """Missing ones don't matter."""
    for blob in blobs:
        if blob:
            default_storage.delete(blob)
