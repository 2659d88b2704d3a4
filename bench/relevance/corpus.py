"""The demo content as search documents, straight from the YAML files: the judged queries need no database.

The mapping is the one a directory of offers would use: facets, numbers, concepts and texts of an offer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from umsicht.search.registry import Concept, Document, Facet, FilterPhrase, Kind

SOURCE = Path(__file__).parents[2] / "src/umsicht"
FILES = {
    "vocabulary": SOURCE / "vocabulary/data/vocabulary.yaml",
    "offers": SOURCE / "config/demo/data/content/offers.yaml",
}
MUNICIPALITIES = {"14511000": "Chemnitz", "14713000": "Leipzig", "14524330": "Zwickau", "14626110": "Görlitz"}
CONCEPT_LISTS = ("problem_fields", "further_topics", "audiences")
OPEN_AGE = 120


@cache
def load(name: str) -> dict[str, Any]:
    return yaml.safe_load(FILES[name].read_text(encoding="utf-8"))


@cache
def offers() -> list[dict[str, Any]]:
    return load("offers")["offers"]


@cache
def terms() -> dict[str, dict[str, Any]]:
    """All terms of the vocabulary by code."""
    found: dict[str, dict[str, Any]] = {}
    for value in load("vocabulary").values():
        if isinstance(value, list):
            found.update(
                {item["code"]: item for item in value if isinstance(item, dict) and "label_de" in item}
            )
    return found


def concepts() -> Iterable[Concept]:
    vocabulary = load("vocabulary")
    for name in CONCEPT_LISTS:
        weight = 0.5 if name == "audiences" else 1.0
        for item in vocabulary[name]:
            yield Concept(
                item["code"],
                item["label_de"],
                [*(item.get("words") or ()), item.get("label_plain") or ""],
                weight,
            )


def filters() -> Iterable[FilterPhrase]:
    for item in load("vocabulary")["audiences"]:
        phrases = [item["label_de"], *item["label_de"].split(" und "), *(item.get("words") or ())]
        yield FilterPhrase("audience", item["code"], item["label_de"], phrases, marker="für")
    for district in sorted({offer["place"]["district"] for offer in offers() if offer["place"]["district"]}):
        yield FilterPhrase("district", district, district, [district])
    yield FilterPhrase("mode", "online", "online", ["online", "per Video"])


def _days(value: Any) -> int:
    return (value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))).toordinal()


def _quality(offer: dict[str, Any]) -> float:
    """Mild: 1.0 while confirmed within a year, then down to 0.8."""
    age = load("offers")["meta"]["anchor_date"].toordinal() - _days(offer["clocks"]["confirmed"])
    return 1.0 if age <= 365 else max(0.8, 1.0 - (age - 365) / 2000)


def document(number: int, offer: dict[str, Any]) -> Document:
    codes = [*offer["problem_fields"], *offer["topics"], *offer["audiences"]]
    parents = [terms()[code]["parent"] for code in offer["problem_fields"] if terms()[code].get("parent")]
    labels = [
        terms()[code]["label_de"]
        for code in (*codes, *offer["formats"], *offer["settings"])
        if code in terms()
    ]
    costs = [cost["amount_eur"] for cost in offer["costs"] if cost["amount_eur"] is not None]
    first, last = offer["grade_from"], offer["grade_to"]
    numbers = {
        "confirmed": _days(offer["clocks"]["confirmed"]),
        "age_from": offer["age_from"] or 0,
        "age_to": offer["age_to"] or OPEN_AGE,
    }
    if costs:
        numbers["cost"] = int(min(costs) * 100)
    return Document(
        id=number,
        tenants=[int(offer["municipality"])],
        title=offer["title"],
        terms=labels,
        summary=offer["summary"],
        body=" ".join(
            [
                offer["description"],
                *offer["what_happens"],
                *offer["good_to_know"],
                offer.get("eligibility") or "",
            ]
        ),
        concepts=list(dict.fromkeys([*codes, *parents])),
        facets={
            "problem": offer["problem_fields"],
            "audience": offer["audiences"],
            "format": offer["formats"],
            "grade": [str(grade) for grade in range(first, last + 1)] if first and last else [],
            "language": offer["languages"],
            "mode": offer["place"]["modes"],
            "district": [offer["place"]["district"]] if offer["place"]["district"] else [],
        },
        numbers=numbers,
        quality=_quality(offer),
    )


def documents(ids: Sequence[int]) -> Iterable[Document]:
    return (document(number, offers()[number - 1]) for number in ids)


KIND = Kind(
    "offer",
    ids=lambda: range(1, len(offers()) + 1),
    fetch=documents,
    facets=(
        Facet("problem", 32),
        Facet("audience", 24),
        Facet("format", 20),
        Facet("grade", 13),
        Facet("language", 24),
        Facet("mode", 6),
        Facet("district", 60, many=False),
    ),
    numbers=("cost", "age_from", "age_to", "confirmed"),
)
