"""A searchable shelf of things in memory: a kind without a database behind it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from umsicht.search import registry
from umsicht.search.engine import store
from umsicht.search.engine.build import GenerationWriter
from umsicht.search.engine.reader import reader
from umsicht.search.language import lexicon
from umsicht.search.registry import Concept, Document, Facet, FilterPhrase, Kind

FACETS = (
    Facet("colour", 4),
    Facet("shape", 3, many=False),
    Facet("grade", 13),
    Facet("language", 8),
    Facet("district", 8, many=False),
    Facet("audience", 8),
)
NUMBERS = ("cost", "age_from", "age_to", "date")
EVERYWHERE = math.inf


class Shelf:
    """Documents by id; `kind` reads from here, so a test changes what the "database" holds by changing this."""

    def __init__(self, name: str = "thing", facets: tuple[Facet, ...] = FACETS) -> None:
        self.documents: dict[int, Document] = {}
        self.kind = Kind(name, self.ids, self.fetch, facets, NUMBERS)

    def ids(self) -> list[int]:
        return sorted(self.documents)

    def fetch(self, ids: Sequence[int]) -> list[Document]:
        return [self.documents[number] for number in ids if number in self.documents]

    def put(self, title: str, **fields: Any) -> Document:
        number = fields.pop("id", len(self.documents) + 1)
        document = Document(id=number, title=title, tenants=fields.pop("tenants", [1]), **fields)
        self.documents[number] = document
        return document

    def titles(self, ids: Iterable[int]) -> list[str]:
        return [self.documents[number].title for number in ids]


def make_shelf(*titles: str, name: str = "thing") -> Shelf:
    """A registered shelf with these titles."""
    shelf = Shelf(name)
    for title in titles:
        shelf.put(title)
    registry.register(shelf.kind)
    return shelf


def build(*shelves: Shelf, concepts: Sequence[Concept] = (), filters: Sequence[FilterPhrase] = ()) -> str:
    """A current generation of these shelves, made without a database; returns its name."""
    data = lexicon.compiled(list(concepts), list(filters))
    store.write_json(store.root() / "lexicon.json", data)
    name = store.new_generation()
    writer = GenerationWriter(store.generation(name), [shelf.kind for shelf in shelves])
    for shelf in shelves:
        writer.kinds[shelf.kind.name].add(shelf.documents.values())
    writer.words.add(data["spellings"])
    writer.finish()
    store.switch(name)
    reader.refresh(force=True)
    return name
