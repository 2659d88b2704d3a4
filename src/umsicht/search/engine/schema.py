"""The tantivy schema of a kind, and how a Document becomes a row of it."""

from __future__ import annotations

import math
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
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_RANK = {sign: place for place, sign in enumerate(_ALPHABET, 1)}
# A text beyond this many characters is cut: a pasted book must not fill the index.
LONGEST_TEXT = 20_000


def build(kind: Kind, layout: Layout) -> tantivy.Schema:
    """text: all tokens, a title's three times and a term's twice (so one posting list carries the weights, which is faster and ranks
    like BM25F); title: for phrases and suggestions; names: unstemmed title words for completion; tag: filters and concepts."""
    builder = SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("tenant", indexed=True)
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


def collation(title: str) -> int:
    """The first twelve letters of a title as a number that sorts like a German phone book without the umlaut rules."""
    number = 0
    signs = [_RANK[sign] for sign in "".join(words(fold(title))) if sign in _RANK][:12]
    for place in range(12):
        number = number * 37 + (signs[place] if place < len(signs) else 0)
    return number


def _texts(document: Document) -> tuple[str, str]:
    """The title's tokens, and all tokens with their weights."""
    title = index_text(document.title[:LONGEST_TEXT])
    terms = index_text(" . ".join(document.terms)[:LONGEST_TEXT])
    rest = index_text(f"{document.summary} {document.body}"[:LONGEST_TEXT])
    return title, " ".join([title] * TITLE_TIMES + [terms] * TERMS_TIMES + [rest])


def _tags(document: Document, kind: Kind) -> str:
    found = [tag(facet.name, code) for facet in kind.facets for code in document.facets.get(facet.name, ())]
    found += [concept_tag(code) for code in document.concepts]
    return " ".join(found)


def row(document: Document, kind: Kind, layout: Layout) -> dict[str, Any]:
    """The fields of one document. Codes must have a place in the layout."""
    title, text = _texts(document)
    fields: dict[str, Any] = {
        "id": document.id,
        "tenant": list(document.tenants),
        "text": text,
        "title": title,
        "names": fold(" ".join(words(document.title))),
        "tag": _tags(document, kind),
        "collation": collation(document.title),
        "quality": min(max(document.quality, 0.0), 1.0),
    }
    for column, number in enumerate(layout.encode(document.facets)):
        fields[f"facet{column}"] = number
    for name in kind.numbers:
        if (value := document.numbers.get(name)) is not None:
            fields[f"n_{name}"] = int(value)
    if document.reach_km is not None and math.isinf(document.reach_km):
        fields["cell"] = geo.cells(0, 0, math.inf)
    if document.point is not None:
        fields["lat"], fields["lon"] = document.point
        fields.setdefault("cell", geo.cells(*document.point, document.reach_km))
    return fields
