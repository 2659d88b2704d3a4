"""Figures in German (or the reader's language) through babel, and German figures read back.

Written figures use no-break spaces and a true minus, so that none breaks or wraps in print.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput

NBSP = "\u00a0"
MISSING = "–"
_LIMIT = Decimal(10) ** 15
_NUMBER = re.compile(
    r"(?P<sign>[-−+]?)(?P<whole>[0-9]{1,3}(?:[. \u00a0\u202f'][0-9]{3})+|[0-9]{1,15})(?:,(?P<part>[0-9]{1,9}))?",
    re.ASCII,
)

Number = int | float | Decimal


def _locale() -> str:
    return "en" if (get_language() or "de").startswith("en") else "de"


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def rounded(value: Number, places: int = 0) -> Decimal:
    """Half away from zero, as in German statistics; never by binary floats."""
    return _decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def show(value: Number | None, *, places: int = 0, unit: str = "", sign: bool = False) -> str:
    """1234.5 → "1.235" (places=1: "1.234,5"); None and NaN → "–", never 0. `sign` writes a plus too."""
    if value is None or not _decimal(value).is_finite():
        return MISSING
    number = rounded(value, places)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    text = format_decimal(abs(number), format=pattern, locale=_locale())
    prefix = "−" if number < 0 else "+" if sign and number > 0 else ""
    return f"{prefix}{text}{NBSP}{unit}" if unit else f"{prefix}{text}"


def percent(value: Number | None, *, places: int = 0, sign: bool = False) -> str:
    """A share as percent: 0.125 → "13 %" (places=1: "12,5 %")."""
    return show(None if value is None else _decimal(value) * 100, places=places, unit="%", sign=sign)


def rate(count: Number | None, population: Number | None, *, per: int = 100_000, places: int = 0) -> str:
    """Cases per `per` people, or "–" where the population is missing or zero."""
    if count is None or not population:
        return MISSING
    return show(_decimal(count) / _decimal(population) * per, places=places)


def span(low: Number, high: Number, *, places: int = 0, unit: str = "") -> str:
    """ "120–150 €"; one number when both round to the same."""
    first, last = show(low, places=places), show(high, places=places)
    text = first if first == last else f"{first}–{last}"
    return f"{text}{NBSP}{unit}" if unit else text


def parse(text: str) -> Decimal:
    """Read "1.234,5", "1234,5", "-3", "1 234". A point is a thousands mark, never a decimal one.

    Raises BadInput with a German message; so "1.5" is refused rather than read as fifteen.
    """
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        raise BadInput(_("Please give a number such as 1.234,5."), code="bad_number")
    whole = re.sub(r"[^0-9]", "", match["whole"])
    number = Decimal(f"{whole}.{match['part'] or '0'}")
    if number >= _LIMIT:
        raise BadInput(_("This number is too large."), code="bad_number")
    if not match["part"]:
        number = number.to_integral_value()
    return -number if match["sign"] in {"-", "−"} and number else number


def whole(text: str) -> int:
    """Read a whole number the German way; raises BadInput for anything else, also for decimals."""
    number = parse(text)
    if number != number.to_integral_value():
        raise BadInput(_("Please give a whole number."), code="bad_number")
    return int(number)
