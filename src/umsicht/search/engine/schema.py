"""The tantivy schema of a kind, and the terms that stand in it."""

from __future__ import annotations

import re

import tantivy
from tantivy import Filter, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from umsicht.search.engine.layout import Layout
from umsicht.search.registry import Kind

TOKENIZER, CONCEPT = "tokens", "concept"
_SIGN = re.compile(r"[^0-9a-z]")


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
    return tag(CONCEPT, code)


def tenant_tag(tenant: int) -> str:
    return f"tenant={int(tenant)}"


def collation(folded: str) -> int:
    """The first twelve letters and figures of a folded title as a number; numbers sort as the titles do."""
    signs = _SIGN.sub("", folded[:60])[:12]
    return int(signs.ljust(12, "0") or "0", 36)
