"""What this process remembers under a content version, and when it must not."""

from __future__ import annotations

from collections.abc import Hashable
from contextvars import ContextVar
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection

V = TypeVar("V")
_lock = Lock()
_memories: list[Memory[object]] = []
_unsettled: ContextVar[bool] = ContextVar("memory_unsettled", default=False)


class Memory(Generic[V]):
    """A small map that is emptied when full. A value is kept under a version and found under no other."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: dict[Hashable, tuple[Hashable, V]] = {}
        _memories.append(self)  # type: ignore[arg-type]

    def get(self, key: Hashable, version: Hashable) -> V | None:
        held = self._held.get(key)
        return held[1] if held is not None and held[0] == version and settled() else None

    def keep(self, key: Hashable, version: Hashable, value: V) -> V:
        """Keep and return the value; not while this thread has an open write that distrust() announced."""
        if settled():
            with _lock:
                if len(self._held) >= self._size:
                    self._held.clear()
                self._held[key] = (version, value)
        return value

    def clear(self) -> None:
        with _lock:
            self._held.clear()


def forget() -> None:
    """Drop everything held by this process: after an import, and between tests."""
    _unsettled.set(False)
    for memory in _memories:
        memory.clear()


def distrust() -> None:
    """Called by a write: until its transaction is over this thread keeps nothing it reads."""
    _unsettled.set(True)


def settled() -> bool:
    if _unsettled.get() and not connection.in_atomic_block:
        _unsettled.set(False)
    return not _unsettled.get()
