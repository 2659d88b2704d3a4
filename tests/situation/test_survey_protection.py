"""No small group of a survey is given away, on no way."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pytest
from django_scopes import scope
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tests.factories.places import make_area
from tests.factories.situation_needs import make_survey, take
from tests.factories.tenancy import make_tenant
from tests.factories.vocabulary import load_curated
from umsicht.places.enums import AreaKind
from umsicht.situation.domain.surveys import change_survey
from umsicht.situation.models import Survey, SurveyShare
from umsicht.situation.queries import surveys as queries
from umsicht.situation.queries.survey_protection import hidden_shares
from umsicht.tenancy.models import Tenant


@pytest.fixture
def town(db: None) -> Iterator[Tenant]:
    load_curated()
    tenant = make_tenant()
    make_area(AreaKind.CITY_DISTRICT, f"{tenant.key}-01", name="Zentrum")
    with scope(tenant=tenant):
        yield tenant


def shown(survey: Survey) -> dict[tuple[str, str], float | None]:
    return {
        (group.code, one.answer): one.share
        for question in queries.questions(survey)
        for group in question.groups
        for one in group.answers
    }


def test_a_group_of_fewer_than_ten_is_not_shown(town: Tenant) -> None:
    survey = make_survey(town)
    take(survey, {"anteil_prozent": "50", "n": "9", "gruppenart": "alter", "gruppe": "80+"},
         {"anteil_prozent": "50", "n": "90", "gruppenart": "alter", "gruppe": "18-79"})  # fmt: skip
    assert shown(survey) == {("80+", "gut"): None, ("18-79", "gut"): 0.5}


def test_few_people_behind_an_answer_are_hidden_and_cannot_be_subtracted(town: Tenant) -> None:
    """2 of 100: the other answer is what is left, so it goes too; among three answers the smallest other one."""
    survey = make_survey(town)
    common = {"frage": "drei", "skala": "eigene-3", "n": "100"}
    take(survey, {"anteil_prozent": "2", "n": "100"}, {"anteil_prozent": "98", "n": "100", "antwort": "schlecht"},
         common | {"anteil_prozent": "2"}, common | {"anteil_prozent": "28", "antwort": "mittel"},
         common | {"anteil_prozent": "70", "antwort": "schlecht"})  # fmt: skip
    found = [answer.share for question in queries.questions(survey) for answer in question.groups[0].answers]
    assert found == [None, None, None, None, 0.7]


def test_a_group_below_thirty_is_shown_with_a_warning(town: Tenant) -> None:
    survey = make_survey(town)
    take(survey, {"anteil_prozent": "50", "n": "29"}, {"frage": "zwei", "anteil_prozent": "50", "n": "30"})
    assert [question.groups[0].answers[0].shaky for question in queries.questions(survey)] == [True, False]


def test_shares_that_a_source_prints_without_n_are_shown_without_an_interval(town: Tenant) -> None:
    survey = make_survey(town, coverage="bund")
    take(survey, {"anteil_prozent": "1", "n": ""})
    answer = queries.questions(survey)[0].groups[0].answers[0]
    assert (answer.share, answer.span, answer.shaky) == (0.01, None, False)


def test_without_n_no_group_of_a_town_is_shown_nor_what_would_tell_it(town: Tenant) -> None:
    """Entered before n was needed, or when the survey stood for all of Germany."""
    survey = make_survey(town, coverage="bund")
    old = {"gruppenart": "alter", "gruppe": "80+", "n": ""}
    take(
        survey,
        {"anteil_prozent": "40", "n": "100"},
        {"anteil_prozent": "39", "n": "96", "gruppenart": "alter", "gruppe": "18-79"},
        {"frage": "zwei", "anteil_prozent": "40"},
        {"frage": "zwei", "anteil_prozent": "2"} | old,
        {"frage": "zwei", "anteil_prozent": "60", "antwort": "schlecht"} | old | {"n": "9"},
        {"anteil_prozent": "75"} | old,
    )
    assert (shown(survey)["80+", "gut"], shown(survey)["", "gut"]) == (0.02, 0.4)
    change_survey(survey=survey, actor=None, coverage="stadt")
    first, second = queries.questions(survey)
    answers = {(group.code, one.answer): one for group in second.groups for one in group.answers}
    assert [answers["80+", word].unsized for word in ("gut", "schlecht")] == [True, True]
    assert {key: one.share for key, one in answers.items() if one.share is not None} == {("", "gut"): 0.4}
    assert [one.share for group in first.groups for one in group.answers] == [0.4, None, None]


GROUPS = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=4)


@settings(max_examples=60)
@given(GROUPS)
def test_no_small_count_can_be_worked_out_from_what_is_shown(tables: list[list[int]]) -> None:
    """An attacker knows every size and every shown share, and that everybody is the sum of the groups."""
    tables = [counts for counts in tables if sum(counts) >= 10]
    if len(tables) < 2:
        return
    whole = [sum(column) for column in zip(*tables, strict=True)]
    every = [("alle", "", whole), *(("alter", f"g{number}", counts) for number, counts in enumerate(tables))]
    shares = [
        SurveyShare(
            pk=row * 3 + column,
            group_kind=kind,
            group=group,
            answer=f"a{column}",
            n=sum(counts),
            share=Decimal(count) / sum(counts),
        )
        for row, (kind, group, counts) in enumerate(every)
        for column, count in enumerate(counts)
    ]
    secret = hidden_shares(shares, 10)
    counts = [count for _kind, _group, held in every for count in held]
    knows, says = [], []
    for row, (_kind, _group, held) in enumerate(every):
        knows.append([float(cell // 3 == row) for cell in range(len(counts))])
        says.append(sum(held))
    for column in range(3):
        knows.append([(1.0 if cell >= 3 else -1.0) * (cell % 3 == column) for cell in range(len(counts))])
        says.append(0)
    bounds = [(0, None) if cell in secret else (count, count) for cell, count in enumerate(counts)]
    for cell in secret:
        if 0 < counts[cell] < 5:
            aim = np.zeros(len(counts))
            aim[cell] = 1
            low = linprog(aim, A_eq=knows, b_eq=says, bounds=bounds)
            high = linprog(-aim, A_eq=knows, b_eq=says, bounds=bounds)
            assert -high.fun - low.fun > 0.5, (tables, cell)
    assert {cell for cell, count in enumerate(counts) if 0 < count < 5} <= secret
