"""German full-text search as derived data: tantivy on every host, the database stays the truth.

search knows no offers and no words of the domain. Packages above it register what can be found, and call it:

registry (call in AppConfig.ready of a package above search)
    register(Kind(name, ids=, fetch=, facets=(Facet(name, size=24, many=True), ...), numbers=("cost", ...)))
        ids() -> Iterable[int]                        every primary key, for a rebuild (whole instance, unscoped)
        fetch(ids) -> Iterable[Document]              up to 1,000 keys in few SQL queries; a key without a document is
                                                      deleted from the index
        Document(id, tenants, title, terms=(), summary="", body="", concepts=(), facets={name: [code, ...]},
                 numbers={name: int}, point=(lat, lon) | None, reach_km=None | km | math.inf, quality=1.0,
                 published=True)
            tenants   ids of all tenants whose portal shows it          terms     labels of its vocabulary terms
            concepts  vocabulary codes it carries (query words that name a concept find it)
            quality   0.5..1.0, mild factor on the score (freshness: the oldest overdue clock)
            reach_km  None: people come to `point`; km: comes to you within it; math.inf: everywhere (online)
    register_concepts(name, source)                   source() -> Iterable[Concept(code, label, words, weight=1.0)]
    register_filters(name, source)                    source() -> Iterable[FilterPhrase(facet, code, label, phrases)]
        read when the lexicon is compiled (rebuild, or domain.lexicon_changed() after an import)

domain (writes; call inside your transaction)
    changed(kind=, ids=, tenant_id=None)              these objects were made, changed, published, hidden or deleted
    lexicon_changed()                                 labels, lay words or names changed: compile the lexicon again
    prune(days=14)                                    forget old rows of the change log

queries
    search(Request(...)) -> Result                    never raises for any text; Result.degraded if there is no index
        Request(kind, text="", tenants=None, filters={}, ranges={}, near=None, sort="best", offset=0, limit=20,
                facets=(), expand=True, recognise=True, without=frozenset())
            tenants   None: all of the instance; else a set of tenant ids
            filters   {"audience": ["eltern", "kinder"]}: OR within a facet, AND across facets
            ranges    {"cost": (None, 10000)}: closed, on declared numbers
            near      Near(lat, lon, km)
            sort      "best" | "distance" | "title" | "<number>" ascending | "-<number>" descending
            facets    names of groups to count (a group's counts ignore its own filter)
            without   keys of recognised filters the person removed ("grade:8"); expand=False: only the words typed
        Result        ids, scores, distances (km), total (exact), facets {name: {code: n}}, recognised
                      [Recognised(key, facet, code, range, label, words)], expansions [Expansion(word, also, why)],
                      relaxed (not every word had to match), degraded, took_ms
                      .highlight(text, width=0) -> [(piece, hit?)]   cuts a snippet when width > 0
    matching(kind, text, tenant_id) -> [id] | None    all that hold the words, for a list with an order of its own; None
                                                      without words or an index
    suggest(text, tenants=None, limit=5) -> [SuggestionGroup(name, items=[Suggestion(text, kind, id, code)])]
                      groups "terms", "filters", then each kind with Kind(suggest=True); kinds give ids, read titles by id
    status() -> Status                                generation, documents, lag, last error

writer
    run(stop)                                         loop for the worker command; `stop` is a threading.Event
    rebuild(progress=print)                           a new generation beside the old one, then one atomic swap

Results are only ids in rank order. Callers re-read them from the database with scope and publication check, so a
stale index can't show what is no longer public. Web processes open the index read-only and need no database for it.
The explanation is in docs/explanation/search.md.
"""

from umsicht.search.contract import Expansion, Near, Recognised, Request, Result, Suggestion, SuggestionGroup
from umsicht.search.queries import Status, index_version, matching, search, status, suggest

__all__ = [
    "Expansion",
    "Near",
    "Recognised",
    "Request",
    "Result",
    "Status",
    "Suggestion",
    "SuggestionGroup",
    "index_version",
    "matching",
    "search",
    "status",
    "suggest",
]
