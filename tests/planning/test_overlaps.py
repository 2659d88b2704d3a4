"""Across released plans: similar offers, none at all, topics by class with small numbers left out."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.offers import make_offer
from tests.factories.planning import make_entry, make_plan
from umsicht.directory.models import Organisation
from umsicht.planning.domain.plans import release_plan
from umsicht.planning.enums import Finding
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.overlaps import (
    BY_GRADE,
    BY_SCHOOL,
    SMALL,
    Cell,
    Wanted,
    contrasts,
    matrix,
    summaries,
)
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.queries.catalogue import catalogue

ALL = Wanted(2026)
pytestmark = pytest.mark.django_db


def plan_with(
    town: Tenant, provider: Organisation, count: int, field: str = "mobbing", **facts: object
) -> SchoolPlan:
    plan = make_plan(town, **facts).plan
    for _number in range(count):
        make_entry(plan, make_offer(provider, problem_fields=[field]))
    release_plan(plan=plan, released=True)
    return plan


def test_three_on_one_field_are_similar_two_are_not(town: Tenant, provider: Organisation) -> None:
    plan_with(town, provider, 3, class_name="8a")
    plan_with(town, provider, 2, class_name="8b")
    plan_with(town, provider, 0, class_name="8c")
    found = {item.plan.class_name: (item.finding, item.similar) for item in summaries(ALL)}
    assert found == {
        "8a": (Finding.SIMILAR, ("mobbing",)),
        "8b": (Finding.BALANCED, ()),
        "8c": (Finding.EMPTY, ()),
    }


def test_plans_that_were_not_released_are_not_seen(town: Tenant) -> None:
    make_plan(town)
    assert summaries(ALL) == []


def test_same_class_with_three_beside_one_with_none(town: Tenant, provider: Organisation) -> None:
    plan_with(town, provider, 3, class_name="8a")
    plan_with(town, provider, 0, class_name="8b")
    plan_with(town, provider, 0, class_name="7a", grade=7)
    (contrast,) = contrasts(summaries(ALL))
    assert contrast.cohort == ("oberschule", 8)
    assert [item.plan.class_name for item in contrast.similar + contrast.empty] == ["8a", "8b"]


def test_filters_narrow(town: Tenant, provider: Organisation) -> None:
    plan_with(town, provider, 3, class_name="8a", area_key="nord", area_name="Nord")
    plan_with(town, provider, 0, class_name="3a", institution="grundschule", grade=3)
    plan_with(town, provider, 1, class_name="9a", grade=9, school_year=2027)

    def names(**wanted: object) -> list[str]:
        return [item.plan.class_name for item in summaries(Wanted(**({"school_year": 2026} | wanted)))]  # type: ignore[arg-type]

    assert names() == ["3a", "8a"]
    assert names(institution="grundschule") == ["3a"]
    assert names(grade=8) == ["8a"]
    assert names(area_key="nord") == ["8a"]
    assert names(finding=Finding.EMPTY) == ["3a"]
    assert names(school_year=2027) == ["9a"]


def test_an_offer_that_left_the_portal_does_not_count(town: Tenant, provider: Organisation) -> None:
    plan = plan_with(town, provider, 0)
    make_entry(plan, make_offer(provider, state="archived", problem_fields=["mobbing"]))
    assert [item.finding for item in summaries(ALL)] == [Finding.EMPTY]


def test_small_numbers_are_left_out_of_the_matrix(town: Tenant, provider: Organisation) -> None:
    for name, count in (("8a", 1), ("8b", 2), ("8c", 1), ("8d", 0)):
        plan_with(town, provider, count, class_name=name)
    plan_with(town, provider, 1, field="sucht", class_name="8e")
    plan_with(town, provider, 1, class_name="3a", institution="grundschule", grade=3)
    made = matrix(summaries(ALL), catalogue(town))
    assert [(column.group, column.total) for column in made.columns] == [
        (("grundschule", 3), None),
        (("oberschule", 8), 5),
    ]
    rows = dict(made.rows)
    assert rows["Mobbing"] == [Cell(None, 1), Cell(3, 5)]
    assert rows["Sucht"] == [Cell(None, 1), Cell(None, 5)]
    assert rows["Medien Online"] == [Cell(None, 1), Cell(0, 5)]


@pytest.mark.parametrize(
    ("by", "groups"), [(BY_SCHOOL, [("oberschule", None)]), (BY_GRADE, [("", 7), ("", 8)])]
)
def test_matrix_by_kind_or_by_grade(
    town: Tenant, provider: Organisation, by: str, groups: list[tuple[str, int | None]]
) -> None:
    plan_with(town, provider, 1, grade=8)
    plan_with(town, provider, 1, grade=7, class_name="7a")
    made = matrix(summaries(ALL), catalogue(town), by=by)
    assert [column.group for column in made.columns] == groups


def test_nothing_released_gives_an_empty_matrix(town: Tenant) -> None:
    made = matrix([], catalogue(town))
    assert (made.columns, made.rows) == ([], [])


@given(st.integers(SMALL, 60), st.data())
def test_heat_grows_with_the_share(of: int, data: st.DataObject) -> None:
    few = data.draw(st.integers(0, of))
    many = data.draw(st.integers(few, of))
    assert 0 <= Cell(few, of).heat <= Cell(many, of).heat <= 4
    assert Cell(of, of).heat == 4
    assert Cell(0, of).heat == 0


def test_overview_costs_the_same_for_few_and_many_plans(town: Tenant, provider: Organisation) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            summaries(ALL)
        return len(captured)

    plan_with(town, provider, 1)
    few = queries()
    plan_with(town, provider, 2)
    plan_with(town, provider, 3)
    assert queries() == few == 2
