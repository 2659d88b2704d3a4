"""Suggestions while typing: terms and lay words, places and other filters, then titles of each kind."""

from __future__ import annotations

import bisect
import logging
from collections.abc import Collection
from dataclasses import dataclass, field

from tantivy import Occur, Query

from umsicht.search import registry
from umsicht.search.contract import Suggestion, SuggestionGroup
from umsicht.search.engine.query import Builder
from umsicht.search.engine.reader import Opened, reader
from umsicht.search.engine.schema import tenant_tag
from umsicht.search.engine.spelling import corrections
from umsicht.search.errors import IndexMissing
from umsicht.search.language import lists
from umsicht.search.language.analysis import analyse, words
from umsicht.search.language.fold import fold
from umsicht.search.language.lexicon import Entry, Lexicon
from umsicht.search.queries.searching import is_engine_panic

log = logging.getLogger(__name__)
LONGEST_QUERY = 100
COMPLETIONS = 8
SHORTEST_TITLE_PREFIX = 3


@dataclass
class _Entries:
    """The lexicon's entries, sorted by the folded start of each of their words."""

    lexicon: Lexicon | None = None
    keys: list[str] = field(default_factory=list)
    rows: list[tuple[int, Entry]] = field(default_factory=list)

    def load(self, lexicon: Lexicon) -> None:
        if self.lexicon is lexicon:
            return
        pairs = []
        for entry in lexicon.entries:
            folded = fold(entry.text).split()
            pairs += [(" ".join(folded[place:]), (place, entry)) for place in range(min(len(folded), 5))]
        pairs.sort(key=lambda pair: pair[0])
        self.keys, self.rows = [key for key, _ in pairs], [row for _, row in pairs]
        self.lexicon = lexicon

    def starting(self, prefix: str, most: int = 60) -> list[tuple[int, Entry]]:
        start = bisect.bisect_left(self.keys, prefix)
        found = []
        for place in range(start, min(start + most, len(self.keys))):
            if not self.keys[place].startswith(prefix):
                break
            found.append(self.rows[place])
        return found

    def mended(self, prefix: str) -> list[tuple[int, Entry]]:
        """Entries whose start is one slip away from what was typed; same first two letters."""
        if len(prefix) < 5:
            return []
        near = self.starting(prefix[:2], most=400)
        return [(1 + place, entry) for place, entry in near if _one_slip(prefix, fold(entry.text))]


def _one_slip(prefix: str, text: str) -> bool:
    """A letter too many, missing, wrong or swapped in what was typed of `text` so far."""
    same = next(
        (place for place, pair in enumerate(zip(prefix, text, strict=False)) if pair[0] != pair[1]), -1
    )
    if same < 0:
        return False  # all that was typed fits
    typed, meant = prefix[same:], text[same:]
    swapped = typed[1:2] + typed[:1] + typed[2:]
    return meant.startswith((typed[1:], swapped)) or meant[1:].startswith((typed, typed[1:]))


_entries = _Entries()


def _lexical(typed: str, limit: int) -> list[SuggestionGroup]:
    _entries.load(reader.lexicon())
    rows = _entries.starting(typed) or _entries.mended(typed)
    groups = []
    for name in ("terms", "filters"):
        best: dict[str, tuple[tuple[int, int, str], Entry]] = {}
        for place, entry in rows:
            if entry.group == name:
                rank = (place, len(entry.text), entry.text)
                key = fold(entry.text)
                if key not in best or rank < best[key][0]:
                    best[key] = (rank, entry)
        ranked = sorted(best.values(), key=lambda item: item[0])[:limit]
        if ranked:
            items = (
                Suggestion(entry.text, name, 0, f"{entry.facet}:{entry.code}" if entry.facet else entry.code)
                for _, entry in ranked
            )
            groups.append(SuggestionGroup(name, tuple(items)))
    return groups


def _tenants(opened: Opened, tenants: frozenset[int] | None) -> Query | None:
    if tenants is None or any(map(opened.shows_all, tenants)):
        return None
    return Builder(opened.schema).any_tag([tenant_tag(tenant) for tenant in sorted(tenants)])


def _last_word(opened: Opened, word: str, scope: Query | None) -> Query | None:
    """Titles with a word that begins like this one: its most frequent completions, as the index knows them."""
    del (
        scope
    )  # completions are few enough to take those of the whole instance; the titles themselves are filtered
    found = opened.searcher.terms_with_prefix("names", word, limit=COMPLETIONS)
    completions = [term for term, _ in found]
    if not completions:
        completions = corrections(word, opened, reader.words(), reader.lexicon())
    if not completions:
        return None
    terms = [Query.term_query(opened.schema, "names", term, "basic") for term in completions]
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def _titles(
    kind: registry.Kind, typed: list[str], tenants: frozenset[int] | None, limit: int
) -> list[Suggestion]:
    try:
        opened = reader.kind(kind)
    except IndexMissing:
        return []
    if not typed or len(typed[-1]) < (SHORTEST_TITLE_PREFIX if len(typed) == 1 else 1):
        return []
    key = ("suggest", tuple(typed), tenants, limit)
    held = opened.cache.get(key)
    if held is not None:
        return list(held)
    scope = _tenants(opened, tenants)
    last = _last_word(opened, fold(typed[-1]), scope)
    found: list[Suggestion] = []
    if last is not None:
        clauses = [(Occur.Must, last)]
        stems = [analyse(word).whole for word in typed[:-1] if fold(word) not in lists.stopwords()]
        clauses += [(Occur.Must, Query.term_query(opened.schema, "title", stem, "freq")) for stem in stems]
        if scope is not None:
            clauses.append((Occur.Must, Query.const_score_query(scope, 0.0)))
        hits = opened.searcher.search(Query.boolean_query(clauses), limit=limit, count=False).hits
        ids = opened.searcher.fast_field_values("id", [address for _, address in hits])
        found = [Suggestion("", kind.name, int(value)) for value in ids if value is not None]
    opened.cache.put(key, found)
    return list(found)


def suggest(text: str, tenants: Collection[int] | None = None, limit: int = 5) -> list[SuggestionGroup]:
    """Groups that have something to offer, best first inside. Objects come as kind and id: read their titles by id."""
    typed = words(text[:LONGEST_QUERY])[:8]
    if not typed or sum(map(len, typed)) < 2:
        return []
    limit = min(max(limit, 1), 20)
    within = None if tenants is None else frozenset(tenants)
    try:
        groups = _lexical(fold(" ".join(typed)), limit)
        for kind in registry.kinds():
            if kind.suggest and (items := _titles(kind, typed, within, limit)):
                groups.append(SuggestionGroup(kind.name, tuple(items)))
    except (ValueError, OSError):
        log.exception("Suggestions could not be read.")
        return []
    except BaseException as error:
        if not is_engine_panic(error):
            raise
        log.exception("The search engine gave up on a suggestion.")
        return []
    return groups
