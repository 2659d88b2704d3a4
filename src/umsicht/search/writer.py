"""The one writer of a host: follows the change log and keeps the index of this host up to date.

run() is the loop (the worker command starts it), rebuild() makes a new generation beside the old one. Whatever happens in between,
kill -9 included, the position on disk is never ahead of what is committed: the same changes are read once more, and replacing a
document by itself changes nothing.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice

from django.db import DatabaseError, close_old_connections, connection
from django_scopes import scopes_disabled

from umsicht.search import preparing, registry
from umsicht.search.domain import prune
from umsicht.search.domain.log import KEEP_DAYS, LEXICON
from umsicht.search.engine import store
from umsicht.search.engine.build import GenerationWriter
from umsicht.search.engine.layout import LayoutFull
from umsicht.search.errors import IndexMissing, WriterBusy
from umsicht.search.language import lexicon
from umsicht.search.language.fold import fold
from umsicht.search.queries import log as change_log
from umsicht.search.queries.log import Change, Position
from umsicht.search.registry import Kind

log = logging.getLogger(__name__)
POLL_SECONDS = 0.25
WAIT_FOR_LOCK_SECONDS = 2.0
PRUNE_SECONDS = 3600.0
CHUNK = 1000
_DAY = 86_400

Progress = Callable[[str], None]


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    source = iter(ids)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def compile_lexicon() -> list[str]:
    """Write lexicon.json from the word lists and all registered sources; returns the spellings of its words."""
    # unscoped: labels, lay words and names of the whole instance
    with scopes_disabled():
        data = lexicon.compiled(registry.concepts(), registry.filter_phrases())
    store.write_json(store.root() / "lexicon.json", data)
    spellings: list[str] = data["spellings"]
    return spellings


def _save_position(name: str, position: Position) -> None:
    store.write_json(store.generation(name) / "position.json", {**position.dump(), "at": time.time()})


def _load_position(name: str) -> Position | None:
    """The position of a generation if the log still continues it."""
    data = store.read_json(store.generation(name) / "position.json")
    position = Position.load(data)
    if position is None or time.time() - float(data.get("at", 0)) > (KEEP_DAYS - 1) * _DAY:
        return None
    return position if change_log.valid(position) else None


# ---- rebuild -------------------------------------------------------------------------------------------------
class _Count:
    """Says now and then how far a kind is."""

    def __init__(self, kind: Kind, progress: Progress) -> None:
        self.kind, self.progress = kind, progress
        self.number, self.started, self.said = 0, time.monotonic(), 0

    def add(self, number: int) -> None:
        self.number += number
        if self.number - self.said >= 100_000:
            self.say()

    def say(self) -> None:
        self.said = self.number
        self.progress(f"{self.kind.name}: {self.number:,} in {time.monotonic() - self.started:.0f} s")


def _fill(writer: GenerationWriter, kind: Kind, progress: Progress) -> None:
    """All objects of a kind: a small number here, the rest of a large one with helpers."""
    target, counted = writer.kinds[kind.name], _Count(kind, progress)
    # unscoped: the index holds the whole instance; what may be seen is decided when results are read back
    with scopes_disabled():
        chunks = _chunks(kind.ids())
        for ids in islice(chunks, preparing.WORTH_HELPERS // CHUNK):
            target.add(kind.fetch(ids))
            counted.add(len(ids))
        first = next(chunks, None)
        if first is not None:
            helpers = preparing.Helpers(kind)
            try:
                for rows, seen in helpers.prepare(chain([first], chunks)):
                    target.add_prepared(rows)
                    writer.words.add(fold(word) for word in seen)
                    counted.add(len(rows))
            finally:
                helpers.close()
    counted.say()


def _build(sizes: Mapping[str, int], progress: Progress) -> str:
    """A complete generation that nobody reads yet; its position is from before the first object was read."""
    name = store.new_generation()
    position = change_log.now()
    spellings = compile_lexicon()
    writer = GenerationWriter(store.generation(name), registry.kinds(), large=True, sizes=sizes)
    collecting = gc.isenabled()
    gc.disable()  # millions of short-lived rows that never refer to themselves
    try:
        writer.words.add(spellings)
        for kind in registry.kinds():
            _fill(writer, kind, progress)
        writer.finish()
    except BaseException:
        writer.close()
        raise
    finally:
        if collecting:
            gc.enable()
    _save_position(name, position)
    return name


def rebuild(progress: Progress = log.info) -> str:
    """Build a new generation and switch to it in one step; a running writer takes it over. Returns its name.

    Readers use the old one until then. Raises WriterBusy if another rebuild runs on this host.
    """
    with store.lock("rebuild"):
        sizes: dict[str, int] = {}
        while True:
            try:
                name = _build(sizes, progress)
                break
            except LayoutFull as full:
                sizes[full.facet] = 2 * max(sizes.get(full.facet, 0), full.size)
                progress(
                    f"{full.facet}: more codes than expected, once more with room for {sizes[full.facet]}"
                )
        store.switch(name)
        store.sweep()
    return name


# ---- follow --------------------------------------------------------------------------------------------------
class Follower:
    """Keeps one generation up to date. Use it under the writer's lock."""

    def __init__(self) -> None:
        self.generation = ""
        self.writer: GenerationWriter | None = None
        self.position: Position | None = None

    def open(self) -> None:
        """Open the current generation; build one if there is none that the log continues."""
        self.close()
        name = store.current()
        position = _load_position(name) if name else None
        if position is not None:
            try:
                self.writer = GenerationWriter(store.generation(name), registry.kinds())
            except (IndexMissing, ValueError, OSError):
                log.warning("The search index is damaged or of an older shape; it is built anew.")
                position = None
        if position is None:
            name = rebuild()
            position = _load_position(name)
            self.writer = GenerationWriter(store.generation(name), registry.kinds())
        self.generation, self.position = name, position

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.writer = None

    def step(self) -> int:
        """Take over what is new; returns the number of changes."""
        if self.writer is None or store.current() != self.generation:
            self.open()
        if self.writer is None or self.position is None:
            return 0
        changes, position = change_log.since(self.position)
        if not changes:
            return 0
        try:
            self._apply(self.writer, changes)
        except LayoutFull:
            self.close()
            rebuild()
            return len(changes)
        self.writer.commit()
        _save_position(self.generation, position)
        self.position = position
        return len(changes)

    @staticmethod
    def _apply(writer: GenerationWriter, changes: list[Change]) -> None:
        by_kind: dict[str, list[int]] = {}
        for change in changes:
            by_kind.setdefault(change.kind, []).append(change.object_id)
        if LEXICON in by_kind:
            writer.words.add(compile_lexicon())
        # unscoped: the index holds the whole instance
        with scopes_disabled():
            for kind in registry.kinds():
                for ids in _chunks(by_kind.get(kind.name, ())):
                    writer.replace(kind.name, ids, kind.fetch(ids))


def catch_up() -> int:
    """Take over everything that is new, once, and end (commands and tests). Raises WriterBusy."""
    with store.lock("writer"):
        follower = Follower()
        try:
            return follower.step()
        finally:
            follower.close()


def run(stop: threading.Event) -> None:
    """Follow the log until `stop` is set. A second worker of the same host waits for the lock and takes over when it is free."""
    while not stop.is_set():
        try:
            with store.lock("writer"):
                _follow(stop)
        except WriterBusy:
            stop.wait(WAIT_FOR_LOCK_SECONDS)


def _follow(stop: threading.Event) -> None:
    follower, pruned = Follower(), 0.0
    try:
        while not stop.is_set():
            try:
                worked = follower.step()
                if time.monotonic() - pruned > PRUNE_SECONDS or not pruned:
                    prune()
                    pruned = time.monotonic()
            except DatabaseError:
                log.exception("The change log could not be read; trying again.")
                connection.close()
                worked = 0
                stop.wait(1.0)
            if not worked:
                close_old_connections()
                stop.wait(POLL_SECONDS)
    finally:
        follower.close()
