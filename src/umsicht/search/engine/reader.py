"""The open index of this process: read-only, no database, follows the writer's commits by looking at file dates."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tantivy

from umsicht.search.engine import schema, store
from umsicht.search.engine.layout import Layout
from umsicht.search.errors import IndexMissing
from umsicht.search.language import lexicon
from umsicht.search.registry import Kind, kinds

log = logging.getLogger(__name__)
CHECK_EVERY = 0.2
CACHE_SIZE = 256


def signature(kind: Kind) -> list[Any]:
    """What of a kind's declaration the files depend on; another one needs a rebuild."""
    return [3, [[facet.name, facet.many] for facet in kind.facets], list(kind.numbers)]


class Cache:
    """The last answers of one commit. Small: it saves the second page and the second visitor, not the engine."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable) -> Any:
        found = self._held.get(key)
        if found is not None:
            with suppress(KeyError):  # another thread dropped it just now
                self._held.move_to_end(key)
        return found

    def put(self, key: Hashable, value: Any) -> None:
        self._held[key] = value
        while len(self._held) > CACHE_SIZE:
            self._held.popitem(last=False)


@dataclass
class Opened:
    """One kind's index at one commit. Replaced as a whole on a new commit, so a request works on one state throughout."""

    kind: Kind
    path: Path
    index: tantivy.Index
    searcher: tantivy.Searcher
    schema: tantivy.Schema
    layout: Layout
    stamps: tuple[tuple[int, int], tuple[int, int]]
    cache: Cache = field(default_factory=Cache)
    frequencies: dict[str, int] = field(default_factory=dict)
    _universal: dict[int, bool] = field(default_factory=dict)

    def frequency(self, stem: str) -> int:
        """In how many documents a stem occurs."""
        if stem not in self.frequencies:
            if len(self.frequencies) > 20_000:
                self.frequencies.clear()
            self.frequencies[stem] = self.searcher.doc_freq("text", stem)
        return self.frequencies[stem]

    def shows_all(self, tenant: int) -> bool:
        """Does every object carry this tenant (a state's portal)? Then its filter can be left out. Looked up once per commit."""
        if tenant not in self._universal:
            tag, total = schema.tenant_tag(tenant), self.searcher.num_docs
            answer = False
            # The dictionary also counts deleted documents, so a high number is only a hint.
            if self.searcher.doc_freq("tag", tag) >= total:
                held = tantivy.Query.term_query(self.schema, "tag", tag, "basic")
                others = tantivy.Query.boolean_query(
                    [(tantivy.Occur.Must, tantivy.Query.all_query()), (tantivy.Occur.MustNot, held)]
                )
                answer = not self.searcher.search(others, limit=1, count=False).hits
            self._universal[tenant] = answer
        return self._universal[tenant]


def _stamps(path: Path) -> tuple[tuple[int, int], tuple[int, int]]:
    return store.stamp(path / "meta.json"), store.stamp(path / "layout.json")


def open_kind(kind: Kind, path: Path, index: tantivy.Index | None = None) -> Opened:
    """Open or reopen one kind's index. Raises IndexMissing."""
    stamps = _stamps(path)
    data = store.read_json(path / "layout.json")
    if not data or data.get("signature") != signature(kind):
        raise IndexMissing(f"{kind.name}: no index, or one of an older shape.")
    try:
        if index is None:
            index = tantivy.Index.open(str(path))
            index.config_reader("manual")
        index.reload()
        searcher = index.searcher()
    except (ValueError, OSError) as error:
        raise IndexMissing(f"{kind.name}: {error}") from error
    return Opened(kind, path, index, searcher, index.schema, Layout.load(data["layout"]), stamps)


def open_words(path: Path) -> tantivy.Searcher | None:
    """The spellings, or None: without them typing errors are not mended, the rest works."""
    try:
        index = tantivy.Index.open(str(path))
        index.config_reader("manual")
        index.reload()
        return index.searcher()
    except (ValueError, OSError):
        return None


class Reader:
    """All open indexes of this process. Thread-safe: threads that come while another one reopens use the old state."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._checked = 0.0
        self._generation = ""
        self._version = ""
        self._opened: dict[str, Opened] = {}
        self._words: tuple[tuple[int, int], tantivy.Searcher | None] = ((0, 0), None)
        self._lexicon: tuple[tuple[int, int], lexicon.Lexicon | None] = ((0, 0), None)

    def close(self) -> None:
        """Forget everything that is open (tests, and before a fork)."""
        self.__init__()  # type: ignore[misc]

    def refresh(self, *, force: bool = False) -> None:
        """Look whether the writer has committed or switched, at most every 200 ms. Raises nothing."""
        if not force and time.monotonic() - self._checked < CHECK_EVERY:
            return
        # Whoever has nothing to work with yet waits for the first look; later ones go on with what is open.
        if not self._lock.acquire(blocking=force or not self._generation):
            return
        try:
            name = store.current()
            if name != self._generation:
                self._generation, self._opened = name, {}
                self._words = ((0, 0), None)
            for opened in list(self._opened.values()):
                if _stamps(opened.path) != opened.stamps:
                    self._reopen(opened)
            self._version = self._describe()
            self._checked = time.monotonic()
        finally:
            self._lock.release()

    def _describe(self) -> str:
        if not self._generation:
            return ""
        folder = store.generation(self._generation)
        stamps = [store.stamp(folder / kind.name / "meta.json")[1] for kind in kinds()]
        lexicon_stamp = store.stamp(store.root() / "lexicon.json")[1]
        return f"{self._generation}-{sum(stamps) + lexicon_stamp:x}"

    def _reopen(self, opened: Opened) -> None:
        try:
            self._opened[opened.kind.name] = open_kind(opened.kind, opened.path, opened.index)
        except IndexMissing:
            log.warning("The search index of %s can't be read any more.", opened.kind.name)
            del self._opened[opened.kind.name]

    def kind(self, kind: Kind) -> Opened:
        """The open index of a kind. Raises IndexMissing."""
        self.refresh()
        opened = self._opened.get(kind.name)
        if opened is None or opened.kind is not kind:
            if not self._generation:
                raise IndexMissing("There is no search index on this host yet.")
            opened = open_kind(kind, store.generation(self._generation) / kind.name)
            self._opened[kind.name] = opened
        return opened

    def version(self) -> str:
        """Changes with every commit of any kind, every switch and every new lexicon; "" without an index."""
        self.refresh()
        return self._version

    def words(self) -> tantivy.Searcher | None:
        if not self._generation:
            return None
        path = store.generation(self._generation) / "words"
        stamp = store.stamp(path / "meta.json")
        if stamp != self._words[0]:
            self._words = (stamp, open_words(path))
        return self._words[1]

    def lexicon(self) -> lexicon.Lexicon:
        path = store.root() / "lexicon.json"
        stamp = store.stamp(path)
        held = self._lexicon
        if held[1] is None or stamp != held[0]:
            held = (stamp, lexicon.loaded(store.read_json(path)))
            self._lexicon = held
        found = held[1]
        assert found is not None  # noqa: S101 - set two lines above
        return found


reader = Reader()
