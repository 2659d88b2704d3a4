"""Write one generation: an index per kind, and the spellings. Used by the writer, the rebuild and the offline benchmarks; no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy
from tantivy import Document as Row
from tantivy import Query

from umsicht.search.engine import schema, spelling, store
from umsicht.search.engine.layout import Layout
from umsicht.search.engine.reader import signature
from umsicht.search.engine.rows import Prepared, Preparer, Rows
from umsicht.search.errors import IndexMissing
from umsicht.search.language import analysis
from umsicht.search.language.fold import fold
from umsicht.search.registry import Document, Kind

SMALL_HEAP = 30_000_000
LARGE_HEAP = 300_000_000


class KindWriter:
    """The one writer of one kind's index. Nothing is visible before commit()."""

    def __init__(
        self, kind: Kind, folder: Path, *, large: bool, sizes: Mapping[str, int] | None = None
    ) -> None:
        self.kind, self.path = kind, folder / kind.name
        data = store.read_json(self.path / "layout.json")
        if data is None:
            self.path.mkdir(parents=True, exist_ok=True)
            self.layout = Layout.new(kind.facets, sizes)
            self._save_layout()
            self.index = tantivy.Index(schema.build(kind, self.layout), str(self.path), reuse=False)
        elif data.get("signature") != signature(kind):
            raise IndexMissing(f"{kind.name}: the index has another shape.")
        else:
            self.layout = Layout.load(data["layout"])
            try:
                self.index = tantivy.Index.open(str(self.path))
            except (ValueError, OSError) as error:
                raise IndexMissing(f"{kind.name}: {error}") from error
        schema.register_tokenizer(self.index)
        self.schema = self.index.schema
        threads = 2 if large else 1
        self.writer = self.index.writer(heap_size=LARGE_HEAP if large else SMALL_HEAP, num_threads=threads)
        self.preparer, self.rows = Preparer(kind), Rows(self.layout)

    def _save_layout(self) -> None:
        store.write_json(
            self.path / "layout.json", {"signature": signature(self.kind), "layout": self.layout.dump()}
        )

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents that are not in the index (delete() first to replace). Raises LayoutFull before anything is visible."""
        self.add_prepared(self.preparer.prepare(document) for document in documents if document.published)

    def add_prepared(self, rows: Iterable[Prepared]) -> None:
        for prepared in rows:
            self.writer.add_document(Row.from_dict(self.rows.complete(prepared), self.schema))

    def delete(self, ids: Sequence[int]) -> None:
        # By query: a deletion by term takes Python's int for a signed one and finds nothing in an unsigned field.
        if ids:
            self.writer.delete_documents_by_query(Query.term_set_query(self.schema, "id", list(ids)))

    def commit(self) -> None:
        """The layout first: a reader may know codes that no document has yet, never the other way round."""
        if self.rows.grown:
            self._save_layout()
            self.rows.grown = False
        self.writer.commit()

    def finish(self) -> None:
        """Commit, wait for merges and give up the writer."""
        self.commit()
        self.writer.wait_merging_threads()

    def close(self) -> None:
        """Give up the writer; what is not committed is lost."""
        self.writer.rollback()
        self.writer.wait_merging_threads()


class WordWriter:
    """Collects spellings that pass through the analysis of this process."""

    def __init__(self, folder: Path) -> None:
        path = folder / "words"
        fresh = not tantivy.Index.exists(str(path)) if path.exists() else True
        path.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(spelling.schema(), str(path), reuse=not fresh)
        self.writer = self.index.writer(heap_size=15_000_000, num_threads=1)
        self.index.reload()
        self.known = {term for term, _ in self.index.searcher().terms_with_prefix("word", "")}

    def collect(self) -> None:
        """Take over the spellings seen since the last call."""
        for word in analysis.take_seen():
            folded = fold(word)
            if spelling.worth_keeping(folded) and folded not in self.known:
                self.known.add(folded)
                self.writer.add_document(Row(word=[folded]))

    def add(self, words: Iterable[str]) -> None:
        for folded in words:
            if spelling.worth_keeping(folded) and folded not in self.known:
                self.known.add(folded)
                self.writer.add_document(Row(word=[folded]))

    def commit(self) -> None:
        self.collect()
        self.writer.commit()

    def close(self) -> None:
        self.writer.wait_merging_threads()


class GenerationWriter:
    """All writers of one generation."""

    def __init__(
        self,
        folder: Path,
        kinds: Iterable[Kind],
        *,
        large: bool = False,
        sizes: Mapping[str, int] | None = None,
    ) -> None:
        analysis.watch_spellings()
        self.kinds = {kind.name: KindWriter(kind, folder, large=large, sizes=sizes) for kind in kinds}
        self.words = WordWriter(folder)

    def replace(self, kind: str, ids: Sequence[int], documents: Iterable[Document]) -> None:
        writer = self.kinds[kind]
        writer.delete(ids)
        writer.add(documents)

    def commit(self) -> None:
        for writer in self.kinds.values():
            writer.commit()
        self.words.commit()

    def finish(self) -> None:
        for writer in self.kinds.values():
            writer.finish()
        self.words.commit()
        self.words.close()

    def close(self) -> None:
        for writer in self.kinds.values():
            writer.close()
        self.words.close()
