"""The helplines with all that matters when one needs them: who, when, cost, anonymous, languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from umsicht.web.public import texts

COSTS = {
    "free": {"de": "kostenlos", "en": "free of charge", "ls": "kostet nichts"},
    "local": {
        "de": "übliche Telefonkosten",
        "en": "usual telephone charges",
        "ls": "kostet wie ein normaler Anruf",
    },
    "call20": {"de": "20 Cent je Anruf", "en": "20 cents per call", "ls": "kostet 20 Cent"},
}
LANGUAGES = {
    "de": {"de": "Deutsch", "en": "German"},
    "en": {"de": "Englisch", "en": "English"},
    "ar": {"de": "Arabisch", "en": "Arabic"},
    "fa": {"de": "Persisch", "en": "Persian"},
    "pl": {"de": "Polnisch", "en": "Polish"},
    "ru": {"de": "Russisch", "en": "Russian"},
    "tr": {"de": "Türkisch", "en": "Turkish"},
    "uk": {"de": "Ukrainisch", "en": "Ukrainian"},
    "vi": {"de": "Vietnamesisch", "en": "Vietnamese"},
    "dgs": {"de": "Gebärdensprache", "en": "German Sign Language"},
}


@dataclass(frozen=True)
class Line:
    """One helpline in one language. `number` is empty where there is only an app or a page."""

    code: str
    number: str
    label: str
    who: str
    when: str
    cost: str
    anonymous: bool
    languages: str
    url: str

    @property
    def tel(self) -> str:
        return "".join(digit for digit in self.number if digit.isdigit())

    @property
    def short_number(self) -> str:
        return self.number or _("App")


@dataclass(frozen=True)
class HelpGroup:
    code: str
    label: str
    lines: tuple[Line, ...]


def _line(code: str, row: dict[str, Any], language: str) -> Line:
    names = "en" if language == "en" else "de"
    return Line(
        code=code,
        number=row["number"],
        label=row["label"][language],
        who=row["who"][language],
        when=row["when"][language],
        cost=COSTS[row["cost"]][language],
        anonymous=row["anonymous"],
        languages=", ".join(LANGUAGES[item][names] for item in row["languages"]),
        url=row["url"],
    )


def lines(codes: Iterable[str], language: str = "de") -> list[Line]:
    """Some helplines in the order asked for, each once."""
    rows = texts.data("helplines.yaml")["lines"]
    return [_line(code, rows[code], language) for code in dict.fromkeys(codes)]


def groups(language: str = "de") -> list[HelpGroup]:
    found = texts.data("helplines.yaml")["groups"]
    return [HelpGroup(g["code"], g["label"][language], tuple(lines(g["lines"], language))) for g in found]


def as_of() -> dt.date:
    """When the numbers and hours were last put together by hand."""
    found: dt.date = texts.data("helplines.yaml")["as_of"]
    return found
