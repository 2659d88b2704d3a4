"""Euro amounts: Decimal with exactly two places, read and written the German way. No floats, no other currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MAX = Decimal("9999999999.99")
NBSP = "\u00a0"

_WHOLE = r"(?:[0-9]{1,3}(?:[. \u00a0\u202f'][0-9]{3})+|[0-9]+)"
_GERMAN = re.compile(rf"({_WHOLE})(?:,([0-9]{{1,2}}|--?|–|—))?", re.ASCII)
_POINT = re.compile(r"([0-9]+)\.([0-9]{2})", re.ASCII)
_CURRENCY = re.compile(r"^(?:€|EUR|Euro)\s*|\s*(?:€|EUR|Euro)$", re.IGNORECASE)


class BadAmount(BadInput):
    code = "bad_amount"


def parse(text: str, *, negative: bool = False) -> Decimal:
    """Read "1.234,50 €", "1234,5", "12.50", "5,- Euro". A point before three digits groups thousands, as in German.

    Raises BadAmount (German message) for anything else, for more than 10 digits before the comma, and for a minus
    unless `negative`.
    """
    value = _CURRENCY.sub("", text.strip(), count=1).strip()
    minus = value[:1] in {"-", "−", "–"}
    if minus:
        value = value[1:].strip()
    value = _CURRENCY.sub("", value, count=1).strip() if minus else value
    match = _POINT.fullmatch(value) or _GERMAN.fullmatch(value)
    if not match or (minus and not negative):
        raise BadAmount(_("Please give an amount such as 1.234,50."))
    whole = re.sub(r"[^0-9]", "", match[1])
    cents = (match[2] or "").strip("-–—").ljust(2, "0")
    amount = Decimal(f"{whole}.{cents}") if len(whole.lstrip("0")) <= 10 else MAX + 1
    if amount > MAX:
        raise BadAmount(_("This amount is too large."))
    return -amount if minus and amount else amount


def exact(value: Decimal | int | str) -> Decimal:
    """A value as an amount of whole cents; raises BadAmount when it is none (half a cent, NaN, too large)."""
    try:
        number = Decimal(value)
        amount = number.quantize(CENT)
    except (InvalidOperation, ValueError) as error:
        raise BadAmount(_("This is not an amount in euros.")) from error
    if not amount.is_finite() or amount != number or abs(amount) > MAX:
        raise BadAmount(_("This is not an amount in euros."))
    return amount + 0  # turns -0.00 into 0.00


def rounded(value: Decimal) -> Decimal:
    """To the cent, half away from zero (kaufmännisch)."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP) + 0


def cents(amount: Decimal) -> int:
    return int(exact(amount).scaleb(2))


def from_cents(count: int) -> Decimal:
    return Decimal(count).scaleb(-2).quantize(CENT)


def show(amount: Decimal | int, *, symbol: bool = True) -> str:
    """ "1.234,50 €" with a no-break space; whole euros keep their cents, so that columns line up."""
    amount = rounded(Decimal(amount))
    text = f"{abs(amount):,.2f}".translate(str.maketrans(",.", ".,"))
    sign = "−" if amount < 0 else ""
    return f"{sign}{text}{NBSP}€" if symbol else f"{sign}{text}"


def split(amount: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """Share an amount by weight so that the parts add up to it to the cent (largest remainder, earlier part first).

    Raises ValueError for negative weights or when all are zero.
    """
    total = sum(Decimal(weight) for weight in weights)
    if total <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("Weights must not be negative and not all be zero.")
    whole = cents(abs(amount))
    ideal = [whole * Decimal(weight) / total for weight in weights]
    parts = [int(share) for share in ideal]
    by_remainder = sorted(range(len(parts)), key=lambda n: (parts[n] - ideal[n], n))
    for n in by_remainder[: whole - sum(parts)]:
        parts[n] += 1
    return [from_cents(part if amount >= 0 else -part) for part in parts]
