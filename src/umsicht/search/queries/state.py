from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field
from typing import Any

from umsicht.search import registry
from umsicht.search.engine import store
from umsicht.search.engine.reader import reader
from umsicht.search.errors import IndexMissing


@dataclass(frozen=True)
class Status:
    """The index of this host. `behind` is the number of changes not yet taken over, None if that can't be said."""

    generation: str
    documents: dict[str, int] = field(default_factory=dict)
    committed_at: dt.datetime | None = None
    behind: int | None = None
    bytes: int = 0

    @property
    def usable(self) -> bool:
        return bool(self.generation) and bool(self.documents)


def index_version() -> str:
    """Changes with every commit of the index; cheap enough to ask on every request (dates of files, at most every 200 ms)."""
    return reader.version()


def _behind(data: Any) -> int | None:
    from umsicht.search.queries import log  # reason: cycle-free start

    position = log.Position.load(data)
    if position is None or not log.valid(position):
        return None
    return len(log.since(position)[0])


def status() -> Status:
    """Two small queries, for the health page and `umsicht search status`."""
    name = store.current()
    if not name:
        return Status("")
    folder = store.generation(name)
    documents = {}
    for kind in registry.kinds():
        try:
            documents[kind.name] = reader.kind(kind).searcher.num_docs
        except IndexMissing:
            continue
    data = store.read_json(folder / "position.json")
    at = float(data.get("at", 0)) if isinstance(data, dict) else time.time()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Status(name, documents, dt.datetime.fromtimestamp(at, tz=dt.UTC), _behind(data), size)
