"""Who pays what: arithmetic over arbitrary prices."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.offers.enums import CostPer
from umsicht.planning import costs
from umsicht.planning.costs import Share, Total, Use

PAYERS = ("kostenfrei", "teilnehmende", "schule", "einrichtung", "foerderung", "krankenkasse")


def price(
    euros: float | None, per: str = "", payer: str = "schule", form: str = "workshop"
) -> dict[str, Any]:
    cents = None if euros is None else round(euros * 100)
    return {"format": form, "amount_cents": cents, "per": per, "payer": payer, "note": ""}


def shared(*prices: dict[str, Any], key: str = "", **use: Any) -> Share:
    return costs.share(costs.keyed(list(prices)), key, Use(**({"people": 24} | use)))


@st.composite
def any_price(draw: st.DrawFn) -> dict[str, Any]:
    payer = draw(st.sampled_from(PAYERS))
    cents = 0 if payer == "kostenfrei" else draw(st.none() | st.integers(0, 500_000))
    return {
        "format": draw(st.sampled_from(["workshop", "training"])),
        "amount_cents": cents,
        "per": draw(st.sampled_from(["", *CostPer.values])),
        "payer": payer,
        "note": "",
    }


USES = st.builds(
    Use,
    people=st.integers(1, 500),
    meetings=st.integers(1, 40),
    group_max=st.none() | st.integers(1, 60),
    again=st.booleans(),
)


@pytest.mark.parametrize(
    ("per", "use", "cents"),
    [
        (CostPer.PERSON, {"people": 24}, 24_000),
        (CostPer.CLASS, {"people": 24}, 1_000),
        (CostPer.GROUP, {"people": 24, "group_max": 10}, 3_000),
        (CostPer.GROUP, {"people": 24}, 1_000),
        (CostPer.SESSION, {"people": 24, "meetings": 5}, 5_000),
        (CostPer.SCHOOL, {"people": 24, "meetings": 5}, 1_000),
        (CostPer.SCHOOL_YEAR, {"people": 24}, 1_000),
        ("", {"people": 24, "meetings": 5}, 1_000),
    ],
)
def test_what_an_amount_is_for_decides_how_often_it_counts(per: str, use: dict[str, Any], cents: int) -> None:
    assert shared(price(10, per), **use) == Share(school=cents)


def test_a_school_pays_its_own_price_once_for_the_same_offer() -> None:
    assert shared(price(450, CostPer.SCHOOL), again=True) == Share()
    assert shared(price(450, CostPer.CLASS), again=True) == Share(school=45_000)


def test_participants_are_the_parents() -> None:
    assert shared(price(4, CostPer.PERSON, "teilnehmende")) == Share(parents=9_600)


def test_free_beats_every_other_price() -> None:
    assert shared(price(90, CostPer.CLASS), price(0, "", "kostenfrei")) == Share(free=True)


def test_the_cheapest_regular_price_is_taken_without_a_choice() -> None:
    found = shared(price(90, CostPer.CLASS), price(2, CostPer.PERSON, "teilnehmende"))
    assert found == Share(parents=4_800)


def test_help_is_worth_what_it_takes_off_the_regular_price() -> None:
    prices = (price(380, CostPer.SCHOOL), price(190, CostPer.SCHOOL, "krankenkasse"))
    assert shared(*prices) == Share(school=38_000)
    assert shared(*prices, key="workshop|schule|krankenkasse") == Share(school=19_000, funding=19_000)


def test_help_for_parents_leaves_the_rest_with_the_parents() -> None:
    prices = (price(4, CostPer.PERSON, "teilnehmende"), price(1, CostPer.PERSON, "foerderung"))
    assert shared(*prices, key="workshop|person|foerderung") == Share(parents=2_400, funding=7_200)


def test_help_without_a_regular_price_is_said_to_be_unknown() -> None:
    assert shared(price(0, CostPer.CLASS, "foerderung")) == Share(help_unknown=True)


def test_a_price_on_request_is_unknown_and_not_nothing() -> None:
    assert shared(price(None)) == Share(unknown=True)
    assert shared() == Share(unknown=True)


def test_a_choice_that_is_gone_falls_back() -> None:
    assert shared(price(90, CostPer.CLASS), key="gibt|es|nicht") == Share(school=9_000)


def test_equal_prices_have_keys_of_their_own() -> None:
    keys = [
        key for key, _cost in costs.keyed([price(240, "gruppe"), price(120, "gruppe"), price(60, "gruppe")])
    ]
    assert keys == ["workshop|gruppe|schule", "workshop|gruppe|schule#2", "workshop|gruppe|schule#3"]


@given(st.lists(any_price(), max_size=5), USES)
def test_no_share_is_negative_and_each_price_can_be_chosen(prices: list[dict[str, Any]], use: Use) -> None:
    known = costs.keyed(prices)
    for key, cost in known:
        assert costs.chosen(known, key, use) == cost
        share = costs.share(known, key, use)
        assert min(share.school, share.parents, share.funding) >= 0
        assert share.total == share.school + share.parents + share.funding
        assert not (share.free and share.total)


@given(st.lists(any_price(), min_size=1, max_size=5), USES)
def test_what_people_bear_is_what_the_chosen_price_says(prices: list[dict[str, Any]], use: Use) -> None:
    known = costs.keyed(prices)
    cost = costs.chosen(known, "", use)
    assert cost is not None
    share = costs.share(known, "", use)
    assert share.school + share.parents == (costs.amount(cost, use) or 0)


@given(st.integers(0, 100_000), st.integers(1, 500), st.integers(1, 500))
def test_a_price_per_person_grows_with_each_person(cents: int, few: int, more: int) -> None:
    known = costs.keyed(
        [{"format": "x", "amount_cents": cents, "per": "person", "payer": "teilnehmende", "note": ""}]
    )
    one, both = (costs.share(known, "", Use(people=n)).parents for n in (few, few + more))
    assert both - one == cents * more


SHARES = st.builds(
    Share,
    school=st.integers(0, 10**7),
    parents=st.integers(0, 10**7),
    funding=st.integers(0, 10**7),
    free=st.booleans(),
    unknown=st.booleans(),
    help_unknown=st.booleans(),
)


@given(st.lists(SHARES, max_size=30), st.lists(SHARES, max_size=30))
def test_sums_add_up_in_any_order_and_in_parts(one: list[Share], other: list[Share]) -> None:
    whole = costs.total([*one, *other])
    assert whole == costs.total([*reversed(other), *one])
    left, right = costs.total(one), costs.total(other)
    assert whole.total == left.total + right.total
    assert (whole.free, whole.unknown) == (left.free + right.free, left.unknown + right.unknown)


def test_nothing_costs_nothing() -> None:
    assert costs.total([]) == Total()
