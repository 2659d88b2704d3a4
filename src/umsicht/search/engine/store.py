"""The index directory: generations beside each other, one pointer to the current one, replaced in one step.

    CURRENT                        name of the generation that readers open (written by rename)
    lexicon.json                   compiled words, synonyms and filter phrases
    writer.lock                    held by the one writer of this host
    generations/<name>/position.json   how far this generation has followed the change log
    generations/<name>/<kind>/     a tantivy index, and layout.json
    generations/<name>/words/      spellings, for typing errors

Nothing here needs a database.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from umsicht.search.errors import WriterBusy

KEEP_SECONDS = 60


def root() -> Path:
    return Path(settings.SEARCH_INDEX_DIR)


def write_json(path: Path, data: Any) -> None:
    """Replace a file as a whole, so that a reader sees the old or the new one and a crash leaves one of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{uuid.uuid4().hex[:6]}")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read_json(path: Path) -> Any:
    """The content, or None if the file is missing or damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def generation(name: str) -> Path:
    return root() / "generations" / name


def current() -> str:
    """Name of the generation in use, or ""."""
    name = read_json(root() / "CURRENT")
    return name if isinstance(name, str) and generation(name).is_dir() else ""


def stamp(path: Path) -> tuple[int, int]:
    """Cheap sign of change: inode and time of last change; (0, 0) if missing."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)


def new_generation() -> str:
    name = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{uuid.uuid4().hex[:6]}"
    generation(name).mkdir(parents=True)
    return name


def switch(name: str) -> None:
    write_json(root() / "CURRENT", name)


def sweep() -> None:
    """Delete generations that are not in use, those of crashed builds too. Call it under the rebuild lock.

    Young ones stay for a minute, for readers that are just opening one; those who have one open keep their mapped files.
    """
    now, in_use = time.time(), current()
    for folder in (root() / "generations").glob("*"):
        if folder.name != in_use and now - folder.stat().st_mtime > KEEP_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def lock(name: str, *, wait: bool = False) -> Iterator[None]:
    """A lock of this host, released by the kernel when the process ends, however it ends. Raises WriterBusy."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / f"{name}.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise WriterBusy(f"Another process holds {name}.lock.") from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
