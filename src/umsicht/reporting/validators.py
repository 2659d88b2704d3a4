"""Nothing is invented: a sentence with a figure needs a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from django.utils.translation import gettext as _

from umsicht.reporting.errors import FigureWithoutRecord

_ONE = "eins|ein"
_UNITS = (
    "zwei|zwo|drei|vier|fünf|fuenf|sechs|sech|sieben|sieb|acht|neun|zehn|elf|zwölf|zwoelf|zwanzig|dreißig|dreissig|vierzig|"
    "fünfzig|fuenfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend"
)
_TAILS = (
    r"mal|fach|fache[nrsm]?|facht|fachen|prozentig\w*|stellig\w*|köpfig\w*|jährig\w*|tägig\w*|stündig\w*|monatig\w*|"
    r"wöchig\w*|einhalb|(?:s|st)?tels?|e|en|er"
)
_NUMERAL = re.compile(rf"(?:ver)?(?:{_ONE}|und)*(?:{_UNITS})(?:{_UNITS}|{_ONE}|und)*(?:{_TAILS})?")
_ORDINAL = re.compile(
    r"\w*(?:(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|drei(?:ß|ss)ig|hundert|tausend)"
    r"s?te[nrsm]?"
)
_QUANTITY = re.compile(
    r"(?:\w*(?:million|milliarde|billion)(?:en)?|prozent\w*|promille|dutzende?|hälfte|dreiviertel|anderthalb\w*|eineinhalb\w*|"
    r"doppelte?[nsm]?|verdopp(?:el|l)\w*|drittels?|halbier\w*|null|einprozentig\w*)"
)
_PHRASE = re.compile(r"(?<!\w)(?:außer|in)\s+acht(?!\w)|(?<!\w)acht\s+(?:zu\s+)?(?:geben|gibt|gab|nehmen|nimmt|nahm)(?!\w)"
                     r"|(?<!\w)(?:gebt?|geben|gibt|gab)\s+(?:\w+\s+){0,2}acht(?!\w)", re.IGNORECASE)  # fmt: skip
_QUARTER = re.compile(
    r"(?<!\w)ein(?:em|es)?\s+viertels?\s+(?:der|des|aller|davon|von|mehr|weniger)(?!\w)", re.IGNORECASE
)
_TOKEN, _WORD, _EDGES = re.compile(r"\S+"), re.compile(r"\w+"), ".,;:!?()„“\"'–"
LONGEST = 80
_OTHERWISE = frozenset({"viertel", "viertels", "dreier", "vierer", "achten", "achter", "siebe", "siebst"})
"""Forms that mostly mean something else: a part of the town, a verb. "Ein Viertel der …" is caught as a phrase."""


def _plain(text: str) -> str:
    """One spelling: letters composed, no soft hyphens or invisible signs."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")


def figures_in(text: str) -> list[str]:
    """Figures and number words in a text, in order; "ein" is not one, since it is an article too.

    A figure holds a sign that Unicode calls a number, or a percent sign; a number word is made of numerals ("zweihundertfünfzig",
    "verfünffacht", "zwölfjährig") or says a quantity ("die Hälfte", "Dutzende"). Small ordinals are names more often than
    figures ("Dritte") and pass.
    """
    plain = _plain(text)
    spared = [match.span() for match in _PHRASE.finditer(plain)]
    found = [(match.start(), match[0]) for match in _QUARTER.finditer(plain)]
    for token in _TOKEN.finditer(plain):
        if any(_is_figure(sign) for sign in token[0]):
            found.append((token.start(), token[0].strip(_EDGES)))
            continue
        found += [
            (word.start(), word[0])
            for word in _WORD.finditer(plain, *token.span())
            if _is_numeral(word[0]) and not any(start <= word.start() < end for start, end in spared)
        ]
    return [said for _at, said in sorted(found)]


def _is_figure(sign: str) -> bool:
    return sign in "%‰" or unicodedata.category(sign).startswith("N")


def _is_numeral(word: str) -> bool:
    word = word.lower()
    if len(word) > LONGEST or word in _OTHERWISE:
        return False
    return any(pattern.fullmatch(word) for pattern in (_NUMERAL, _ORDINAL, _QUANTITY))


def check_proven(text: str, records: Collection[object]) -> None:
    """Raises FigureWithoutRecord for a text with a figure and no record."""
    found = figures_in(text)
    if found and not records:
        raise FigureWithoutRecord(
            _(
                "This text says a figure (%(figure)s). Please choose the record that proves it, or leave the figure out."
            )
            % {"figure": found[0]}
        )


_DAY = re.compile(r"(?<!\w)(?:\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]+)\s?)?(?:19|20)\d{2}(?!\w)")


def check_reason(text: str) -> None:
    """A reason why something stays open may name a day or a year, and no other figure. Raises FigureWithoutRecord."""
    found = figures_in(_DAY.sub("", text))
    if found:
        raise FigureWithoutRecord(
            _(
                "This reason says a figure (%(figure)s). Please write it as a text of your own with its record, or leave it out."
            )
            % {"figure": found[0]}
        )
