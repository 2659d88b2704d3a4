"""Values of an offer's fields in words, as the form and the portal say them."""

from __future__ import annotations

from typing import Any

from umsicht.offers.models import Offer
from umsicht.offers.queries.wording import cost_text, grade_text, place_mode_labels
from umsicht.offers.queries.working import RECORDS, records
from umsicht.offers.telling import field_label
from umsicht.offers.validators import TERM_FIELDS, TERM_LISTS
from umsicht.offers.values import Cost, CurriculumLink, stored
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.desk.changes import NOTHING, shown


def label(name: str) -> str:
    return field_label(name) if name else ""


def word(offer: Offer, name: str, value: Any) -> str:
    """One line per sentence, price or lesson."""
    if value is None or value in ("", []):
        return NOTHING
    words = catalogue(offer.tenant)
    if name in RECORDS:
        found = records(offer, {name: value})[name]
        return str(found) if found is not None else NOTHING
    if name in TERM_LISTS:
        return ", ".join(words.label(TERM_LISTS[name], code) for code in value)
    if name in TERM_FIELDS:
        return words.label(TERM_FIELDS[name], value)
    return _values(words, name, value)


def _values(words: Catalogue, name: str, value: Any) -> str:
    if name == "place_modes":
        modes = place_mode_labels()
        return ", ".join(modes.get(mode, mode) for mode in value)
    if name == "costs":
        return "\n".join(cost_text(cost) for cost in stored(Cost, value)) or NOTHING
    if name == "curriculum":
        return "\n".join(_lesson(words, link) for link in stored(CurriculumLink, value)) or NOTHING
    if name in ("what_happens", "good_to_know"):
        return "\n".join(value)
    return shown(Offer, name, value)


def _lesson(words: Catalogue, link: CurriculumLink) -> str:
    grades = grade_text(link.grade_from, link.grade_to)
    return ", ".join(
        part for part in (words.label("subject", link.subject), grades, link.learning_area) if part
    )
