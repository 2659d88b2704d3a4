"""What goes into a search and what comes out."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

MOST_RESULTS = 10_000  # nobody leafs further; deeper pages are empty

Range = tuple[int | None, int | None]


@dataclass(frozen=True)
class Near:
    lat: float
    lon: float
    km: float

    @property
    def usable(self) -> bool:
        return (
            all(map(math.isfinite, (self.lat, self.lon, self.km)))
            and abs(self.lat) <= 90
            and abs(self.lon) <= 180
        )


@dataclass(frozen=True)
class Request:
    """A search. Unknown facets, numbers and sort keys are ignored, so that any URL gives a page."""

    kind: str
    text: str = ""
    tenants: Collection[int] | None = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    near: Near | None = None
    sort: str = "best"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    expand: bool = True
    recognise: bool = True
    without: Collection[str] = frozenset()


@dataclass(frozen=True)
class Recognised:
    """A filter found in the words of the query. `applied` is False if it would have left nothing over.

    Either `facet` with one or more `codes`, or `ranges` on numbers. `key` goes into Request.without to take it away.
    """

    key: str
    label: str
    words: str
    facet: str = ""
    codes: tuple[str, ...] = ()
    ranges: tuple[tuple[str, Range], ...] = ()
    point: tuple[float, float] | None = None
    applied: bool = True

    @property
    def code(self) -> str:
        """The first code, for filters that have just one."""
        return self.codes[0] if self.codes else ""

    @property
    def range(self) -> Range:
        return self.ranges[0][1] if self.ranges else (None, None)


@dataclass(frozen=True)
class Expansion:
    """Words that were looked for besides what was typed. why: "synonym", "typo" or "concept"."""

    word: str
    also: tuple[str, ...]
    why: str


@dataclass
class Result:
    ids: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    distances: list[float | None] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    recognised: list[Recognised] = field(default_factory=list)
    expansions: list[Expansion] = field(default_factory=list)
    relaxed: bool = False
    degraded: bool = False
    took_ms: float = 0.0
    stems: frozenset[str] = frozenset()  # what counts as a hit when highlighting

    def highlight(self, text: str, width: int = 0) -> list[tuple[str, bool]]:
        """Pieces of `text` with a mark on hits; with `width` the best stretch of about that many characters."""
        from umsicht.search.language.highlight import highlight  # reason: cycle-free start

        return highlight(text, self.stems, width)


@dataclass(frozen=True)
class Suggestion:
    text: str  # "" for an object: read its title by id
    kind: str = ""
    id: int = 0
    code: str = ""  # a concept's code, or "<facet>:<code>" of a filter


@dataclass(frozen=True)
class SuggestionGroup:
    name: str
    items: tuple[Suggestion, ...]
