"""German words for the lists, as they stand in addresses."""

from __future__ import annotations

from umsicht.core.errors import NotFound
from umsicht.vocabulary.enums import Scheme

SLUGS: dict[str, str] = {
    Scheme.PROBLEM_FIELD: "problemfelder",
    Scheme.TOPIC: "weitere-themen",
    Scheme.AUDIENCE: "zielgruppen",
    Scheme.AGE_GROUP: "altersgruppen",
    Scheme.GRADE: "klassenstufen",
    Scheme.SCHOOL_TYPE: "schularten",
    Scheme.SUBJECT: "schulfaecher",
    Scheme.LEVEL: "ebenen",
    Scheme.FORMAT: "formate",
    Scheme.SETTING: "lebenswelten",
    Scheme.SECTOR: "bereiche",
    Scheme.EVIDENCE_TIER: "nachweisstufen",
    Scheme.AVAILABILITY: "verfuegbarkeit",
    Scheme.FIDELITY: "programmtreue",
    Scheme.PAYER: "kostentraeger",
    Scheme.ACCESSIBILITY: "barrierefreiheit",
    Scheme.LANGUAGE: "sprachen",
    Scheme.FACTOR: "faktoren",
    Scheme.DISORDER: "stoerungen",
    Scheme.SURVEY_ITEM: "umfragefragen",
    Scheme.SCALE: "antwortskalen",
    Scheme.SURVEY_RULE: "umfrageregeln",
}
_SCHEMES = {slug: scheme for scheme, slug in SLUGS.items()}


def scheme_of(slug: str) -> Scheme:
    """Raises NotFound for a word that names no list."""
    if slug not in _SCHEMES:
        raise NotFound
    return Scheme(_SCHEMES[slug])
