"""The vocabulary as HSDS taxonomies and taxonomy terms, and offers' codes as attributes that point at them."""

from __future__ import annotations

from typing import Any

from umsicht.api.hsds import ids
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


class Attributes:
    """Turns codes into attributes; the shared taxonomy term objects are made once per catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._terms: dict[tuple[str, str], Json] = {}

    def term(self, scheme: str, code: str) -> Json | None:
        key = (scheme, code)
        if key not in self._terms:
            entry = self._catalogue.get(scheme, code)
            if entry is None:
                return None
            self._terms[key] = term(entry, self._catalogue)
        return self._terms[key]

    def of(self, owner: str, entity: str, scheme: str, codes: list[str]) -> list[Json]:
        made = []
        for code in codes:
            found = self.term(scheme, code)
            if found is not None:
                made.append(
                    {
                        "id": ids.part(owner, f"{scheme}:{code}"),
                        "link_id": owner,
                        "link_type": SCHEMES[scheme],
                        "link_entity": entity,
                        "value": code,
                        "label": found["name"],
                        "taxonomy_term_id": found["id"],
                        "taxonomy_term": found,
                    }
                )
        return made

    @staticmethod
    def value(owner: str, entity: str, name: str, label: str, value: object) -> list[Json]:
        """A plain value that HSDS has no field for (grades, clocks); nothing for an unknown one."""
        if value is None or value == "":
            return []
        return [
            {
                "id": ids.part(owner, name),
                "link_id": owner,
                "link_type": name,
                "link_entity": entity,
                "value": str(value),
                "label": label,
            }
        ]


_held: tuple[Catalogue, Attributes] | None = None


def attributes() -> Attributes:
    """One per process as long as the vocabulary stays the same."""
    global _held  # noqa: PLW0603 - a cache of one
    catalogue = whole_catalogue()
    if _held is None or _held[0] is not catalogue:
        _held = (catalogue, Attributes(catalogue))
    return _held[1]
