"""Exact facet counts: a group's counts ignore its own filter, so that several of its values can be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import tantivy
from tantivy import Query

from umsicht.search.engine.layout import STATES, WIDEST
from umsicht.search.engine.query import Builder, Filters
from umsicht.search.engine.reader import Opened

Counts = dict[str, dict[str, int]]
Hits = list[tuple[float, tantivy.DocAddress]]


@dataclass(frozen=True)
class Counted:
    total: int
    counts: Counts


def hit_count(opened: Opened, query: Query) -> int:
    found: Any = opened.searcher.search(query, limit=1, count=True)
    return int(found.count)


def _add(counts: Counts, pairs: Iterable[tuple[str, str]], number: int) -> None:
    for facet, code in pairs:
        if (group := counts.get(facet)) is not None:
            group[code] = group.get(code, 0) + number


def _of_few(opened: Opened, hits: Hits, facets: list[str]) -> Counted:
    """All hits are known and few: look at each."""
    counts: Counts = {name: {} for name in facets}
    addresses = [address for _, address in hits]
    for column in opened.layout.columns_of(facets):
        for number, times in Counter(opened.searcher.fast_field_values(f"facet{column}", addresses)).items():
            if number:
                _add(counts, opened.layout.decode(column, int(number)), times)
    return Counted(len(hits), counts)


def _aggregate(opened: Opened, query: Query, columns: list[int]) -> dict[int, list[dict[str, Any]]]:
    """Distinct numbers of these columns among the hits, and how often each occurs."""
    asked = {}
    for column in columns:
        wide = any(slot.states > STATES for slot in opened.layout.columns[column])
        asked[str(column)] = {"terms": {"field": f"facet{column}", "size": WIDEST + 1 if wide else STATES}}
    try:
        found = opened.searcher.aggregate(query, asked)
    except ValueError as error:
        # Very many different combinations together are too much for one answer; column by column they never are.
        if len(columns) == 1 or "bucket" not in str(error):
            raise
        return {column: _aggregate(opened, query, [column])[column] for column in columns}
    return {column: found[str(column)]["buckets"] for column in columns}


def _of_many(opened: Opened, query: Query, facets: list[str]) -> Counted:
    """One pass over the hits for all columns of these facets."""
    counts: Counts = {name: {} for name in facets}
    columns = opened.layout.columns_of(facets)
    if not columns:
        return Counted(hit_count(opened, query), counts)
    total = 0
    summed: dict[tuple[str, str], int] = {}
    get, decode = summed.get, opened.layout.decode
    for column, buckets in _aggregate(opened, query, columns).items():
        total = 0
        for bucket in buckets:  # hundreds on a page: no call per bucket but the look-up
            number = bucket["doc_count"]
            total += number
            for pair in decode(column, int(bucket["key"])):
                summed[pair] = get(pair, 0) + number
    for (facet, code), number in summed.items():
        if facet in counts:
            counts[facet][code] = number
    return Counted(total, counts)


def count(
    opened: Opened,
    builder: Builder,
    text: Query | None,
    filters: Filters,
    facets: tuple[str, ...],
    hits: Hits | None = None,
) -> Counted:
    """Total and counts; one pass more for each group that has a filter of its own. `hits`: all of them, if they are known."""
    known = [name for name in dict.fromkeys(facets) if name in opened.layout.codes]
    filtered = {name for name, _ in filters.facets}
    free = [name for name in known if name not in filtered]
    if hits is None:
        first = _of_many(opened, builder.filtered(text, filters), free)
    else:
        first = _of_few(opened, hits, free)
    counts = dict(first.counts)
    for name in known:
        if name in filtered:
            counts[name] = _of_many(opened, builder.filtered(text, filters.without(name)), [name]).counts[
                name
            ]
    return Counted(first.total, {name: counts[name] for name in known})
