"""German sentences from fixed text and values: counts, dates, lists, cases and genders come out right.

A sentence stands in a phrase book (YAML) with placeholders in braces, `{name:form:more}`:

    {n:count:meeting}       "vier Sitzungen", "eine Sitzung", "keine Sitzung"; a case may follow: {n:count:meeting:dat}
    {n:plural:wurde|wurden} the first form for one, the second otherwise; a third one is for none
    {n:some:f}              "keine", "eine", "zwei", "13" in place of a noun of that gender
    {n:times}               "einmal", "zweimal", "13-mal", "kein einziges Mal"
    {n:number} {x:number:1} "1.300", "46,2"
    {x:percent} {x:percent:1} 0.462 → "46 %", "46,2 %"
    {euros:money}           "1,3 Millionen Euro", "5.000 Euro"
    {day:date} {day:date:long} {day:date:month}  "04.02.1998", "4. Februar 1998", "Februar 1998"
    {names:list} {names:list:oder}  "A, B und C"
    {body:the} {body:the:dat} {body:a:akk}  "der Rat", "dem Rat", "einen Rat" for a noun of the book, by its key
    {body:pron}             "er", "sie", "es"
    {text}                  as it is

How many of those just counted have something in common is said in up to five ways, see `Phrases.part`: a sentence may be a
mapping of `none`, `some`, `all`, `lone` and `lone_not`.

Which plural form belongs to a number, how dates, numbers and lists are written: Unicode CLDR's rules for German, through
Babel. Nouns are declined by their entry in the book, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

GERMAN = Locale("de")
NBSP = "\u00a0"
CASES = ("nom", "gen", "dat", "akk")
_PLACEHOLDER = re.compile(r"\{(\w+)((?::[^{}:]*)*)\}")
_WORDS = (
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
)
_DEFINITE = {
    "m": ("der", "des", "dem", "den"),
    "f": ("die", "der", "der", "die"),
    "n": ("das", "des", "dem", "das"),
    "pl": ("die", "der", "den", "die"),
}
_INDEFINITE = {
    "m": ("ein", "eines", "einem", "einen"),
    "f": ("eine", "einer", "einer", "eine"),
    "n": ("ein", "eines", "einem", "ein"),
}
_PRONOUN = {
    "m": ("er", "seiner", "ihm", "ihn"),
    "f": ("sie", "ihrer", "ihr", "sie"),
    "n": ("es", "seiner", "ihm", "es"),
    "pl": ("sie", "ihrer", "ihnen", "sie"),
}


@dataclass(frozen=True)
class Noun:
    """A noun with its gender (m, f, n; pl for words without a singular) and the forms that differ from the first one."""

    one: str
    many: str
    gender: str
    genitive: str = ""
    dative_many: str = ""
    weak: str = ""
    """The singular in genitive, dative and accusative for words such as "Name" or "Zeuge"."""

    def __post_init__(self) -> None:
        if self.gender not in _DEFINITE or not self.one or not self.many:
            raise ValueError(f"Not a noun: {self.one!r}")

    def singular(self, case: str) -> str:
        if case == "gen":
            return self.genitive or self.weak or self.one
        return self.weak or self.one if case in {"dat", "akk"} else self.one

    def plural(self, case: str) -> str:
        """The dative plural ends in -n unless the plural ends in -n or -s."""
        if case != "dat":
            return self.many
        return self.dative_many or (self.many if self.many[-1] in "ns" else self.many + "n")


def category(number: float | Decimal) -> str:
    """ "one" or "other", as CLDR has it for German."""
    return str(GERMAN.plural_form(number))


def cardinal(number: int) -> str:
    """Up to twelve in words, as German papers write them, then in figures."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else number_text(number)


def number_text(value: float | Decimal, places: int = 0) -> str:
    text = format_decimal(value, format="#,##0" + ("." + "0" * places if places else ""), locale=GERMAN)
    return text.replace("-", "−")


def percent_text(share: float | Decimal, places: int = 0) -> str:
    """0.462 → "46 %"."""
    return f"{number_text(Decimal(str(share)) * 100, places)}{NBSP}%"


def count(number: int, noun: Noun, case: str = "nom") -> str:
    """ "eine Sitzung", "vier Sitzungen", "keine Sitzung" in a case."""
    if case not in CASES:
        raise ValueError(f"No such case: {case}")
    at = CASES.index(case)
    if category(number) == "one":
        return f"{_INDEFINITE[noun.gender][at]} {noun.singular(case)}"
    if number == 0:
        return f"k{_INDEFINITE[noun.gender][at]} {noun.singular(case)}"
    return f"{cardinal(number)} {noun.plural(case)}"


def times(number: int) -> str:
    if number == 0:
        return "kein einziges Mal"
    if number == 1:
        return "einmal"
    return f"{cardinal(number)}mal" if number < len(_WORDS) else f"{number_text(number)}-mal"


def some(number: int, gender: str) -> str:
    """ "keine", "eine", "zwei", "13": how many of those that were named before."""
    if number > 1:
        return cardinal(number)
    return ("k" if number == 0 else "") + {"m": "einer", "f": "eine", "n": "eines"}[gender]


def definite(gender: str, case: str = "nom") -> str:
    """The article of a name: definite("m", "dat") is "dem"."""
    return _DEFINITE[gender][CASES.index(case)]


def listed(items: Iterable[Any], word: str = "und") -> str:
    """ "A, B und C"; an empty list is "–", so that nobody reads a sentence with a hole."""
    style: Literal["standard", "or"] = "or" if word == "oder" else "standard"
    return format_list([str(item) for item in items], style=style, locale=GERMAN) or "–"


def money(euros: float | Decimal) -> str:
    """From a million on in words ("1,3 Millionen Euro"), below in full; cents only where there are any."""
    amount = Decimal(str(euros))
    million = amount / 1_000_000
    if abs(amount) >= 1_000_000 and million == round(million, 2):
        text = format_decimal(million, format="#,##0.##", locale=GERMAN)
        return f"{text}{NBSP}{'Million' if million == 1 else 'Millionen'} Euro"
    return f"{number_text(amount, 0 if amount == amount.to_integral_value() else 2)}{NBSP}Euro"


def date_text(day: dt.date, style: str = "") -> str:
    patterns = {"": "dd.MM.yyyy", "long": "d. MMMM yyyy", "month": "MMMM yyyy", "year": "yyyy"}
    return format_date(day, format=patterns[style], locale=GERMAN)


@dataclass(frozen=True)
class Phrases:
    """A package's phrase book: `say("meetings", n=4, body="kpr")`. Values are plain text; nothing in them is read as a placeholder."""

    nouns: Mapping[str, Noun]
    sentences: Mapping[str, str]
    name: str = field(default="")

    def say(self, key: str, **values: Any) -> str:
        """The sentence, its first letter capital. Raises KeyError for an unknown sentence or a missing value."""
        text = _PLACEHOLDER.sub(lambda match: self._filled(match, values), self.sentences[key])
        return text[:1].upper() + text[1:]

    def part(self, key: str, part: int, whole: int, **values: Any) -> str:
        """How many of `whole` have something: the way of saying that fits; "" where the book has nothing to say then.

        A single one is no part of anything: `lone` or `lone_not`, which may be left out where `all` or `none` fit it too.
        """
        ways: tuple[str, ...] = ("all",) if part == whole else ("none",) if part == 0 else ("some",)
        if whole == 1:
            ways = ("lone", *ways) if part else ("lone_not", *ways)
        found = next((f"{key}.{way}" for way in ways if f"{key}.{way}" in self.sentences), "")
        return self.say(found, part=part, n=whole, **values) if found else ""

    def placeholders(self, key: str) -> list[tuple[str, list[str]]]:
        """Name and forms of each placeholder, in order."""
        return [(match[1], match[2].split(":")[1:]) for match in _PLACEHOLDER.finditer(self.sentences[key])]

    def _filled(self, match: re.Match[str], values: Mapping[str, Any]) -> str:
        value, forms = values[match[1]], match[2].split(":")[1:]
        if not forms:
            return number_text(value) if isinstance(value, int | float | Decimal) else str(value)
        form, more = forms[0], forms[1:]
        if form == "count":
            return count(value, self.nouns[more[0]], *more[1:])
        if form in _ARTICLES:
            return _with_article(form, self.nouns[value], *more)
        return _FORMS[form](value, *more)


def _plural(number: int, forms: str) -> str:
    one, other, *none = forms.split("|")
    if number == 0 and none:
        return none[0]
    return one if category(number) == "one" else other


def _number(value: float | Decimal, places: str = "0") -> str:
    return number_text(value, int(places))


def _percent(value: float | Decimal, places: str = "0") -> str:
    return percent_text(value, int(places))


_FORMS: dict[str, Callable[..., str]] = {
    "plural": _plural,
    "times": times,
    "some": some,
    "number": _number,
    "percent": _percent,
    "money": money,
    "date": date_text,
    "list": listed,
}
_ARTICLES = {"the": _DEFINITE, "a": _INDEFINITE, "pron": _PRONOUN}


def _with_article(form: str, noun: Noun, case: str = "nom") -> str:
    article = _ARTICLES[form][noun.gender][CASES.index(case)]
    if form == "pron":
        return article
    return f"{article} {noun.plural(case) if noun.gender == 'pl' else noun.singular(case)}"


_WAYS = {"none", "some", "all", "lone", "lone_not"}


def _sentences(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, text in content.items():
        if isinstance(text, str):
            yield key, " ".join(text.split())
            continue
        if unknown := set(text) - _WAYS:
            raise ValueError(f"{key}: no way of saying a part is called {', '.join(sorted(unknown))}.")
        for way, words in text.items():
            yield f"{key}.{way}", " ".join(words.split())


@cache
def book(path: Path) -> Phrases:
    """Read a phrase book once. Raises ValueError, naming the sentence, for a form or noun that does not exist."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    nouns = {key: Noun(**row) for key, row in content.get("nouns", {}).items()}
    made = Phrases(nouns, dict(_sentences(content["sentences"])), path.parent.parent.name)
    for key in made.sentences:
        for _name, forms in made.placeholders(key):
            known = not forms or forms[0] in {*_FORMS, *_ARTICLES, "count"}
            if not known or (forms[:1] == ["count"] and forms[1] not in nouns):
                raise ValueError(f"{path.name}, {key}: {{{':'.join(forms)}}} means nothing.")
        if re.search(r"[{}]", _PLACEHOLDER.sub("", made.sentences[key])):
            raise ValueError(f"{path.name}, {key}: a brace is left open.")
    return made
