"""From a Document to a row of the index, in two steps: texts and terms (needs only the kind, so other processes can do it), then the
numbers of its facets (needs the layout, which only the writer may extend)."""

from __future__ import annotations

import math
from typing import Any

from umsicht.search.engine import geo
from umsicht.search.engine.layout import Layout
from umsicht.search.engine.schema import collation, concept_tag, tag, tenant_tag
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


class Preparer:
    """Makes everything of a row but the numbers of its facets. What repeats (labels, sets of codes) is worked out once."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._terms: dict[str, str] = {}
        self._concepts: dict[tuple[str, ...], str] = {}
        self._tags: dict[tuple[str, tuple[str, ...]], str] = {}

    def _term(self, label: str) -> str:
        found = self._terms.get(label)
        if found is None:
            _make_room(self._terms)
            found = self._terms[label] = index_text(label[:LONGEST_TEXT])
        return found

    def _concept(self, codes: tuple[str, ...]) -> str:
        found = self._concepts.get(codes)
        if found is None:
            _make_room(self._concepts)
            found = self._concepts[codes] = " ".join(map(concept_tag, codes))
        return found

    def _tag(self, entry: tuple[str, tuple[str, ...]]) -> str:
        found = self._tags.get(entry)
        if found is None:
            _make_room(self._tags)
            found = self._tags[entry] = " ".join(tag(entry[0], code) for code in entry[1])
        return found

    def prepare(self, document: Document) -> Prepared:
        title = index_text(document.title[:LONGEST_TEXT])
        terms = " ".join(map(self._term, document.terms))
        rest = index_text(f"{document.summary} {document.body}"[:LONGEST_TEXT])
        names = fold(document.title[:LONGEST_TEXT])
        codes = tuple(
            (facet.name, tuple(found))
            for facet in self.kind.facets
            if (found := document.facets.get(facet.name))
        )
        fields: Fields = {
            "id": document.id,
            "text": " ".join([title] * TITLE_TIMES + [terms] * TERMS_TIMES + [rest]),
            "title": title,
            "names": " ".join(words(names)),
            "collation": collation(names),
            "quality": min(max(document.quality, 0.0), 1.0),
            "tag": " ".join(
                [
                    self._concept(tuple(document.concepts)),
                    *map(tenant_tag, document.tenants),
                    *map(self._tag, codes),
                ]
            ),
        }
        for name in self.kind.numbers:
            if (value := document.numbers.get(name)) is not None:
                fields[f"n_{name}"] = int(value)
        _place(document, fields)
        return fields, codes


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
