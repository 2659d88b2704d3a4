"""What packages above search hand down to it: kinds of objects, concepts of the vocabulary, phrases that mean a filter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")


@dataclass(frozen=True)
class Facet:
    """A group of codes that can be filtered and counted. `size` is the expected number of codes; it grows by a rebuild."""

    name: str
    size: int = 24
    many: bool = True  # an object may carry several codes


@dataclass(slots=True)
class Document:
    """One object as the index sees it. Texts are analysed, not stored."""

    id: int
    tenants: Sequence[int]
    title: str
    terms: Sequence[str] = ()
    summary: str = ""
    body: str = ""
    concepts: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    point: tuple[float, float] | None = None  # latitude, longitude
    reach_km: float | None = None  # None: people come to the point; km: comes to you; inf: everywhere
    quality: float = 1.0
    published: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of object that can be found. `fetch` may leave out keys: those are deleted from the index.

    Both functions see the whole instance: they run outside of any tenant's scope.
    """

    name: str
    ids: Callable[[], Iterable[int]]
    fetch: Callable[[Sequence[int]], Iterable[Document]]
    facets: tuple[Facet, ...] = ()
    numbers: tuple[str, ...] = ()
    suggest: bool = True  # titles appear in suggestions

    def __post_init__(self) -> None:
        names = [self.name, *(facet.name for facet in self.facets), *self.numbers]
        if any(not _NAME.fullmatch(name) for name in names) or len(set(names)) != len(names):
            raise ValueError(f"Kind {self.name}: names must be distinct, short, lower case words.")


@dataclass(frozen=True)
class Concept:
    """A term of the vocabulary. A query that names it by label or lay words also finds objects that carry its code."""

    code: str
    label: str
    words: Sequence[str] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class FilterPhrase:
    """Words in a query that mean a filter. With `marker` only after one of its words ("für Eltern", not "Eltern").

    With `point` a filter that finds nothing becomes "nearest first" (a district without an offer of its own).
    """

    facet: str
    code: str
    label: str
    phrases: Sequence[str]
    marker: str = ""
    point: tuple[float, float] | None = None


_kinds: dict[str, Kind] = {}
_concepts: dict[str, Callable[[], Iterable[Concept]]] = {}
_filters: dict[str, Callable[[], Iterable[FilterPhrase]]] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def register_concepts(name: str, source: Callable[[], Iterable[Concept]]) -> None:
    _concepts[name] = source


def register_filters(name: str, source: Callable[[], Iterable[FilterPhrase]]) -> None:
    _filters[name] = source


def unregister(name: str) -> None:
    """Forget a kind or source (tests)."""
    for store in (_kinds, _concepts, _filters):
        store.pop(name, None)


def kinds() -> list[Kind]:
    return list(_kinds.values())


def kind(name: str) -> Kind | None:
    return _kinds.get(name)


def concepts() -> list[Concept]:
    return [concept for source in _concepts.values() for concept in source()]


def filter_phrases() -> list[FilterPhrase]:
    return [phrase for source in _filters.values() for phrase in source()]
