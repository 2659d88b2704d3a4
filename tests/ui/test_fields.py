"""Fields read figures as Germans write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django import forms

from umsicht.enquiries.interfaces.forms import EnquiryForm
from umsicht.fieldwork.interfaces.forms import ObservationForm
from umsicht.measures.interfaces.part_forms import _figure
from umsicht.situation.interfaces.survey_forms import ResultForm, SurveyForm
from umsicht.ui.fields import CountField, FigureField


@pytest.mark.parametrize(
    ("typed", "count"), [("4.000", 4000), ("1.200", 1200), ("12", 12), ("1 200", 1200), (" 7 ", 7)]
)
def test_a_point_in_a_count_separates_thousands(typed: str, count: int) -> None:
    assert CountField().clean(typed) == count


@pytest.mark.parametrize("typed", ["12,5", "1.5", "viele", "1e3", "4.00"])
def test_what_is_no_count_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"ganze Zahl an, zum Beispiel 1\.200"):
        CountField().clean(typed)


def test_a_figure_may_have_decimals_and_a_point_still_separates_thousands() -> None:
    field = FigureField(max_digits=12, decimal_places=2)
    assert [field.clean(typed) for typed in ("1.200", "12,5")] == [Decimal(1200), Decimal("12.5")]
    with pytest.raises(forms.ValidationError):
        field.clean("12.5")


@pytest.mark.parametrize(
    ("field", "typed", "limit"),
    [
        (SurveyForm.base_fields["design_effect"], "0", "größer oder gleich 0,01"),
        (EnquiryForm.base_fields["group_size"], "6.000", "kleiner oder gleich 5.000"),
        (ResultForm.base_fields["n"], "0", "größer oder gleich 1 "),
    ],
)
def test_a_limit_is_said_as_it_would_be_typed(field: Any, typed: str, limit: str) -> None:
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(typed)
    assert limit in caught.value.messages[0]


@pytest.mark.parametrize(
    "field",
    [
        SurveyForm.base_fields["invited"],
        SurveyForm.base_fields["respondents"],
        ResultForm.base_fields["n"],
        EnquiryForm.base_fields["group_size"],
        ObservationForm.base_fields["count"],
        _figure("Zahl"),
    ],
)
def test_people_and_things_are_counted_in_such_a_field_everywhere(field: Any) -> None:
    assert field.clean("1.000") == 1000
