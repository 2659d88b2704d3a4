"""Carry out one search on one open index."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import tantivy
from tantivy import Order, Query

from umsicht.search.contract import MOST_RESULTS, Expansion, Near, Recognised, Request, Result
from umsicht.search.engine import count, geo
from umsicht.search.engine.plan import Plan, hints, plan, widen
from umsicht.search.engine.query import Builder, Filters
from umsicht.search.engine.reader import Opened, Reader
from umsicht.search.language.lexicon import Lexicon
from umsicht.search.language.recognise import Words, recognise

LONGEST_QUERY = 400
FEW = 8  # fewer hits than this: look for related words too
MOST_KM = 200.0
WINDOW = 200  # so many best hits are ordered again by quality
_NEAREST = (1, 3, 8, 20, 50, 120, 200)

Hits = list[tuple[float, tantivy.DocAddress]]


@dataclass
class Found:
    """What a search comes down to before a page is cut from it; kept in the cache of the commit."""

    text: Query | None
    filters: Filters
    plan: Plan
    recognised: list[Recognised]
    relaxed: bool = False
    nearest: Near | None = None
    hits: Hits = field(default_factory=list)
    ranked: Hits | None = None  # hits in their final order, once somebody asked
    ordered: dict[str, tuple[Hits, int]] = field(default_factory=dict)  # by sort key, as far as somebody read


class Search:
    """One request on one commit of a kind's index."""

    def __init__(self, request: Request, opened: Opened, reader: Reader) -> None:
        tenants = None if request.tenants is None else frozenset(request.tenants)
        if tenants and any(map(opened.shows_all, tenants)):
            tenants = None
        self.tenants, self.without = tenants, frozenset(request.without)
        self.request = request
        self.opened, self.reader = opened, reader
        self.builder = Builder(opened.schema, frozenset(opened.layout.reaches))
        self.lexicon: Lexicon = reader.lexicon()

    # ---- meaning -------------------------------------------------------------------------------------------
    def _filters(self, recognised: list[Recognised]) -> Filters:
        request = self.request
        facets = {name: list(codes) for name, codes in request.filters.items()}
        ranges = list(request.ranges.items())
        for item in recognised:
            if item.applied and item.facet:
                facets.setdefault(item.facet, []).extend(item.codes)
            if item.applied:
                ranges += item.ranges
        return Filters.of(self.opened.kind, self.tenants, facets, ranges, request.near)

    def _read(self, drop: str = "") -> Found:
        """Plan and filters of the words. drop="places": districts only order by distance; "all": filters are words again."""
        request, words = self.request, Words.of(self.request.text[:LONGEST_QUERY])
        found: list[Recognised] = []
        if request.recognise:
            found = recognise(words, self.lexicon, self.opened.kind, self.without)
        dropped = [item for item in found if drop == "all" or (drop and item.point)]
        # A dropped place stays out of the words, it orders by distance; other dropped filters go back to being words.
        back = {word for item in dropped if not item.point for word in item.words.split()}
        left = (
            words.left
            if not back
            else [
                word for word, taken in zip(words.raw, words.taken, strict=True) if not taken or word in back
            ]
        )
        recognised = [replace(item, applied=item not in dropped) for item in found]
        applied = [item for item in recognised if item.applied]
        made = plan(left, self.lexicon, expand=request.expand, alone=not applied)
        made.hints = hints(
            word for item in applied if item.facet not in ("", "grade") for word in item.words.split()
        )
        return Found(None, self._filters(recognised), made, recognised)

    # ---- hits ----------------------------------------------------------------------------------------------
    def _top(self, text: Query, filters: Filters, limit: int) -> Hits:
        return self.opened.searcher.search(
            self.builder.filtered(text, filters), limit=limit, count=False
        ).hits

    def _widening(self, found: Found, *, narrow: bool = False) -> None:
        """Exact words first; with few hits also related words; with hardly any, not every word must match.

        narrow: anything is enough, for an order in which weak hits would come first (the nearest).
        """
        made, builder = found.plan, self.builder
        enough = 1 if narrow else FEW
        found.text = builder.strict(made)
        found.hits = self._top(found.text, found.filters, WINDOW)
        if not self.request.expand or (len(found.hits) >= enough and (narrow or not made.lay)):
            return
        if len(found.hits) < enough:
            widen(made, self.lexicon, self.opened, self.reader.words())
            found.text = builder.strict(made, wide=True)
            found.hits = self._top(found.text, found.filters, WINDOW)
        if made.lay and not (narrow and found.hits):
            found.text = builder.with_lay(found.text, made)
            found.hits = self._top(found.text, found.filters, WINDOW)
        if len(found.hits) < enough and len(made.units) > 1:
            self._relax(found)

    def _relax(self, found: Found) -> None:
        """Half of the words are enough, or one if that finds nothing more."""
        made = found.plan
        for least in dict.fromkeys(((len(made.units) + 1) // 2, 1)):
            text = self.builder.relaxed(made, least)
            if made.lay:
                text = self.builder.with_lay(text, made)
            hits = self._top(text, found.filters, WINDOW)
            if len(hits) > len(found.hits):
                found.text, found.hits, found.relaxed = text, hits, True
                return

    def _find(self) -> Found:
        """With all filters that the words hold; if nothing is left over, without places (nearest first), then without any."""
        found = self._read()
        if found.plan.units:
            self._widening(found)
        if not found.recognised or not self._empty(found):
            return found
        for drop in ("places", "all"):
            again = self._read(drop)
            spot = next((item.point for item in again.recognised if item.point and not item.applied), None)
            again.nearest = Near(*spot, km=MOST_KM) if spot else None
            if again.plan.units:
                self._widening(again, narrow=spot is not None)
            if not self._empty(again):
                return again
        return found

    def _empty(self, found: Found) -> bool:
        if found.text is not None:
            return not found.hits
        query = self.builder.filtered(None, found.filters)
        return not self.opened.searcher.search(query, limit=1, count=False).hits

    # ---- order ---------------------------------------------------------------------------------------------
    def _by_quality(self, hits: Hits) -> Hits:
        """The best hits again, each score times the quality of its object."""
        head = hits[:WINDOW]
        weights = self.opened.searcher.fast_field_values("quality", [address for _, address in head])
        ranked = sorted(
            (
                (score * (weight if weight is not None else 1.0), place)
                for place, ((score, _), weight) in enumerate(zip(head, weights, strict=True))
            ),
            key=lambda item: (-item[0], item[1]),
        )
        return [(score, head[place][1]) for score, place in ranked] + hits[WINDOW:]

    def _order(self) -> tuple[str, Order] | None:
        """The fast field of a sort key, or None for best and nearest."""
        sort = self.request.sort
        if sort == "title":
            return "collation", Order.Asc
        name, order = (sort[1:], Order.Desc) if sort.startswith("-") else (sort, Order.Asc)
        return (f"n_{name}", order) if name in self.opened.kind.numbers else None

    def _by_field(self, found: Found, name: str, order: Order, end: int) -> Hits:
        """By a stored number; what was read once serves the next pages too."""
        held, limit = found.ordered.get(f"{name}{order}", ([], 0))
        if len(held) < end and len(held) >= limit:
            limit = min(max(end, 2 * WINDOW), MOST_RESULTS)
            query = self.builder.filtered(found.text, found.filters)
            held = self.opened.searcher.search(
                query, limit=limit, count=False, order_by_field=name, order=order
            ).hits
            found.ordered[f"{name}{order}"] = (held, limit)
        return held

    def _sorted(self, found: Found, end: int) -> Hits:
        if order := self._order():
            return self._by_field(found, *order, end)
        near = self.request.near or found.nearest
        if near is not None and near.usable and (self.request.sort == "distance" or found.nearest):
            return self._nearest(found, near, end)
        if found.text is None and not found.plan.hints:
            return self._by_field(found, "quality", Order.Desc, end)
        query = self.builder.ranked(found.text, found.filters, found.plan)
        if end > WINDOW or found.text is None:
            return self._by_quality(
                self.opened.searcher.search(query, limit=max(end, WINDOW), count=False).hits
            )
        if found.ranked is None:
            found.ranked = self._by_quality(found.hits)
        return found.ranked

    def _nearest(self, found: Found, near: Near, end: int) -> Hits:
        """By distance: circles that grow until they hold enough. Objects without a place come last, best first."""
        searcher, inside = self.opened.searcher, found.filters
        for km in (*(km for km in _NEAREST if km < near.km), near.km):
            inside = replace(found.filters, near=Near(near.lat, near.lon, km))
            query = self.builder.filtered(found.text, inside)
            if count.hit_count(self.opened, query) >= end:
                break
        hits = searcher.search(
            self.builder.filtered(found.text, inside), limit=MOST_RESULTS, count=False
        ).hits
        distances = self._distances([address for _, address in hits], near)
        order = sorted(
            range(len(hits)), key=lambda place: (distances[place] is None, distances[place] or 0.0, place)
        )
        ranked = [hits[place] for place in order]
        if found.nearest is not None and len(ranked) < end:
            known = {(address.segment_ord, address.doc) for _, address in ranked}
            rest = searcher.search(
                self.builder.filtered(found.text, found.filters), limit=MOST_RESULTS, count=False
            ).hits
            ranked += [hit for hit in rest if (hit[1].segment_ord, hit[1].doc) not in known]
        return ranked

    def _distances(self, addresses: list[tantivy.DocAddress], near: Near) -> list[float | None]:
        lats = self.opened.searcher.fast_field_values("lat", addresses)
        lons = self.opened.searcher.fast_field_values("lon", addresses)
        return [
            None if lat is None or lon is None else geo.distance_km(near.lat, near.lon, lat, lon)
            for lat, lon in zip(lats, lons, strict=True)
        ]

    # ---- answer --------------------------------------------------------------------------------------------
    def _key(self) -> tuple[object, ...]:
        r = self.request
        filters = tuple(sorted((name, tuple(codes)) for name, codes in r.filters.items()))
        return (
            r.text,
            self.tenants,
            filters,
            tuple(sorted(r.ranges.items())),
            r.near,
            r.expand,
            r.recognise,
            self.without,
        )

    def _counted(self, found: Found, key: tuple[object, ...]) -> count.Counted:
        counted = self.opened.cache.get(("count", self.request.facets, *key))
        if counted is None:
            counted = count.count(self.opened, self.builder, found.text, found.filters, self.request.facets)
            self.opened.cache.put(("count", self.request.facets, *key), counted)
        return counted

    def run(self) -> Result:
        key = self._key()
        found = self.opened.cache.get(("found", *key))
        if found is None:
            found = self._find()
            self.opened.cache.put(("found", *key), found)
        start = min(max(self.request.offset, 0), MOST_RESULTS)
        end = min(start + max(self.request.limit, 0), MOST_RESULTS)
        hits = self._sorted(found, end)[start:end] if end > start else []
        addresses = [address for _, address in hits]
        near = self.request.near or found.nearest
        counted = self._counted(found, key)
        return Result(
            ids=[
                int(value)
                for value in self.opened.searcher.fast_field_values("id", addresses)
                if value is not None
            ],
            scores=[float(score) if isinstance(score, int | float) else 0.0 for score, _ in hits],
            distances=self._distances(addresses, near)
            if near is not None and near.usable
            else [None] * len(hits),
            total=counted.total,
            facets={name: dict(counts) for name, counts in counted.counts.items()},
            recognised=list(found.recognised),
            expansions=_merged(found.plan),
            relaxed=found.relaxed,
            stems=found.plan.stems,
        )


def _merged(made: Plan) -> list[Expansion]:
    return list(dict.fromkeys(made.expansions))
