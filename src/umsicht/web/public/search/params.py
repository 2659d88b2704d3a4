"""What the address of a search says, read tolerantly: unknown words fall away, numbers are clamped, nothing raises."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from umsicht.web.public.search.facets import GROUPS, SORTS

MAX_TEXT = 200
MAX_VALUES = 20
MAX_PAGE = 500
PAGE_SIZE = 20
RADII = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class SearchParams:
    """Immutable; with_() and without() give the neighbouring addresses that chips, facets and pages link to."""

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)  # engine facet name → codes
    removed: frozenset[str] = frozenset()  # recognised filters the person took away
    exact: bool = False  # only the words typed
    neighbours: bool = False
    near: str = ""  # district key, or "lat,lon"
    radius: int = 0
    sort: str = ""
    view: str = ""  # "" or "karte"
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> SearchParams:
        chosen = {group.name: _codes(query.getlist(group.param)) for group in GROUPS}
        sort = query.get("sort", "")
        radius = _number(query.get("umkreis", ""))
        return cls(
            text=one_line(query.get("q", "")),
            chosen={name: codes for name, codes in chosen.items() if codes},
            removed=frozenset(_codes(query.getlist("ohne"))),
            exact=query.get("genau") == "1",
            neighbours=query.get("nachbarn") == "1",
            near=one_line(query.get("um", ""))[:60],
            radius=radius if radius in RADII else 0,
            sort=sort if sort in SORTS else "",
            view="karte" if query.get("ansicht") == "karte" else "",
            page=min(max(_number(query.get("seite", "")), 1), MAX_PAGE),
        )

    @property
    def is_empty(self) -> bool:
        """Nothing asked for: the whole directory."""
        return not (self.text or self.chosen or self.near)

    @property
    def point(self) -> tuple[float, float] | None:
        """A position in the address, WGS 84; None for anything else or outside Germany's surroundings."""
        parts = self.near.split(",")
        if len(parts) != 2:
            return None
        try:
            lat, lon = float(parts[0]), float(parts[1])
        except ValueError:
            return None
        inside = math.isfinite(lat) and math.isfinite(lon) and 45 < lat < 57 and 3 < lon < 18
        return (lat, lon) if inside else None

    @property
    def active(self) -> int:
        """How many filters are set."""
        return sum(len(codes) for codes in self.chosen.values()) + bool(self.near) + self.neighbours

    def on_page(self, page: int) -> SearchParams:
        return replace(self, page=page)

    def toggled(self, name: str, code: str) -> SearchParams:
        """The same search with one facet value more or less, from its first page."""
        old = self.chosen.get(name, ())
        new = tuple(c for c in old if c != code) if code in old else (*old, code)
        chosen = {key: codes for key, codes in self.chosen.items() if key != name} | (
            {name: new} if new else {}
        )
        return replace(self, chosen=chosen, page=1)

    def pairs(self) -> list[tuple[str, str]]:
        """The address's parameters in one fixed order, so that the same search has the same address."""
        found: list[tuple[str, str]] = [("q", self.text)] if self.text else []
        for group in GROUPS:
            found += [(group.param, code) for code in self.chosen.get(group.name, ())]
        found += [("ohne", key) for key in sorted(self.removed)]
        flags = (("genau", self.exact), ("nachbarn", self.neighbours))
        found += [(name, "1") for name, on in flags if on]
        words = (
            ("um", self.near),
            ("umkreis", str(self.radius or "")),
            ("sort", self.sort),
            ("ansicht", self.view),
        )
        found += [(name, value) for name, value in words if value]
        if self.page > 1:
            found.append(("seite", str(self.page)))
        return found

    def query(self) -> str:
        """ "?q=…" or "" for the empty search."""
        encoded = urlencode(self.pairs())
        return f"?{encoded}" if encoded else ""


def one_line(text: str) -> str:
    """One line of printable characters, at most MAX_TEXT."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text[: MAX_TEXT * 2]).split())[
        :MAX_TEXT
    ]


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    kept = [value for value in values if value and len(value) <= 80 and value.isprintable()]
    return tuple(dict.fromkeys(kept))[:MAX_VALUES]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
