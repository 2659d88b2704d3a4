"""How facets lie in the index, so that a million hits are counted in milliseconds.

tantivy counts single-valued numeric columns at 3 ns a hit and many-valued ones at 20 ns. So a document's codes become numbers below 16,384:
a facet with many codes is cut into chunks of up to 14 bits (one bit a code), a facet with one code is its ordinal, and small ones
share a column (mixed radix). Counting asks for the distinct numbers of a column and takes them apart here. Few of
the possible numbers occur, so the answer is short.

The layout only grows while a generation lives: codes get the next free place. A facet that is full makes LayoutFull, and the
writer builds a new generation with room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from umsicht.search.registry import Facet

STATES = 16_384
CHUNK = 14
# A facet with one code per object and many codes (districts) has a column of its own anyway, so it may have very many.
WIDE, WIDEST = 128, 60_000


class LayoutFull(Exception):
    """A facet has more codes than this generation has room for."""

    def __init__(self, facet: str, size: int) -> None:
        super().__init__(f"{facet}: no room for {size} codes")
        self.facet, self.size = facet, size


@dataclass(frozen=True)
class Slot:
    """A piece of a facet in a column: codes[start : start + size], as bits or as one ordinal, times `radix`."""

    facet: str
    start: int
    size: int
    many: bool
    radix: int

    @property
    def states(self) -> int:
        return 1 << self.size if self.many else self.size + 1


def _pieces(facets: Iterable[Facet], sizes: Mapping[str, int]) -> list[tuple[str, int, int, bool]]:
    found = []
    for facet in facets:
        size = max(facet.size, sizes.get(facet.name, 0), 1)
        if not facet.many:
            found.append((facet.name, 0, size if size < WIDE else WIDEST, False))
            continue
        found.extend((facet.name, start, min(CHUNK, size - start), True) for start in range(0, size, CHUNK))
    return found


def _states(piece: tuple[str, int, int, bool]) -> int:
    return 1 << piece[2] if piece[3] else piece[2] + 1


def _columns(facets: Iterable[Facet], sizes: Mapping[str, int]) -> list[list[Slot]]:
    """First fit, largest first; a single facet with more codes than that gets a column of its own."""
    columns: list[list[Slot]] = []
    used: list[int] = []
    for piece in sorted(_pieces(facets, sizes), key=lambda item: (-_states(item), item[0], item[1])):
        states = _states(piece)
        place = next((i for i, n in enumerate(used) if n * states <= STATES), None)
        if place is None:
            columns.append([])
            used.append(1)
            place = len(used) - 1
        columns[place].append(Slot(*piece, radix=used[place]))
        used[place] *= states
    return columns


@dataclass
class Layout:
    """Columns and the codes that have a place. `codes` may grow, `columns` not."""

    columns: list[list[Slot]]
    codes: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    reaches: set[int] = field(default_factory=set)  # name spaces of cells in use (geo.py)
    _decoded: list[dict[int, tuple[tuple[str, str], ...]]] = field(default_factory=list, repr=False)

    @classmethod
    def new(cls, facets: Sequence[Facet], sizes: Mapping[str, int] | None = None) -> Layout:
        layout = cls(_columns(facets, sizes or {}))
        layout.codes = {facet.name: [] for facet in facets}
        layout._finish()
        return layout

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Layout:
        layout = cls([[Slot(**slot) for slot in column] for column in data["columns"]])
        layout.codes = {name: list(codes) for name, codes in data["codes"].items()}
        layout.reaches = set(data["reaches"])
        layout._finish()
        return layout

    def dump(self) -> dict[str, Any]:
        return {
            "columns": [
                [
                    {"facet": s.facet, "start": s.start, "size": s.size, "many": s.many, "radix": s.radix}
                    for s in column
                ]
                for column in self.columns
            ],
            "codes": self.codes,
            "reaches": sorted(self.reaches),
        }

    def _finish(self) -> None:
        self.places = {
            name: {code: place for place, code in enumerate(codes)} for name, codes in self.codes.items()
        }
        self._decoded = [{} for _ in self.columns]

    def learn(self, facets: Mapping[str, Sequence[str]]) -> bool:
        """Give new codes a place; True if there were any. Raises LayoutFull."""
        grown = False
        for name, codes in facets.items():
            known = self.places.get(name)
            if known is None:
                continue
            for code in codes:
                if code not in known:
                    if len(known) >= self.room(name):
                        raise LayoutFull(name, len(known) + 1)
                    known[code] = len(known)
                    self.codes[name].append(code)
                    grown = True
        if grown:
            self._decoded = [{} for _ in self.columns]
        return grown

    def room(self, facet: str) -> int:
        return sum(slot.size for column in self.columns for slot in column if slot.facet == facet)

    def share(self, facet: str, codes: Sequence[str]) -> list[tuple[int, int]]:
        """What these codes of one facet add to which columns. Codes must have a place (learn)."""
        places = [self.places[facet][code] for code in codes]
        found = []
        for column, slots in enumerate(self.columns):
            for slot in slots:
                if slot.facet != facet:
                    continue
                inside = {place - slot.start for place in places if 0 <= place - slot.start < slot.size}
                state = sum(1 << place for place in inside) if slot.many else places[0] + 1 if places else 0
                if state:
                    found.append((column, state * slot.radix))
        return found

    def decode(self, column: int, number: int) -> tuple[tuple[str, str], ...]:
        """The (facet, code) pairs that a column's number stands for."""
        memo = self._decoded[column]
        if number not in memo:
            pairs: list[tuple[str, str]] = []
            for slot in self.columns[column]:
                state = number // slot.radix % slot.states
                codes = self.codes[slot.facet]
                if slot.many:
                    pairs += [
                        (slot.facet, codes[slot.start + bit]) for bit in range(slot.size) if state >> bit & 1
                    ]
                elif state:
                    pairs.append((slot.facet, codes[state - 1]))
            memo[number] = tuple(pairs)
        return memo[number]

    def columns_of(self, facets: Iterable[str]) -> list[int]:
        """Numbers of the columns that must be read to count these facets."""
        wanted = set(facets)
        return [i for i, column in enumerate(self.columns) if any(slot.facet in wanted for slot in column)]
