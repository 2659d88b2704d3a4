from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import money
from umsicht.core.money import BadAmount

AMOUNTS = st.integers(-999_999_999_999, 999_999_999_999).map(money.from_cents)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,50 €", "1234.50"),
        ("1.234,50\u00a0€", "1234.50"),
        ("€ 1.234,50", "1234.50"),
        ("1234,5", "1234.50"),
        ("1234", "1234.00"),
        ("1.234", "1234.00"),
        ("1 234 567,89 EUR", "1234567.89"),
        ("12.50", "12.50"),
        ("0,00", "0.00"),
        ("5,- Euro", "5.00"),
        ("5,–", "5.00"),
        ("5,--", "5.00"),
        (" 7 € ", "7.00"),
        ("9999999999,99", "9999999999.99"),
    ],
)
def test_parse_reads_what_people_write(text: str, amount: str) -> None:
    assert money.parse(text) == Decimal(amount)
    assert str(money.parse(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "€", "abc", "1,234.50", "1.23.4", "1,2,3", "12.5", "1,555", "1e5", "NaN", "Infinity", "-5", "+5",
        "٣٤", "１２", "12,50 $", "1..234", "1.2345", "5,-5", "99999999999999999999999", "10000000000", "1\n2", "0x10", "€€5",
        "12,50 € €", "1'23",
    ],
)  # fmt: skip
def test_parse_refuses_what_is_unclear(text: str) -> None:
    with pytest.raises(BadAmount):
        money.parse(text)


@pytest.mark.parametrize("text", ["-5,00", "−5", "– 5 €", "-5,- €"])
def test_parse_reads_a_minus_only_when_asked(text: str) -> None:
    assert money.parse(text, negative=True) == Decimal("-5.00")
    with pytest.raises(BadAmount):
        money.parse(text)


@given(AMOUNTS)
def test_what_is_shown_can_be_read_back(amount: Decimal) -> None:
    assert money.parse(money.show(amount), negative=True) == amount
    assert money.parse(money.show(amount, symbol=False), negative=True) == amount


@given(st.text(max_size=40))
def test_parse_answers_with_cents_or_refuses(text: str) -> None:
    try:
        amount = money.parse(text, negative=True)
    except BadAmount:
        return
    assert money.exact(amount) == amount
    assert abs(amount) <= money.MAX


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal(0), "0,00\u00a0€"),
        (Decimal("-0.00"), "0,00\u00a0€"),
        (Decimal("1234567.5"), "1.234.567,50\u00a0€"),
        (Decimal("-12.345"), "−12,35\u00a0€"),
        (12, "12,00\u00a0€"),
    ],
)
def test_show_writes_german(amount: Decimal | int, text: str) -> None:
    assert money.show(amount) == text


@pytest.mark.parametrize(
    "value", [Decimal("0.001"), Decimal("NaN"), Decimal("Infinity"), "x", "", Decimal(10) ** 11]
)
def test_exact_refuses_what_is_no_whole_cent(value: Decimal | str) -> None:
    with pytest.raises(BadAmount):
        money.exact(value)


@given(AMOUNTS, st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_split_adds_up_and_is_fair_to_the_cent(amount: Decimal, weights: list[int]) -> None:
    parts = money.split(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - amount * weight / sum(weights)) < Decimal("0.01")


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_split_refuses_senseless_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="Weights"):
        money.split(Decimal("1.00"), weights)


@given(st.integers(-(10**11), 10**11))
def test_cents_and_back(count: int) -> None:
    assert money.cents(money.from_cents(count)) == count


def test_rounding_is_half_away_from_zero() -> None:
    assert [
        str(money.rounded(Decimal(text))) for text in ("0.005", "-0.005", "0.004", "2.675", "-0.001")
    ] == [
        "0.01",
        "-0.01",
        "0.00",
        "2.68",
        "0.00",
    ]
