"""Filters inside the words of a query: "kostenlos 8. Klasse", "für Eltern", "auf Arabisch", "unter 100 €", "ab 12 Jahren"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umsicht.search.contract import Recognised
from umsicht.search.language.analysis import analyse, words
from umsicht.search.language.fold import fold
from umsicht.search.language.lexicon import Lexicon
from umsicht.search.registry import FilterPhrase, Kind

LANGUAGES = {
    "albanisch": "sq", "arabisch": "ar", "bulgarisch": "bg", "chinesisch": "zh", "dari": "fa", "englisch": "en", "farsi": "fa",
    "franzosisch": "fr", "griechisch": "el", "italienisch": "it", "kroatisch": "hr", "kurdisch": "ku", "paschtu": "ps",
    "persisch": "fa", "polnisch": "pl", "portugiesisch": "pt", "rumanisch": "ro", "russisch": "ru", "serbisch": "sr", "somali": "so",
    "sorbisch": "hsb", "spanisch": "es", "tigrinya": "ti", "tschechisch": "cs", "turkisch": "tr", "ukrainisch": "uk", "ungarisch": "hu",
    "urdu": "ur", "vietnamesisch": "vi",
}  # fmt: skip
ORDINALS = (
    "erste",
    "zweite",
    "dritte",
    "vierte",
    "funfte",
    "sechste",
    "siebte",
    "achte",
    "neunte",
    "zehnte",
    "elfte",
    "zwolfte",
)
_ORDINAL = "|".join(ORDINALS)
_LANGUAGE = "|".join(LANGUAGES)
_RANGE_SIGN = re.compile(r"(\d)\s*[-–—]\s*(?=\d)")


@dataclass(frozen=True)
class Rule:
    """A pattern over the folded words; `needs` are the facet and numbers a kind must declare for it."""

    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], Recognised | None]
    facet: str = ""
    numbers: tuple[str, ...] = ()


def _free(match: re.Match[str]) -> Recognised:
    return Recognised("cost:0", _("free of charge"), match[0], ranges=(("cost", (None, 0)),))


def _cost(match: re.Match[str]) -> Recognised:
    euros = int(match[1])
    return Recognised(
        f"cost:{euros}",
        _("up to %(euros)s €") % {"euros": euros},
        match[0],
        ranges=(("cost", (None, euros * 100)),),
    )


def _grade(match: re.Match[str]) -> Recognised | None:
    groups = match.groupdict()
    word = groups.get("word")
    first = ORDINALS.index(word) + 1 if word else int(groups["first"])
    last = int(groups.get("last") or first)
    if not 1 <= first <= last <= 13:
        return None
    codes = tuple(str(grade) for grade in range(first, last + 1))
    name = str(first) if first == last else f"{first}-{last}"
    return Recognised(
        f"grade:{name}", _("grade %(grade)s") % {"grade": name}, match[0], facet="grade", codes=codes
    )


def _age(match: re.Match[str]) -> Recognised:
    age = int(match["age"]) - (1 if (match.groupdict().get("below") or "") == "unter" else 0)
    return Recognised(
        f"age:{age}",
        _("%(age)s years") % {"age": age},
        match[0],
        ranges=(("age_from", (None, age)), ("age_to", (age, None))),
    )


def _language(match: re.Match[str]) -> Recognised:
    word = match["language"]
    return Recognised(
        f"language:{LANGUAGES[word]}", word.capitalize(), match[0], facet="language", codes=(LANGUAGES[word],)
    )


_AGES = ("age_from", "age_to")
RULES = (
    Rule(
        re.compile(
            r"\b(?:kostenlos|kostenfrei|gebuhrenfrei)(?:e[nrsm]?)?\b|\b(?:gratis|umsonst|ohne kosten)\b"
        ),
        _free,
        "",
        ("cost",),
    ),
    Rule(
        re.compile(
            r"\b(?:fur )?(?:unter|bis(?: zu)?|max(?:imal)?|hochstens|weniger als|nicht mehr als) (\d{1,5}) (?:euros?|eur)\b"
        ),
        _cost,
        "",
        ("cost",),
    ),
    Rule(
        re.compile(
            r"\b(?:klassen?|klassenstufen?|jahrgangsstufen?|kl) (?P<first>\d{1,2})(?: (?:bis|und|oder) (?P<last>\d{1,2}))?\b(?! klasse)"
        ),
        _grade,
        "grade",
    ),
    Rule(
        re.compile(
            r"\b(?P<first>\d{1,2})(?: (?:bis|und|oder) (?P<last>\d{1,2}))? (?:ten? )?(?:klassen?|klassler|klasslern)\b"
        ),
        _grade,
        "grade",
    ),
    Rule(re.compile(rf"\b(?P<word>{_ORDINAL})[rn]? klasse\b"), _grade, "grade"),
    Rule(
        re.compile(
            r"\b(?:(?P<below>ab|uber|unter|bis|mit|fur|von) )?(?P<age>\d{1,2}) (?:jahren?(?: alt)?|jahrig\w*|plus)\b"
        ),
        _age,
        "",
        _AGES,
    ),
    Rule(
        re.compile(rf"\b(?:(?:auf|in|in der sprache) )?(?P<language>{_LANGUAGE})(?:er sprache|e sprache)?\b"),
        _language,
        "language",
    ),
)


@dataclass
class Words:
    """The words of a query, and which of them a filter took."""

    raw: list[str]
    folded: list[str]
    taken: list[bool]

    @classmethod
    def of(cls, text: str) -> Words:
        raw = words(_RANGE_SIGN.sub(r"\1 bis ", text.replace("€", " euro ").replace("+", " plus ")))
        return cls(raw, [fold(word) for word in raw], [False] * len(raw))

    def take(self, start: int, end: int) -> bool:
        """Mark words as used; False if one of them is already."""
        if any(self.taken[start:end]):
            return False
        self.taken[start:end] = [True] * (end - start)
        return True

    @property
    def left(self) -> list[str]:
        return [word for word, taken in zip(self.raw, self.taken, strict=True) if not taken]


def _declared(kind: Kind) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(facet.name for facet in kind.facets), frozenset(kind.numbers)


def _by_rules(found: Words, kind: Kind, without: frozenset[str]) -> Iterable[Recognised]:
    joined = " ".join(found.folded)
    starts = {}
    at = 0
    for index, word in enumerate(found.folded):
        starts[at] = index
        at += len(word) + 1
    facets, numbers = _declared(kind)
    for rule in RULES:
        if (rule.facet and rule.facet not in facets) or not numbers.issuperset(rule.numbers):
            continue
        for match in rule.pattern.finditer(joined):
            first = starts.get(match.start())
            made = rule.make(match) if first is not None else None
            if first is None or made is None or made.key in without:
                continue
            if found.take(first, first + match[0].count(" ") + 1):
                yield made


def _marked(found: Words, start: int, marker: str) -> bool:
    """Does the marker stand before this word, or before a list that leads to it ("für Eltern und Lehrkräfte")?"""
    index = start - 1
    while index >= 0 and (found.taken[index] or found.folded[index] in ("und", "oder", "die", "der", "den")):
        if found.folded[index] == marker:
            return True
        index -= 1
    return index >= 0 and found.folded[index] == marker


def _phrase_at(
    found: Words, lexicon: Lexicon, start: int, longest: int
) -> Iterable[tuple[int, FilterPhrase]]:
    """Filter phrases that start at this word, the longest first."""
    for length in range(min(longest, len(found.raw) - start), 0, -1):
        piece = found.raw[start : start + length]
        plain = tuple(found.folded[start : start + length])
        stems = tuple(analyse(word).whole or fold(word) for word in piece)
        for key in {plain, stems}:
            for phrase in lexicon.filters.get(key, ()):
                if (key == plain and not phrase.marker) or (
                    phrase.marker and key == stems and _marked(found, start, phrase.marker)
                ):
                    yield length, phrase


def _by_phrases(found: Words, lexicon: Lexicon, kind: Kind, without: frozenset[str]) -> Iterable[Recognised]:
    facets, _numbers = _declared(kind)
    longest = max((len(key) for key in lexicon.filters), default=0)
    for start in range(len(found.raw)):
        if found.taken[start]:
            continue
        for length, phrase in _phrase_at(found, lexicon, start, longest):
            key = f"{phrase.facet}:{phrase.code}"
            if phrase.facet not in facets or key in without:
                continue
            typed = " ".join(found.raw[start : start + length])
            if not found.take(start, start + length):
                continue
            if phrase.marker and start and found.folded[start - 1] == phrase.marker:
                found.taken[start - 1] = True
                typed = f"{found.raw[start - 1]} {typed}"
            yield Recognised(
                key, phrase.label, typed, facet=phrase.facet, codes=(phrase.code,), point=phrase.point
            )
            break


def recognise(found: Words, lexicon: Lexicon, kind: Kind, without: frozenset[str]) -> list[Recognised]:
    """Filters in these words, in the order of the rules; the words they used are marked as taken."""
    return [*_by_rules(found, kind, without), *_by_phrases(found, lexicon, kind, without)]
