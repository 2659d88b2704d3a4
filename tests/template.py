"""An empty SQLite database as all migrations leave it, kept in a file: they run once per state of the code, not once per process.

Running them takes a process some ten seconds, and `make test` starts four processes that need the outcome.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "test-database"


def stamp() -> str:
    """Of all that migrations can depend on: the house's code and the locked packages."""
    digest = hashlib.sha256()
    for path in (*sorted((ROOT / "src").rglob("*.py")), ROOT / "requirements" / "runtime.txt"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _keep(database: sqlite3.Connection, path: Path) -> None:
    for old in FOLDER.glob("*.sqlite3*"):
        old.unlink()
    draft = path.with_suffix(f".sqlite3-{os.getpid()}")
    with closing(sqlite3.connect(draft)) as copy:
        database.backup(copy)
    draft.replace(path)


@contextmanager
def kept() -> Iterator[None]:
    """While it lasts, test databases on SQLite are made from the file; whoever finds none makes it, and the others wait."""
    path, opened = FOLDER / f"{stamp()}.sqlite3", []
    create, begin = DatabaseCreation.create_test_db, DatabaseCreation._create_test_db

    def filled(self: Any, *args: Any, **kwargs: Any) -> str:
        name: str = begin(self, *args, **kwargs)
        if path.exists():
            memory = sqlite3.connect(name, uri=True)
            opened.append(memory)  # a database in memory lives as long as somebody is connected to it
            with closing(sqlite3.connect(path)) as file:
                file.backup(memory)
        return name

    def created(self: Any, *args: Any, **kwargs: Any) -> str:
        with _alone():
            if path.exists():
                return create(self, *args, **kwargs)
            name: str = create(self, *args, **kwargs)
            _keep(self.connection.connection, path)
            return name

    DatabaseCreation.create_test_db, DatabaseCreation._create_test_db = created, filled  # type: ignore[method-assign]
    try:
        yield
    finally:
        DatabaseCreation.create_test_db, DatabaseCreation._create_test_db = create, begin  # type: ignore[method-assign]
        for memory in opened:
            memory.close()
