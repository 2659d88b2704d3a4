"""From a Document to a row of the index, in two steps: texts and terms (needs only the kind, so other processes can do it), then the
numbers of its facets (needs the layout, which only the writer may extend)."""

from __future__ import annotations

import math
from typing import Any

from umsicht.search.engine import geo
from umsicht.search.engine.layout import Layout
from umsicht.search.engine.schema import CONCEPT, collation, tag, tenant_tag
from umsicht.search.language.analysis import index_text, words
from umsicht.search.language.fold import fold
from umsicht.search.registry import Document, Kind

TITLE_TIMES, TERMS_TIMES = 3, 2
# A text beyond this many characters is cut: a pasted book must not fill the index.
LONGEST_TEXT = 20_000
_MOST_HELD = 100_000

Fields = dict[str, Any]
Codes = tuple[tuple[str, tuple[str, ...]], ...]
Prepared = tuple[Fields, Codes]


class _Terms(dict[str, str]):
    """Tokens of a label; there are few labels and they stand in many documents."""

    def __missing__(self, label: str) -> str:
        _make_room(self)
        found = self[label] = index_text(label[:LONGEST_TEXT])
        return found


class _Tags(dict[str, str]):
    """Terms of the codes of one facet (or of the concepts)."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __missing__(self, code: str) -> str:
        _make_room(self)
        found = self[code] = tag(self.name, code)
        return found


class Preparer:
    """Makes everything of a row but the numbers of its facets. What repeats is worked out once."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._terms, self._concepts = _Terms(), _Tags(CONCEPT)
        self._tags = {facet.name: _Tags(facet.name) for facet in kind.facets}
        self._numbers = [(name, f"n_{name}") for name in kind.numbers]

    def prepare(self, document: Document) -> Prepared:
        title = index_text(document.title[:LONGEST_TEXT])
        terms = list(map(self._terms.__getitem__, document.terms))
        rest = index_text(f"{document.summary} {document.body}"[:LONGEST_TEXT])
        names = fold(document.title[:LONGEST_TEXT])
        codes, tags = [], list(map(self._concepts.__getitem__, document.concepts))
        tags += map(tenant_tag, document.tenants)
        for name, known in self._tags.items():
            if found := document.facets.get(name):
                codes.append((name, tuple(found)))
                tags += map(known.__getitem__, found)
        fields: Fields = {
            "id": document.id,
            "text": " ".join([title] * TITLE_TIMES + terms * TERMS_TIMES + [rest]),
            "title": title,
            "names": " ".join(words(names)),
            "collation": collation(names),
            "quality": min(max(document.quality, 0.0), 1.0),
            "tag": " ".join(tags),
        }
        for name, field in self._numbers:
            if (value := document.numbers.get(name)) is not None:
                fields[field] = int(value)
        _place(document, fields)
        return fields, tuple(codes)


def _place(document: Document, fields: Fields) -> None:
    if document.reach_km is not None and math.isinf(document.reach_km):
        fields["cell"] = geo.cells(0, 0, math.inf)
    if document.point is not None:
        fields["lat"], fields["lon"] = document.point
        fields.setdefault("cell", geo.cells(*document.point, document.reach_km))


class Rows:
    """Completes prepared fields with the numbers of the facets. `grown`: the layout has learned codes since somebody looked."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.grown = False
        self._shares: dict[tuple[str, tuple[str, ...]], list[tuple[int, int]]] = {}
        self._columns = [f"facet{column}" for column in range(len(layout.columns))]

    def _share(self, entry: tuple[str, tuple[str, ...]]) -> list[tuple[int, int]]:
        found = self._shares.get(entry)
        if found is None:
            _make_room(self._shares)
            self.grown |= self.layout.learn({entry[0]: entry[1]})
            found = self._shares[entry] = self.layout.share(*entry)
        return found

    def complete(self, prepared: Prepared) -> Fields:
        """Raises LayoutFull."""
        fields, codes = prepared
        numbers = [0] * len(self._columns)
        for entry in codes:
            for column, share in self._share(entry):
                numbers[column] += share
        if (cells := fields.get("cell")) and (reach := geo.reach_of(cells[0])) not in self.layout.reaches:
            self.layout.reaches.add(reach)
            self.grown = True
        fields.update(zip(self._columns, numbers, strict=True))
        return fields


def _make_room(memory: dict[Any, Any]) -> None:
    """Sets of codes are few, but nothing promises it."""
    if len(memory) > _MOST_HELD:
        memory.clear()
