"""The answers of one group go together: with each other, with what is on record, and with the survey."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.situation_needs import make_survey, take
from umsicht.core.intake import Report
from umsicht.situation.models import SurveyShare
from umsicht.tenancy.models import Tenant

YES = {"antwort": "ja", "anteil_prozent": "60", "n": "100"}
NO = {"antwort": "nein", "anteil_prozent": "70", "n": "100"}


def named(report: Report) -> list[tuple[int, str]]:
    return [(one.line, one.column) for one in report.refused]


def test_above_100_percent_each_row_of_the_group_is_named(town: Tenant) -> None:
    report = take(make_survey(town), YES, NO, {"frage": "andere-frage", "anteil_prozent": "60"})
    assert named(report) == [(2, "anteil_prozent"), (3, "anteil_prozent")]
    assert SurveyShare.objects.get().item.code == "andere-frage"


def test_what_is_on_record_counts_too(town: Tenant) -> None:
    """Also where it is typed or loaded in two goes; a figure that is corrected counts once."""
    survey = make_survey(town)
    assert take(survey, YES).created == 1
    report = take(survey, NO)
    assert (named(report), report.created) == ([(2, "anteil_prozent")], 0)
    assert "stehen schon" in report.refused[0].reason
    assert take(survey, YES | {"anteil_prozent": "30"}, NO).written
    assert sorted(str(one.share) for one in SurveyShare.objects.all()) == ["0.300000", "0.700000"]


def test_a_group_is_as_large_for_each_answer(town: Tenant) -> None:
    survey, no = make_survey(town), NO | {"anteil_prozent": "40"}
    assert named(take(survey, YES, no | {"n": "90"})) == [(2, "n"), (3, "n")]
    assert take(survey, YES).created == 1
    assert named(take(survey, no | {"n": "90"})) == [(2, "n")]
    assert take(survey, YES | {"n": "90"}, no | {"n": "90"}).changed == 1
    other = {"gruppenart": "alter", "gruppe": "18-29", "n": "20"}
    assert take(survey, YES | other).created == 1


def test_no_question_has_more_answers_than_the_survey(town: Tenant) -> None:
    report = take(
        make_survey(town, respondents=99), YES, {"frage": "zwei", "anteil_prozent": "10", "n": "99"}
    )
    assert (named(report), report.created) == ([(2, "n")], 1)


@pytest.mark.parametrize("coverage", ["stadt", "kreis", "schulen"])
def test_a_survey_of_few_people_says_how_many_answered(town: Tenant, coverage: str) -> None:
    report = take(make_survey(town, coverage=coverage), YES, NO | {"anteil_prozent": "40", "n": ""})
    assert (named(report), report.created) == ([(3, "n")], 1)
    assert report.refused[0].reason.startswith("Ohne die Zahl der Antworten lässt sich nicht prüfen")


@pytest.mark.parametrize("coverage", ["bund", "land"])
def test_a_national_one_need_not(town: Tenant, coverage: str) -> None:
    assert take(make_survey(town, coverage=coverage), YES | {"n": ""}).created == 1


@pytest.mark.parametrize(("typed", "count"), [("1.200", 1200), ("12.5", None), ("1.5", None)])
def test_a_point_in_n_separates_thousands(town: Tenant, typed: str, count: Any) -> None:
    take(make_survey(town), YES | {"n": typed})
    assert [one.n for one in SurveyShare.objects.all()] == ([count] if count else [])


def test_a_file_with_a_header_only_says_so(town: Tenant) -> None:
    assert take(make_survey(town)).notes == ["Die Datei enthält keine Zeilen."]
