"""The vocabulary as HSDS taxonomies and taxonomy terms, and offers' codes as attributes that point at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from umsicht.api.hsds import ids
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, Entry, whole_catalogue

Json = dict[str, Any]

# What is published as a taxonomy, with the link_type that an offer's attribute carries.
SCHEMES: dict[str, str] = {
    Scheme.PROBLEM_FIELD: "problem_field",
    Scheme.TOPIC: "topic",
    Scheme.AUDIENCE: "audience",
    Scheme.LEVEL: "prevention_level",
    Scheme.FORMAT: "format",
    Scheme.SETTING: "setting",
    Scheme.SCHOOL_TYPE: "school_type",
    Scheme.FACTOR: "factor",
    Scheme.EVIDENCE_TIER: "evidence_tier",
    Scheme.FIDELITY: "fidelity",
    Scheme.AVAILABILITY: "availability",
    Scheme.ACCESSIBILITY: "accessibility",
    Scheme.SECTOR: "sector",
}
_DESCRIPTIONS: dict[str, str] = {
    Scheme.PROBLEM_FIELD: "Problemfelder der kommunalen Prävention mit dem Beschluss, der sie festgelegt hat.",
    Scheme.TOPIC: "Weitere Themen der Präventionsarbeit.",
    Scheme.AUDIENCE: "An wen sich ein Angebot richtet.",
    Scheme.LEVEL: "Universelle, selektive und indizierte Prävention.",
    Scheme.FORMAT: "In welcher Form ein Angebot stattfindet.",
    Scheme.SETTING: "Lebenswelten, in denen ein Angebot ansetzt.",
    Scheme.SCHOOL_TYPE: "Schularten.",
    Scheme.FACTOR: "Risiko- und Schutzfaktoren nach Communities That Care.",
    Scheme.EVIDENCE_TIER: "Stufen des Wirkungsnachweises eines Programms, mit dem Register, das sie vergibt.",
    Scheme.FIDELITY: "Wie genau ein Angebot dem Programm folgt.",
    Scheme.AVAILABILITY: "Ob Plätze frei sind, mit Stichtag.",
    Scheme.ACCESSIBILITY: "Merkmale der Barrierefreiheit.",
    Scheme.SECTOR: "Bereiche des Präventionsnetzwerks.",
}


def taxonomy(scheme: str) -> Json:
    return {
        "id": ids.taxonomy(scheme),
        "name": str(Scheme(scheme).label),
        "description": _DESCRIPTIONS[scheme],
        "version": "1",
    }


def taxonomies() -> list[Json]:
    return [taxonomy(scheme) for scheme in SCHEMES]


def scheme_of(taxonomy_id: str) -> str | None:
    return next((scheme for scheme in SCHEMES if ids.taxonomy(scheme) == taxonomy_id), None)


def term(entry: Entry, catalogue: Catalogue, *, detail: bool = False) -> Json:
    label = entry.label("de", context=True)
    parts = [entry.explanation, entry.label_plain and f"In einfachen Worten: {entry.label_plain}"]
    found: Json = {
        "id": entry.uid,
        "code": entry.code,
        "name": label,
        "description": " ".join(part for part in parts if part) or label,
        "taxonomy": entry.scheme,
        "language": "de",
        "taxonomy_id": ids.taxonomy(entry.scheme),
    }
    if entry.parent and (above := catalogue.get(entry.scheme, entry.parent)):
        found["parent_id"] = above.uid
    if detail:
        found["taxonomy_detail"] = taxonomy(entry.scheme)
    return found


def published(catalogue: Catalogue) -> list[Entry]:
    return [entry for entry in catalogue.entries if entry.scheme in SCHEMES]


class Words:
    """The vocabulary as the API needs it: labels, and codes turned into attributes.

    Term objects that many services share are made once; the whole is kept as long as the vocabulary stays the same.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._terms: dict[tuple[str, str], Json | None] = {}

    def label(self, scheme: str, code: str) -> str:
        return self.catalogue.label(scheme, code, "de") if code else ""

    def term(self, scheme: str, code: str) -> Json | None:
        key = (scheme, code)
        if key not in self._terms:
            entry = self.catalogue.get(scheme, code)
            self._terms[key] = None if entry is None else term(entry, self.catalogue)
        return self._terms[key]

    def attributes(self, owner: str, entity: str, scheme: str, codes: Iterable[str]) -> list[Json]:
        """One attribute per known code; unknown and empty ones are left out."""
        found = ((code, self.term(scheme, code)) for code in codes if code)
        return [
            {
                "id": ids.part(owner, f"{scheme}:{code}"),
                "link_id": owner,
                "link_type": SCHEMES[scheme],
                "link_entity": entity,
                "value": code,
                "label": shape["name"],
                "taxonomy_term_id": shape["id"],
                "taxonomy_term": shape,
            }
            for code, shape in found
            if shape is not None
        ]


def fact(owner: str, entity: str, name: str, label: str, value: object) -> list[Json]:
    """A plain value that HSDS has no field for (grades, clocks); nothing for an unknown one."""
    if value is None or value == "":
        return []
    shape = {"id": ids.part(owner, name), "link_id": owner, "link_type": name, "link_entity": entity}
    return [shape | {"value": str(value), "label": label}]


_held: Words | None = None


def words(state: Tenant) -> Words:
    """For one request: ask once and hand it on."""
    global _held  # noqa: PLW0603 - a cache of one
    catalogue = whole_catalogue(state)
    if _held is None or _held.catalogue is not catalogue:
        _held = Words(catalogue)
    return _held
