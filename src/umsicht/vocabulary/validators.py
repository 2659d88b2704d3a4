"""Checks used by the desk form, the domain functions and the importer. All raise core.errors.BadInput."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.vocabulary.enums import Precision

CODE_MAX, LABEL_MAX, EXPLANATION_MAX, WORD_MAX, WORDS_MAX = 60, 300, 2000, 80, 80


def check_code(code: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) or len(code) > CODE_MAX:
        raise BadInput(
            _("The code “%(code)s” may only have small letters, digits and single hyphens, at most 60.")
            % {"code": code[:80]}
        )
    return code


def check_label(label: str, *, required: bool = False) -> str:
    label = " ".join(label.split())
    if required and not label:
        raise BadInput(_("The German term is missing."))
    if len(label) > LABEL_MAX:
        raise BadInput(_("A term has at most %(max)s characters.") % {"max": LABEL_MAX})
    return label


def check_words(words: Iterable[str]) -> list[str]:
    """Trim, drop empty and repeated words (case does not count); keep the order."""
    seen: dict[str, str] = {}
    for word in words:
        clean = " ".join(word.split())
        if len(clean) > WORD_MAX:
            raise BadInput(
                _("“%(word)s…” is too long: at most 80 characters per word or phrase.") % {"word": clean[:30]}
            )
        if clean:
            seen.setdefault(clean.casefold(), clean)
    if len(seen) > WORDS_MAX:
        raise BadInput(_("At most %(max)s words per term.") % {"max": WORDS_MAX})
    return list(seen.values())


def read_date(value: object, *, end: bool = False) -> tuple[dt.date | None, str]:
    """Read "2019", "2019-08", "2019-08-01" or nothing. Returns the date and how exactly it is known.

    A year or month becomes its first day, with `end` its last day.
    """
    if value is None or value == "":
        return None, Precision.UNKNOWN
    if isinstance(value, dt.date):
        return value, Precision.DAY
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(value).strip())
    if match is None:
        raise BadInput(
            _("“%(value)s” is not a date. Write 2019, 2019-08 or 2019-08-01.") % {"value": str(value)[:40]}
        )
    year, month, day = match.groups()
    try:
        if day:
            return dt.date(int(year), int(month), int(day)), Precision.DAY
        first = dt.date(int(year), int(month or 1), 1)
        if not end:
            return first, Precision.MONTH if month else Precision.YEAR
        following = dt.date(
            first.year + (first.month == 12 or not month), (first.month % 12 + 1) if month else 1, 1
        )
        return following - dt.timedelta(days=1), Precision.MONTH if month else Precision.YEAR
    except ValueError as error:
        raise BadInput(_("There is no day “%(value)s”.") % {"value": str(value)[:40]}) from error
