"""Words for codes, and the one-line facts that several pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import pgettext

from umsicht.core.text import listing
from umsicht.offers.queries import wording
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import PLAIN, Catalogue, Entry

NO_STATEMENT = "keine-angabe"


def joined(items: Iterable[str]) -> str:
    return listing(list(items), conjunction=pgettext("list", "and"))


def of(catalogue: Catalogue, scheme: str, codes: Iterable[str]) -> list[str]:
    """Labels of the codes in their order; unknown codes as they are, so that a page never breaks on old data."""
    names = catalogue.labels(scheme)
    return [names.get(code, code) for code in codes]


def audience(values: Mapping[str, Any], catalogue: Catalogue) -> str:
    """Whom it is for in one line: people, then grades or ages."""
    who = joined(of(catalogue, Scheme.AUDIENCE, values["audiences"]))
    more = wording.grade_text(values["grade_from"], values["grade_to"]) or wording.age_text(
        values["age_from"], values["age_to"]
    )
    return ", ".join(part for part in (who, more) if part)


def topic_entry(catalogue: Catalogue, code: str) -> Entry | None:
    """A problem field or further topic by its code; codes are unique across both lists."""
    return catalogue.get(Scheme.PROBLEM_FIELD, code) or catalogue.get(Scheme.TOPIC, code)


def plain(entry: Entry) -> str:
    return entry.label(PLAIN)
