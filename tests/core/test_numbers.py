from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import numbers
from umsicht.core.errors import BadInput


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (numbers.show(1234567), "1.234.567"),
        (numbers.show(1234.55, places=1), "1.234,6"),
        (numbers.show(0.5), "1"),
        (numbers.show(2.675, places=2), "2,68"),
        (numbers.show(-3.2, places=1), "−3,2"),
        (numbers.show(-0.04, places=1), "0,0"),
        (numbers.show(3, sign=True), "+3"),
        (numbers.show(0, sign=True), "0"),
        (numbers.show(None), "–"),
        (numbers.show(float("nan")), "–"),
        (numbers.show(float("inf")), "–"),
        (numbers.show(12, unit="Fälle"), "12\u00a0Fälle"),
        (numbers.percent(0.125), "13\u00a0%"),
        (numbers.percent(Decimal("0.125"), places=1), "12,5\u00a0%"),
        (numbers.percent(-0.02, sign=True), "−2\u00a0%"),
        (numbers.percent(None), "–"),
        (numbers.rate(4821, 245_000), "1.968"),
        (numbers.rate(3, 0), "–"),
        (numbers.rate(None, 245_000), "–"),
        (numbers.rate(0, 245_000), "0"),
        (numbers.span(120, 150, unit="€"), "120–150\u00a0€"),
        (numbers.span(1.1, 1.2), "1"),
    ],
)
def test_figures_are_written_the_german_way(text: str, expected: str) -> None:
    assert text == expected


def test_figures_follow_an_english_reader() -> None:
    with translation.override("en"):
        assert numbers.show(1234.5, places=1) == "1,234.5"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234", "1234"),
        ("-3", "-3"),
        ("−3,25", "-3.25"),
        ("1 234", "1234"),
        ("+7", "7"),
        ("0,0", "0"),
    ],
)
def test_parse_reads_german_figures(text: str, number: str) -> None:
    assert numbers.parse(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "1.5", "1,2,3", "1e9", "NaN", "٣", "1.23", "12.3456", ",5", "5,", "9" * 40, "--1"]
)
def test_parse_refuses_what_is_unclear(text: str) -> None:
    with pytest.raises(BadInput) as error:
        numbers.parse(text)
    assert error.value.code == "bad_number"


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_what_is_shown_can_be_read_back(units: int, places: int) -> None:
    value = Decimal(units).scaleb(-places)
    assert numbers.parse(numbers.show(value, places=places)) == value


@given(st.text(max_size=30))
def test_parse_answers_or_refuses(text: str) -> None:
    with contextlib.suppress(BadInput):
        assert numbers.parse(text).is_finite()


def test_whole_refuses_decimals() -> None:
    assert numbers.whole("1.234") == 1234
    with pytest.raises(BadInput):
        numbers.whole("1,5")
