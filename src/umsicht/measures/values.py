"""Small values of measures: figures in words, periods, what a step of planning finds in a record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from umsicht.core import money


def amount(value: Decimal | None, unit: str = "") -> str:
    """ "12", "12,5 %" or "" when it is not known; zeros behind the comma fall away."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    text = number_format(value.quantize(Decimal(1)) if whole else value.normalize(), force_grouping=True)
    return f"{text} {unit}".strip()


def euros(cents: int | None) -> str:
    """ "12.000 €"; cents only where there are some."""
    return "" if cents is None else money.show(money.from_cents(cents)).replace(",00", "")


@dataclass(frozen=True)
class Fact:
    """What a record says to one criterion; an empty value means it says nothing."""

    label: str
    value: str = ""


@dataclass(frozen=True)
class PlanStep:
    """One step of a way of planning, in our words, with what the record says to it."""

    number: int
    title: str
    question: str
    facts: tuple[Fact, ...]

    @property
    def met(self) -> int:
        return sum(bool(fact.value) for fact in self.facts)

    @property
    def is_documented(self) -> bool:
        """Every criterion is answered; nothing is weighed."""
        return self.met == len(self.facts)
