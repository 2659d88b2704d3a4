from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from umsicht.offers.enums import CostPer, Direction
from umsicht.offers.values import (
    Cost,
    CurriculumLink,
    Outcome,
    cost_classes,
    cost_from_cents,
    parse_all,
    stored,
)

_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(
    str.strip
)
_word = _text.filter(bool)
costs = st.builds(
    Cost,
    format=_word,
    amount_cents=st.none() | st.integers(0, 1_000_000),
    per=st.sampled_from(["", *CostPer.values]),
    payer=st.sampled_from(["schule", "foerderung", "teilnehmende", "krankenkasse"]),
    note=_text,
)
grades = st.none() | st.integers(1, 13)
links = st.builds(
    CurriculumLink, subject=_word, grade_from=grades, grade_to=st.none(), learning_area=_word, wording=_text
)
outcomes = st.builds(
    Outcome,
    outcome=_word,
    direction=st.sampled_from(Direction.values),
    design=_word,
    source_url=st.just("https://example.org/studie"),
    as_of=st.dates().map(str),
)


@given(costs | links | outcomes)
def test_value_survives_the_way_to_json_and_back(value: Cost | CurriculumLink | Outcome) -> None:
    assert type(value).parse(json.loads(json.dumps(value.to_json()))) == value


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_anything_else_is_refused_with_a_sentence(value: object) -> None:
    for kind in (Cost, CurriculumLink, Outcome):
        with pytest.raises(ValidationError) as refused:
            kind.parse(value)
        assert refused.value.messages[0]
    assert stored(Cost, value) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_cents": -1},
        {"amount_cents": 1.5},
        {"amount_cents": True},
        {"amount_cents": 10_000_001},
        {"per": "nase"},
        {"payer": ""},
        {"format": None},
        {"note": "x" * 301},
        {"extra": 1},
        {"payer": "kostenfrei"},
    ],
)
def test_cost_refuses_what_can_not_be(wrong: dict[str, object]) -> None:
    good = {"format": "workshop", "amount_cents": 6000, "per": "klasse", "payer": "schule"}
    assert Cost.parse(good).amount_cents == 6000
    with pytest.raises(ValidationError):
        Cost.parse(good | wrong)


@pytest.mark.parametrize(
    "wrong", [{"grade_from": 0}, {"grade_from": 9, "grade_to": 8}, {"learning_area": ""}, {"subject": 3}]
)
def test_curriculum_link_refuses_what_can_not_be(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CurriculumLink.parse({"subject": "ethik", "learning_area": "Verantwortung"} | wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"direction": "gut"}, {"source_url": "javascript:alert(1)"}, {"as_of": "gestern"}, {"design": ""}],
)
def test_outcome_refuses_what_can_not_be(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Outcome.parse({"outcome": "Rauchen", "direction": "null", "design": "Studie"} | wrong)


def test_parse_all_names_the_position_of_the_bad_entry() -> None:
    good = {"format": "workshop", "payer": "schule"}
    with pytest.raises(ValidationError) as error:
        parse_all(Cost, [good, {"payer": "schule"}])
    assert error.value.messages == ["Eintrag 2: Es fehlt: format."]


def cost(cents: int | None, payer: str) -> Cost:
    return Cost("workshop", cents, "", payer)


@pytest.mark.parametrize(
    ("prices", "cents", "classes"),
    [
        ([], None, []),
        ([cost(None, "schule")], None, []),
        ([cost(0, "kostenfrei")], 0, ["kostenfrei", "bis-50", "bis-100", "bis-200"]),
        ([cost(50_00, "schule")], 50_00, ["bis-50", "bis-100", "bis-200"]),
        ([cost(50_01, "schule")], 50_01, ["bis-100", "bis-200"]),
        ([cost(200_01, "schule")], 200_01, ["mehr"]),
        ([cost(180_00, "schule"), cost(0, "foerderung")], 180_00, ["foerderbar", "bis-200"]),
        ([cost(0, "foerderung")], 0, ["foerderbar", "bis-50", "bis-100", "bis-200"]),
        ([cost(190_00, "krankenkasse"), cost(380_00, "schule")], 380_00, ["mehr"]),
    ],
)
def test_cost_classes_include_each_other(prices: list[Cost], cents: int | None, classes: list[str]) -> None:
    assert cost_from_cents(prices) == cents
    assert cost_classes(prices) == classes
