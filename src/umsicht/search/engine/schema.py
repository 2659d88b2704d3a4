"""The tantivy schema of a kind, and how a Document becomes a row of it."""

from __future__ import annotations

import math
import re
from typing import Any

import tantivy
from tantivy import Filter, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from umsicht.search.engine import geo
from umsicht.search.engine.layout import Layout
from umsicht.search.language.analysis import index_text, words
from umsicht.search.language.fold import fold
from umsicht.search.registry import Document, Kind

TITLE_TIMES, TERMS_TIMES = 3, 2
TOKENIZER = "tokens"
_SIGN = re.compile(r"[^0-9a-z]")
# A text beyond this many characters is cut: a pasted book must not fill the index.
LONGEST_TEXT = 20_000


def build(kind: Kind, layout: Layout) -> tantivy.Schema:
    """text: all tokens, a title's three times and a term's twice (so one posting list carries the weights, which is faster and ranks
    like BM25F); title: for phrases and suggestions; names: unstemmed title words for completion; tag: tenants, filters and concepts."""
    builder = SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("cell", indexed=True)
    builder.add_text_field("text", tokenizer_name=TOKENIZER, index_option="freq")
    builder.add_text_field("title", tokenizer_name=TOKENIZER, index_option="position")
    builder.add_text_field("names", tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_text_field("tag", tokenizer_name=TOKENIZER, index_option="basic")
    for column in range(len(layout.columns)):
        builder.add_unsigned_field(f"facet{column}", fast=True)
    for number in kind.numbers:
        builder.add_integer_field(f"n_{number}", fast=True)
    builder.add_unsigned_field("collation", fast=True)
    for name in ("lat", "lon", "quality"):
        builder.add_float_field(name, fast=True)
    return builder.build()


def register_tokenizer(index: tantivy.Index) -> None:
    """Everything is analysed before it comes to tantivy; here tokens are only separated. Long ones can't occur (64 signs)."""
    index.register_tokenizer(
        TOKENIZER, TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(200)).build()
    )


def tag(name: str, code: str) -> str:
    """The term of a filter; codes are made safe for the whitespace tokenizer."""
    return f"{name}={'_'.join(str(code).split())[:150]}"


def concept_tag(code: str) -> str:
    return tag("concept", code)


def tenant_tag(tenant: int) -> str:
    return f"tenant={int(tenant)}"


def collation(folded: str) -> int:
    """The first twelve letters and figures of a folded title as a number; numbers sort as the titles do."""
    signs = _SIGN.sub("", folded[:60])[:12]
    return int(signs.ljust(12, "0") or "0", 36)


class Rows:
    """Makes rows of one kind. What repeats from document to document (labels, sets of codes) is worked out once."""

    def __init__(self, kind: Kind, layout: Layout) -> None:
        self.kind, self.layout = kind, layout
        self.grown = False
        self._facets: dict[tuple[str, tuple[str, ...]], tuple[str, list[tuple[int, int]]]] = {}
        self._terms: dict[str, str] = {}
        self._concepts: dict[tuple[str, ...], str] = {}
        self._columns = [f"facet{column}" for column in range(len(layout.columns))]

    def _facet(self, name: str, codes: tuple[str, ...]) -> tuple[str, list[tuple[int, int]]]:
        """Terms of the filters, and what the codes add to the columns. Raises LayoutFull."""
        key = (name, codes)
        found = self._facets.get(key)
        if found is None:
            _make_room(self._facets)
            self.grown |= self.layout.learn({name: codes})
            found = self._facets[key] = (
                " ".join(tag(name, code) for code in codes),
                self.layout.share(name, codes),
            )
        return found

    def _term(self, label: str) -> str:
        found = self._terms.get(label)
        if found is None:
            _make_room(self._terms)
            found = self._terms[label] = index_text(label[:LONGEST_TEXT])
        return found

    def _concept(self, codes: tuple[str, ...]) -> str:
        found = self._concepts.get(codes)
        if found is None:
            _make_room(self._concepts)
            found = self._concepts[codes] = " ".join(map(concept_tag, codes))
        return found

    def row(self, document: Document) -> dict[str, Any]:
        """The fields of one document. Raises LayoutFull."""
        title = index_text(document.title[:LONGEST_TEXT])
        terms = " ".join(map(self._term, document.terms))
        rest = index_text(f"{document.summary} {document.body}"[:LONGEST_TEXT])
        names = fold(document.title)
        fields: dict[str, Any] = {
            "id": document.id,
            "text": " ".join([title] * TITLE_TIMES + [terms] * TERMS_TIMES + [rest]),
            "title": title,
            "names": " ".join(words(names)),
            "collation": collation(names),
            "quality": min(max(document.quality, 0.0), 1.0),
        }
        numbers, tags = [0] * len(self._columns), [self._concept(tuple(document.concepts))]
        tags += [tenant_tag(tenant) for tenant in document.tenants]
        for facet in self.kind.facets:
            if codes := document.facets.get(facet.name):
                terms_of, shares = self._facet(facet.name, tuple(codes))
                tags.append(terms_of)
                for column, share in shares:
                    numbers[column] += share
        fields["tag"] = " ".join(tags)
        fields.update(zip(self._columns, numbers, strict=True))
        for name in self.kind.numbers:
            if (value := document.numbers.get(name)) is not None:
                fields[f"n_{name}"] = int(value)
        self._place(document, fields)
        return fields

    @staticmethod
    def _place(document: Document, fields: dict[str, Any]) -> None:
        if document.reach_km is not None and math.isinf(document.reach_km):
            fields["cell"] = geo.cells(0, 0, math.inf)
        if document.point is not None:
            fields["lat"], fields["lon"] = document.point
            fields.setdefault("cell", geo.cells(*document.point, document.reach_km))


def _make_room(memory: dict[Any, Any]) -> None:
    """Sets of codes are few, but nothing promises it."""
    if len(memory) > 100_000:
        memory.clear()
