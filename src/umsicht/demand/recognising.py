"""Which terms of the vocabulary a query speaks of. What is in no list is not kept: the words themselves never leave here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from umsicht.core.memory import Memory
from umsicht.search.language.analysis import analyse, words
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue

TOPICS = (Scheme.PROBLEM_FIELD.value, Scheme.TOPIC.value)
SCHEMES = (*TOPICS, Scheme.AUDIENCE.value, Scheme.AGE_GROUP.value)
LONGEST = 4
MOST_WORDS = 12
Key = tuple[str, ...]
Term = tuple[str, str]  # scheme, code
Found = dict[str, tuple[str, ...]]


class Lexicon:
    """The lists of a tenant by their stems, so that "Mobbing-Prävention" finds what knows "Mobbing"."""

    def __init__(self, known: Catalogue) -> None:
        self._terms: dict[Key, tuple[Term, ...]] = {}
        for scheme in SCHEMES:
            for entry in known.current(scheme):
                for text in (entry.label_de, entry.label_plain, *entry.words):
                    self._add(text, (scheme, entry.code))

    def _add(self, text: str, term: Term) -> None:
        key = tuple(stem for word in words(text) if (stem := analyse(word).whole))
        if key and len(key) <= LONGEST and term not in self._terms.get(key, ()):
            self._terms[key] = (*self._terms.get(key, ()), term)

    def recognise(self, text: str) -> Found:
        """Scheme → codes in the order in which the query names them; the longest phrases first, each word used once."""
        read = [analysis for word in words(text)[:MOST_WORDS] if (analysis := analyse(word)).whole]
        stems = [analysis.whole for analysis in read]
        free = [True] * len(stems)
        hits: list[tuple[int, Term]] = []
        for length in range(min(LONGEST, len(stems)), 0, -1):
            for start in range(len(stems) - length + 1):
                terms = self._terms.get(tuple(stems[start : start + length]))
                if terms and all(free[start : start + length]):
                    free[start : start + length] = [False] * length
                    hits += [(start, term) for term in terms]
        for at, analysis in enumerate(read):
            if free[at]:
                hits += [(at, term) for part in analysis.parts for term in self._terms.get((part,), ())]
        return _by_scheme(term for _at, term in sorted(hits, key=lambda hit: hit[0]))


def _by_scheme(terms: Iterable[Term]) -> Found:
    found: dict[str, list[str]] = {}
    for scheme, code in terms:
        found.setdefault(scheme, []).append(code)
    return {scheme: tuple(dict.fromkeys(codes)) for scheme, codes in found.items()}


_lexicons: Memory[Lexicon] = Memory(32)


def lexicon(tenant: Tenant) -> Lexicon:
    """Compiled once per content version."""
    held = _lexicons.get(tenant.pk, tenant.content_version)
    return held or _lexicons.keep(tenant.pk, tenant.content_version, Lexicon(catalogue(tenant)))


def topics(found: Found) -> tuple[str, ...]:
    return tuple(code for scheme in TOPICS for code in found.get(scheme, ()))


def known_code(known: Catalogue, codes: Iterable[str], *schemes: str) -> str:
    """The first code that stands in one of these lists, "" if none does: an address may hold anything."""
    return next((code for code in codes if any(known.get(scheme, code) for scheme in schemes)), "")


def age_band(known: Catalogue, years: int) -> str:
    """The age group a child or adult of that age belongs to; the first that fits."""
    for entry in known.current(Scheme.AGE_GROUP):
        low, high = entry.extra.get("from"), entry.extra.get("to")
        if low is not None and low <= years and (high is None or years <= high):
            return entry.code
    return ""


def grade_band(known: Catalogue, grades: Sequence[str]) -> str:
    """The age group of the first grade named: grade 3 are children of eight or nine."""
    numbers = [int(grade) for grade in grades if grade.isascii() and grade.isdigit()]
    return age_band(known, min(numbers) + 5) if numbers else ""
