"""Quorum and majority as plain arithmetic: no store, no words on screen, so that random rules can be tried on it.

The defaults follow § 39 SächsGemO (half of the members present and entitled to vote; majority of the votes cast; a tie
rejects) and § 20 (who has an interest neither advises nor votes). A body's own rules of procedure go before.
"""

from __future__ import annotations

from dataclasses import dataclass

from umsicht.council.enums import Ballot, Majority, Outcome, Quorum, Tie


@dataclass(frozen=True)
class Order:
    """The part of the rules of procedure that counts. `quorum_number` is used with Quorum.NUMBER only.

    `relief`: when more than half of all seats have an interest, a quarter is enough (§ 39 Abs. 2 Satz 2 SächsGemO).
    """

    quorum: str = Quorum.HALF
    quorum_number: int = 0
    majority: str = Majority.SIMPLE
    tie: str = Tie.REJECTED
    relief: bool = True


@dataclass(frozen=True)
class Quorate:
    """Whether a body may decide. `able` are seats present that may vote, `needed` how many have to be."""

    met: bool
    able: int
    needed: int
    seats: int
    recused: int = 0
    relieved: bool = False


@dataclass(frozen=True)
class Count:
    """Votes of one ballot; what is left of the seats able to vote gave none."""

    yes: int = 0
    no: int = 0
    abstain: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no


def quorate(order: Order, *, seats: int, present: int, recused: int = 0) -> Quorate:
    """`seats` that vote in all, `present` of them here, `recused` of those here. Raises ValueError for impossible numbers."""
    if not 0 <= recused <= present <= seats:
        raise ValueError("Recused seats are present, and present seats are seats.")
    able = present - recused
    needed = _needed(order, seats)
    relieved = order.relief and order.quorum != Quorum.NONE and 2 * recused > seats
    if relieved:
        needed = min(needed, -(-seats // 4))
    return Quorate(able >= needed, able, needed, seats, recused, relieved)


def _needed(order: Order, seats: int) -> int:
    if order.quorum == Quorum.NONE or seats == 0:
        return 0
    if order.quorum == Quorum.NUMBER:
        return order.quorum_number
    return seats // 2 + 1 if order.quorum == Quorum.MAJORITY else -(-seats // 2)


def outcome(order: Order, count: Count, *, seats: int, chair: str = "") -> Outcome:
    """What became of a motion. `chair` is how the chair voted, asked only on a tie; an abstaining chair decides nothing.

    Nobody voting yes never adopts anything. A secret ballot gives no vote of the chair: a tie then rejects.
    """
    if count.yes == 0:
        return Outcome.REJECTED
    if order.majority == Majority.CONSENSUS:
        return _when(adopted=count.no == 0)
    if order.majority == Majority.TWO_THIRDS:
        return _when(adopted=3 * count.yes >= 2 * count.cast)
    if order.majority == Majority.ALL_SEATS:
        return _when(adopted=2 * count.yes > seats)
    if count.yes == count.no:
        return _when(adopted=order.tie == Tie.CHAIR and chair == Ballot.YES)
    return _when(adopted=count.yes > count.no)


def _when(*, adopted: bool) -> Outcome:
    return Outcome.ADOPTED if adopted else Outcome.REJECTED
