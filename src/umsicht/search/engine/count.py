"""Exact facet counts: a group's counts ignore its own filter, so that several of its values can be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tantivy import Query

from umsicht.search.engine.layout import STATES
from umsicht.search.engine.query import Builder, Filters
from umsicht.search.engine.reader import Opened

Counts = dict[str, dict[str, int]]
# A column of its own for a single facet with very many codes is still counted up to this many values.
_MOST_VALUES = 60_000


@dataclass(frozen=True)
class Counted:
    total: int
    counts: Counts


def hit_count(opened: Opened, query: Query) -> int:
    found: Any = opened.searcher.search(query, limit=1, count=True)
    return int(found.count)


def _read(opened: Opened, query: Query, facets: Iterable[str]) -> Counted:
    """One pass over the hits for all columns of these facets."""
    wanted = list(facets)
    counts: Counts = {name: {} for name in wanted}
    columns = opened.layout.columns_of(wanted)
    if not columns:
        return Counted(hit_count(opened, query), counts)
    asked = {}
    for column in columns:
        wide = any(slot.states > STATES for slot in opened.layout.columns[column])
        asked[str(column)] = {"terms": {"field": f"facet{column}", "size": _MOST_VALUES if wide else STATES}}
    found = opened.searcher.aggregate(query, asked)
    total = 0
    for column in columns:
        total = 0
        for bucket in found[str(column)]["buckets"]:
            number = bucket["doc_count"]
            total += number
            for facet, code in opened.layout.decode(column, int(bucket["key"])):
                if (group := counts.get(facet)) is not None:
                    group[code] = group.get(code, 0) + number
    return Counted(total, counts)


def count(
    opened: Opened, builder: Builder, text: Query | None, filters: Filters, facets: tuple[str, ...]
) -> Counted:
    """Total and counts; one pass more for each group that has a filter of its own."""
    known = [name for name in dict.fromkeys(facets) if name in opened.layout.codes]
    filtered = {name for name, _ in filters.facets}
    first = _read(opened, builder.filtered(text, filters), [name for name in known if name not in filtered])
    counts = dict(first.counts)
    for name in known:
        if name in filtered:
            counts[name] = _read(opened, builder.filtered(text, filters.without(name)), [name]).counts[name]
    return Counted(first.total, {name: counts[name] for name in known})
