"""A small RDF graph and its two notations. Enough for a catalogue; reading RDF is not needed here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_UNSAFE = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


@dataclass(frozen=True)
class Iri:
    """An address. Raises ValueError for signs that no address may hold, so that no text can break out of it."""

    value: str

    def __post_init__(self) -> None:
        if _UNSAFE.search(self.value):
            raise ValueError(f"Not an address: {self.value!r}")


@dataclass(frozen=True)
class Text:
    """Words in a language ("" for none)."""

    value: str
    language: str = "de"


Term = Iri | Text | dt.date | dt.datetime


@dataclass
class Node:
    """A thing with its types ("dcat:Dataset") and properties, by prefixed name."""

    id: str
    types: tuple[str, ...]
    properties: dict[str, list[Term]] = field(default_factory=dict)

    def add(self, name: str, *terms: Term | None) -> Node:
        """Add values; None is left out."""
        self.properties.setdefault(name, []).extend(term for term in terms if term is not None)
        return self


def jsonld(nodes: Iterable[Node]) -> dict[str, Any]:
    return {"@context": dict(PREFIXES), "@graph": [_object(node) for node in nodes]}


def _object(node: Node) -> dict[str, Any]:
    made: dict[str, Any] = {"@id": node.id, "@type": list(node.types)}
    for name, terms in node.properties.items():
        if terms:
            made[name] = [_value(term) for term in terms] if len(terms) > 1 else _value(terms[0])
    return made


def _value(term: Term) -> Any:
    if isinstance(term, Iri):
        return {"@id": term.value}
    if isinstance(term, Text):
        return {"@value": term.value, "@language": term.language} if term.language else term.value
    return {"@value": term.isoformat(), "@type": _date_type(term)}


def _date_type(term: dt.date | dt.datetime) -> str:
    return "xsd:dateTime" if isinstance(term, dt.datetime) else "xsd:date"


def turtle(nodes: Iterable[Node]) -> str:
    head = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    return "\n".join([*head, "", *map(_statement, nodes)])


def _statement(node: Node) -> str:
    lines = [f"{_written(Iri(node.id))} a {', '.join(node.types)}"]
    lines += [
        f"    {name} {', '.join(_written(term) for term in terms)}"
        for name, terms in node.properties.items()
        if terms
    ]
    return " ;\n".join(lines) + " .\n"


def _written(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{term.value}>"
    if isinstance(term, Text):
        return f'"{_escaped(term.value)}"' + (f"@{term.language}" if term.language else "")
    return f'"{term.isoformat()}"^^{_date_type(term)}'


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
