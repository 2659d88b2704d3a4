"""Nothing is invented: a sentence with a figure needs a record."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.utils.translation import gettext as _

from umsicht.reporting.errors import FigureWithoutRecord

_WORDS = (
    "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|"
    "zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|"
    "hunderte?n?|tausende?n?|millione?n?|milliarden?|prozent|promille|dutzend|"
    "hälfte|drittel|viertel|fünftel|zehntel|doppelte?n?|verdoppelt|verdreifacht|halbiert"
)
_FIGURE = re.compile(
    rf"[0-9０-９]|[½¼¾⅓⅔%‰]|(?<!\w)(?:\w*(?:einund|zweiund|dreiund|vierund|fünfund|sechsund|siebenund|achtund|neunund)\w+|"
    rf"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)?(?:{_WORDS})(?:mal|fach)?)(?!\w)",
    re.IGNORECASE,
)


def figures_in(text: str) -> list[str]:
    """Figures and number words in a text, in order; "ein" is not one, since it is an article too."""
    return [match[0] for match in _FIGURE.finditer(text)]


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
