"""Quorum and majority over random rules and attendances."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from umsicht.council.enums import Majority, Outcome, Quorum, Tie
from umsicht.council.voting import Count, Order, outcome, quorate

orders = st.builds(
    Order,
    quorum=st.sampled_from(Quorum.values),
    quorum_number=st.integers(1, 30),
    majority=st.sampled_from(Majority.values),
    tie=st.sampled_from(Tie.values),
    relief=st.booleans(),
)
chairs = st.sampled_from(["", "yes", "no", "abstain"])


@st.composite
def attendances(draw: st.DrawFn) -> tuple[int, int, int]:
    seats = draw(st.integers(0, 40))
    present = draw(st.integers(0, seats))
    return seats, present, draw(st.integers(0, present))


@st.composite
def ballots(draw: st.DrawFn) -> tuple[int, Count]:
    seats = draw(st.integers(1, 40))
    yes = draw(st.integers(0, seats))
    no = draw(st.integers(0, seats - yes))
    return seats, Count(yes, no, draw(st.integers(0, seats - yes - no)))


@given(orders, attendances())
def test_one_more_present_never_loses_the_quorum(order: Order, there: tuple[int, int, int]) -> None:
    seats, present, recused = there
    assume(present < seats)
    before = quorate(order, seats=seats, present=present, recused=recused)
    after = quorate(order, seats=seats, present=present + 1, recused=recused)
    assert after.met or not before.met


@given(orders, attendances())
def test_who_has_an_interest_is_not_counted_as_present(order: Order, there: tuple[int, int, int]) -> None:
    """Unless more than half of all seats have one: then a quarter is enough, and only then."""
    seats, present, recused = there
    found = quorate(order, seats=seats, present=present, recused=recused)
    without = quorate(order, seats=seats, present=present - recused)
    assert found.able == without.able == present - recused
    assert found.relieved == (order.relief and order.quorum != Quorum.NONE and recused * 2 > seats)
    if not found.relieved:
        assert found.met == without.met
    else:
        assert found.needed <= without.needed


@given(attendances())
def test_half_of_the_seats_is_a_quorum_and_a_majority_is_more(there: tuple[int, int, int]) -> None:
    seats, present, _recused = there
    assume(seats > 0)
    half = quorate(Order(quorum=Quorum.HALF), seats=seats, present=present)
    more = quorate(Order(quorum=Quorum.MAJORITY), seats=seats, present=present)
    assert half.met == (present / seats >= 0.5)
    assert more.met == (present / seats > 0.5)


@given(orders, ballots(), chairs)
def test_one_more_yes_never_rejects(order: Order, cast: tuple[int, Count], chair: str) -> None:
    seats, count = cast
    more = Count(count.yes + 1, count.no, count.abstain)
    before = outcome(order, count, seats=seats, chair=chair)
    assert before == Outcome.REJECTED or outcome(order, more, seats=seats, chair=chair) == Outcome.ADOPTED


@given(orders, ballots(), chairs)
def test_an_abstention_changes_nothing(order: Order, cast: tuple[int, Count], chair: str) -> None:
    seats, count = cast
    plus = Count(count.yes, count.no, count.abstain + 1)
    assert outcome(order, count, seats=seats, chair=chair) == outcome(order, plus, seats=seats, chair=chair)


@given(ballots(), chairs, st.sampled_from(Tie.values))
def test_a_tie_is_decided_by_the_rule_alone(cast: tuple[int, Count], chair: str, tie: str) -> None:
    seats, count = cast
    assume(count.yes > 0)
    level = Count(count.yes, count.yes, count.abstain)
    wanted = Outcome.ADOPTED if tie == Tie.CHAIR and chair == "yes" else Outcome.REJECTED
    assert outcome(Order(tie=tie), level, seats=seats * 2, chair=chair) == wanted


@given(ballots(), chairs)
def test_the_stricter_majority_adopts_less(cast: tuple[int, Count], chair: str) -> None:
    seats, count = cast
    simple = outcome(Order(), count, seats=seats, chair=chair)
    for stricter in (Majority.TWO_THIRDS, Majority.CONSENSUS, Majority.ALL_SEATS):
        if outcome(Order(majority=stricter), count, seats=seats, chair=chair) == Outcome.ADOPTED:
            assert simple == Outcome.ADOPTED


@pytest.mark.parametrize(
    ("majority", "yes", "no", "abstain", "adopted"),
    [
        ("simple", 2, 1, 10, True),
        ("simple", 2, 2, 1, False),
        ("two-thirds", 4, 2, 0, True),
        ("two-thirds", 3, 2, 0, False),
        ("all-seats", 6, 0, 0, False),
        ("all-seats", 7, 6, 0, True),
        ("consensus", 1, 0, 12, True),
        ("consensus", 12, 1, 0, False),
        ("simple", 0, 0, 13, False),
    ],
)
def test_majorities_of_thirteen_seats(majority: str, yes: int, no: int, abstain: int, adopted: bool) -> None:
    found = outcome(Order(majority=majority), Count(yes, no, abstain), seats=13)
    assert (found == Outcome.ADOPTED) is adopted


def test_impossible_numbers_are_refused() -> None:
    for seats, present, recused in [(3, 4, 0), (3, 2, 3), (3, -1, 0)]:
        with pytest.raises(ValueError, match="seats"):
            quorate(Order(), seats=seats, present=present, recused=recused)
