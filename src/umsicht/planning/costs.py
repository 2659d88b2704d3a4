"""What a plan costs and who pays: arithmetic on the offers' prices, in whole cents. Pure.

An offer's prices are alternatives: one is chosen. A price that holds only with help (funding, health insurer) is
compared with the offer's regular price; the difference is what the help is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from umsicht.offers.enums import PAYER_PARTICIPANTS, CostPer
from umsicht.offers.values import Cost, stored

ONCE = frozenset({CostPer.SCHOOL, CostPer.SCHOOL_YEAR, CostPer.INSTITUTION})
"""Prices that are paid once for a whole school, however often the offer stands in a plan."""


@dataclass(frozen=True)
class Use:
    """How much of an offer a plan takes."""

    people: int
    meetings: int = 1
    group_max: int | None = None
    again: bool = False  # the offer stands in the plan already


@dataclass(frozen=True)
class Share:
    """Who bears how much, in cents. `unknown`: no amount is stated; `help_unknown`: funded, but nobody says with how much."""

    school: int = 0
    parents: int = 0
    funding: int = 0
    free: bool = False
    unknown: bool = False
    help_unknown: bool = False

    @property
    def total(self) -> int:
        return self.school + self.parents + self.funding


@dataclass(frozen=True)
class Total:
    """The sum over entries; counts of those that are free, without a stated price, and funded without a stated sum."""

    school: int = 0
    parents: int = 0
    funding: int = 0
    free: int = 0
    unknown: int = 0
    help_unknown: int = 0

    @property
    def total(self) -> int:
        return self.school + self.parents + self.funding


def keyed(costs: Any) -> list[tuple[str, Cost]]:
    """An offer's stored prices with a key each that survives a new amount or another order."""
    found: list[tuple[str, Cost]] = []
    for cost in stored(Cost, costs):
        key = f"{cost.format}|{cost.per}|{cost.payer}"
        count = sum(held == key or held.startswith(f"{key}#") for held, _cost in found)
        found.append((f"{key}#{count + 1}" if count else key, cost))
    return found


def amount(cost: Cost, use: Use) -> int | None:
    """Cents for this much use; None when no amount is stated."""
    if cost.is_free:
        return 0
    if cost.amount_cents is None:
        return None
    if cost.per in ONCE and use.again:
        return 0
    return cost.amount_cents * _times(cost.per, use)


def _times(per: str, use: Use) -> int:
    if per == CostPer.PERSON:
        return use.people
    if per == CostPer.GROUP:
        return -(-use.people // use.group_max) if use.group_max else 1
    if per == CostPer.SESSION:
        return use.meetings
    return 1


def chosen(prices: Sequence[tuple[str, Cost]], key: str, use: Use) -> Cost | None:
    """The price that was chosen, as long as the offer has it; else the cheapest one that needs no help."""
    held = dict(prices)
    if key in held:
        return held[key]
    costs = list(held.values())
    regular = [cost for cost in costs if not cost.is_subsidised]
    return _cheapest(regular, use) or _cheapest(costs, use) or next(iter(regular or costs), None)


def _cheapest(costs: Iterable[Cost], use: Use) -> Cost | None:
    priced = [(found, n, cost) for n, cost in enumerate(costs) if (found := amount(cost, use)) is not None]
    return min(priced)[2] if priced else None


def share(prices: Sequence[tuple[str, Cost]], key: str, use: Use) -> Share:
    """Who bears how much of one entry."""
    cost = chosen(prices, key, use)
    if cost is None:
        return Share(unknown=True)
    cents = amount(cost, use)
    if cost.is_free or (cents == 0 and not cost.is_subsidised and cost.amount_cents == 0):
        return Share(free=True)
    if cents is None:
        return Share(unknown=True)
    if not cost.is_subsidised:
        return _paid_by(cost.payer, cents)
    full = _full_price(prices, cost, use)
    if full is None:
        return _paid_by("", cents, help_unknown=True)
    regular, before = full
    return _paid_by(regular.payer, cents, funding=max(before - cents, 0))


def _full_price(prices: Sequence[tuple[str, Cost]], helped: Cost, use: Use) -> tuple[Cost, int] | None:
    """The regular price beside a helped one: of the same form if there is one, else the cheapest."""
    regular = [cost for _key, cost in prices if not cost.is_subsidised and not cost.is_free]
    same = [cost for cost in regular if cost.format == helped.format]
    found = _cheapest(same, use) or _cheapest(regular, use)
    cents = amount(found, use) if found is not None else None
    return (found, cents) if found is not None and cents is not None else None


def _paid_by(payer: str, cents: int, *, funding: int = 0, help_unknown: bool = False) -> Share:
    parents = payer == PAYER_PARTICIPANTS
    return Share(
        school=0 if parents else cents,
        parents=cents if parents else 0,
        funding=funding,
        help_unknown=help_unknown,
    )


def total(shares: Iterable[Share]) -> Total:
    found = list(shares)
    return Total(
        school=sum(item.school for item in found),
        parents=sum(item.parents for item in found),
        funding=sum(item.funding for item in found),
        free=sum(item.free for item in found),
        unknown=sum(item.unknown for item in found),
        help_unknown=sum(item.help_unknown for item in found),
    )
